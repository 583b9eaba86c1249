"""Words that say nothing of the matter: those that ask, join and point. They neither rank nor exclude."""

from __future__ import annotations

import re

from search.analysis import core, is_stop_word

_ENGLISH = """
about after all also am among an any anyone anything because been before being between both can
cannot could did do does doing done each ever every few for from give given gives had has have
having how into its may me might me more most much must no nor of off on only or other our over shall
should so some such than their them then there these they this those through under until up upon us
use very was we were what when where whether which while who whom whose why will with within without
would you your
"""
ENGLISH = frozenset(_ENGLISH.split())
_ASKING = re.compile("^(?:무엇|누구|누가|언제|어디|어느|어떤|어떻|얼마|왜$|몇|무슨|뭐)")
_LEANING = frozenset(["것", "곳", "때", "수", "등", "중"])  # nouns that mean nothing without another word


def is_light(word: str) -> bool:
    """Does a word say nothing of the matter: a stop word, one that asks, a noun that leans on another?"""
    folded = word.casefold()
    if folded.isascii():
        return is_stop_word(word) or folded in ENGLISH
    return bool(_ASKING.match(folded)) or core(folded) in _LEANING
