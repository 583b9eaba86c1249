"""Words that say nothing of the matter: those that ask, join and point. They neither rank nor exclude."""

from __future__ import annotations

import re

from search.analysis import is_stop_word

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


def is_light(word: str) -> bool:
    """Is it a word that says nothing of the matter? A stop word, or a word that asks."""
    folded = word.casefold()
    return is_stop_word(word) or folded in ENGLISH or bool(_ASKING.match(folded))
