"""When a search finds nothing: which known names its unknown words are like. Offered, not searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search import authorities, syntax
from search.analysis import is_stop_word
from search.authorities import LONGEST_NAME, Authorities
from search.engine import backend
from search.request import SearchPage
from search.suggestions import plain_words
from search.syntax import Word
from testimonies.addresses import address

MOST_WORDS, MOST_GUESSED = 10, 3


@dataclass(frozen=True)
class Guess:
    """A record whose name is like what was said, its address, and the query with its name in that place."""

    said: str
    entity: str
    label: str
    url: str
    nearness: float
    address: str


def guesses(page: SearchPage) -> tuple[Guess, ...]:
    """The records that the unknown words of a query without results may name, word by word, nearest first."""
    if page.total or page.request.spelling == "exact":
        return ()
    known = authorities.current()
    q = page.request.q
    unknown = _unknown(list(plain_words(syntax.parse(q))), q, known)
    return tuple(guess for words in unknown[:MOST_GUESSED] for guess in _guesses(words, page, known))


def _guesses(words: list[Word], page: SearchPage, known: Authorities) -> Iterable[Guess]:
    said = " ".join(word.text for word in words)
    for meaning in known.names.near(said):
        one = known.by_id[meaning.identifier]
        yield Guess(
            said,
            one.identifier,
            one.called,
            address(one.identifier, one.noun, one.kind),
            meaning.nearness,
            page.request.address(q=_replaced(page.request.q, words, _asked_as(one.forms, one.label))),
        )


def _asked_as(forms: Iterable[str], label: str) -> str:
    """A recorded name that a query can hold as it is."""
    return next((form for form in forms if form.replace("-", "").isalpha()), f'"{label}"')


def _replaced(q: str, words: list[Word], name: str) -> str:
    first, last = words[0], words[-1]
    return q[: first.position] + name + q[last.position + len(last.text) :]


def _unknown(words: list[Word], q: str, known: Authorities) -> list[list[Word]]:
    """The words that are neither names nor in any text: one by one, or in one if the query has no other."""
    alone = [[word] for word in words[:MOST_WORDS] if _is_unknown(word, known)]
    return [words] if len(alone) == len(words) and _in_a_row(words, q) else alone


def _in_a_row(words: list[Word], q: str) -> bool:
    """Do they make up the whole query, so that they may be one name?"""
    return 1 < len(words) <= LONGEST_NAME and q.split() == [word.text for word in words]


def _is_unknown(word: Word, known: Authorities) -> bool:
    if is_stop_word(word.text) or known.named(word.text):
        return False
    return not backend().search(word.text, end_offset=0)["hits"]
