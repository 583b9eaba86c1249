"""A test collection in the running archive: texts in the ledger, queries through the product's search.

Only `hold` and `product_order` know the product. Whoever rebuilds the search points these two at it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection

from search import authorities, compile, keeping
from search.analysis import normalised, words
from search.engine import backend
from search.ordering import page_of
from search.syntax import Or, Word
from testimonies import guards
from tests.factories import make_source, publish
from tests.performance import corpus
from tests.performance.judged import Collection, Figures, Text, figures

EMPTY = "–"  # two texts of Cranfield have neither title nor text, and a record needs both


class _Documents:
    """Texts of a collection as testimonies; the number of a text is its place in the collection."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        self.texts = texts
        self.references = [{"source": publish(make_source()).identifier, "locator": "p. 1"}]

    def document(self, serial: int) -> dict[str, Any]:
        text = self.texts[serial]
        passage = {
            "number": 1,
            "text": text.text or text.title or EMPTY,
            "basis": "first_hand",
            "standing": "stands",
        }
        return {
            "noun": "testimony",
            "title": text.title or EMPTY,
            "language": "en",
            "witness": None,
            "given": None,
            "topics": [],
            "stays": [],
            "passages": [passage | {"references": self.references}],
        }


def hold(texts: tuple[Text, ...]) -> dict[str, str]:
    """Put the texts into the ledger and the index; returns the collection's identifier of each record's."""
    documents = _Documents(texts)
    guards.drop(connection)
    corpus._write_batch(documents, range(len(texts)))
    guards.install(connection)
    keeping.rebuild()
    return {f"T-{serial + 1:06d}": text.identifier for serial, text in enumerate(texts)}


def any_word(query: str) -> Or:
    """The tree of a query that any of its words may answer: a OR b OR c, nothing left out."""
    return Or(tuple(Word(word.text, word.start) for word in words(normalised(query))))


def product_order(query: str) -> list[str]:
    """The records the product finds with any word matching, best first."""
    snapshot = backend().snapshot()
    plan = compile.compile_query(any_word(query), compile.Context(authorities.current(), snapshot.lexicon))
    found = snapshot.evaluate(plan.query)
    entries = page_of(found, snapshot.collection, plan, "relevance", 0, len(found))
    return [snapshot.collection.identifier(entry) for entry in entries]


def measured(of: Collection, order: Callable[[str], list[str]]) -> dict[str, Figures]:
    """The figures of an ordering: over the queries it may be tuned on, over the others, and over all."""
    found = {key: order(query) for key, query in of.queries.items()}
    return {
        "even (tuned on)": figures(found, of, 0),
        "odd": figures(found, of, 1),
        "all": figures(found, of),
    }


HEADER = """| collection | ranking | queries | MAP | nDCG@10, grades | nDCG@10, right or wrong |
|---|---|---|---|---|---|"""


def lines(collection: str, ranking: str, found: dict[str, Figures]) -> list[str]:
    """A table's rows."""
    return [
        f"| {collection} | {ranking} | {part}, {one.queries} | {one.precision:.4f} | {one.graded:.4f} |"
        f" {one.binary:.4f} |"
        for part, one in found.items()
    ]
