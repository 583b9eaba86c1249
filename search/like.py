"""Records like one: the words that tell it apart, asked for together.

A word tells much when it stands often in the record and in few others: term frequency times inverse document
frequency (K. Spärck Jones, "A statistical interpretation of term specificity and its application in
retrieval", Journal of Documentation 28(1), 1972). Names the archive knows come before all other words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log

from whoosh import query as wq

from search.analysis import is_cjk, is_stop_word, normalised, stems, words
from search.authorities import Authorities
from search.compile import Plan
from search.forms import ParameterError
from search.kernel.collection import Collection
from search.marking import Marks
from search.request import Like
from search.texts import pieces_of
from testimonies import ledger
from testimonies.addresses import address_of
from testimonies.documents import title_of

MOST_WORDS, MOST_NAMES = 16, 6
SHORTEST = 3  # letters, but for Korean words


@dataclass(frozen=True)
class _Word:
    """A stem, how the record writes it most often, and how much it tells."""

    stem: str
    said: str
    weight: float


def like(identifier: str, collection: Collection, known: Authorities) -> tuple[Plan, Like]:
    """The plan for records like a public one, and what is said of it. One query to the database.

    Raises ParameterError when no record is public under that identifier.
    """
    item = ledger.current(identifier)
    if item is None or item.document is None:
        raise ParameterError("like", "No public record is called “%(value)s”.", value=identifier)
    text = " ".join([title_of(item.document), *(piece.text for piece in pieces_of(item.document))])
    told = telling(text, collection, known)
    plan = Plan(_query(identifier, told))
    plan.marks = Marks()
    plan.marks.add_words([word.said for word in told])
    return plan, Like(
        identifier, title_of(item.document), address_of(item), tuple(word.said for word in told)
    )


def _query(identifier: str, told: list[_Word]) -> wq.Query:
    most = max((word.weight for word in told), default=1.0)
    asked = wq.Or([wq.Term("text", word.stem, boost=word.weight / most) for word in told])
    return wq.And([asked, wq.Not(wq.Term("id", identifier))])


def telling(text: str, collection: Collection, known: Authorities) -> list[_Word]:
    """The words of a text that tell it apart and that other records have too, those that tell most first."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words(normalised(text)):
        if (is_cjk(word.text) or len(word.text) >= SHORTEST) and not is_stop_word(word.text):
            said[_stem(word.text)][word.text] += 1
    weighed = [_weighed(stem, written, collection) for stem, written in said.items() if stem]
    kept = sorted((word for word in weighed if word.weight), key=lambda word: (-word.weight, word.stem))
    names = [word for word in kept if not word.said.islower() and known.named(word.said)][:MOST_NAMES]
    return (names + [word for word in kept if word not in names])[:MOST_WORDS]


def _stem(word: str) -> str:
    found = stems(word)
    if not found:
        return ""
    return min(found[0], key=len) if is_cjk(word) else found[0][0]


def _weighed(stem: str, written: Counter[str], collection: Collection) -> _Word:
    frequency = collection.frequency("text", stem.encode())
    rarity = log(collection.size / frequency) if frequency > 1 else 0.0
    return _Word(stem, written.most_common(1)[0][0], written.total() * rarity)
