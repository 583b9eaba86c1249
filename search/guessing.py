"""When a search finds nothing: which known names its unknown words are like. Offered, never searched unasked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search import authorities, syntax
from search.analysis import is_stop_word, plain
from search.authorities import LONGEST_NAME, Authorities
from search.engine import backend
from search.request import SearchPage
from search.suggestions import plain_words
from search.syntax import Word
from testimonies.addresses import address

MOST_ASKED = 4  # stretches of words


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
    unknown = _unknown(list(plain_words(syntax.parse(page.request.q))), known)
    return tuple(guess for words in unknown[:MOST_ASKED] for guess in _guesses(words, page, known))


def _guesses(words: list[Word], page: SearchPage, known: Authorities) -> Iterable[Guess]:
    said = " ".join(word.text for word in words)
    for meaning in known.names.near(said):
        one = known.by_id[meaning.identifier]
        yield Guess(
            said,
            one.identifier,
            one.label,
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


def _unknown(words: list[Word], known: Authorities) -> list[list[Word]]:
    """The whole query if it is short enough for a name, and its words that are neither names nor in any text."""
    if not words or len(words) > LONGEST_NAME * 2:
        return []
    if len(words) == 1:
        return [] if known.named(words[0].text) else [words]
    alone = [[word] for word in words if _is_unknown(word, known)]
    whole = len(alone) == len(words) and len(words) <= LONGEST_NAME
    return [words] if whole else alone


def _is_unknown(word: Word, known: Authorities) -> bool:
    if is_stop_word(word.text) or not plain(word.text) or known.named(word.text):
        return False
    return not backend().search(f"={word.text}", end_offset=0)["hits"]
