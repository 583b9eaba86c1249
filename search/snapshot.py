"""One commit of the index, open for reading: which entries match, and what each entry says of its record."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from whoosh import query as wq
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.shelf import Pinned, Pointer, SearchUnavailable

HELD = (
    ":held"  # the entry that says up to which ledger number this commit goes; no identifier begins like that
)


@dataclass(frozen=True, slots=True)
class Row:
    """What the index keeps of one record besides its words. Periods are years, first and last, inclusive."""

    identifier: str
    noun: str
    number: int
    sha256: str
    lang: frozenset[str]
    witness: frozenset[str]
    about: frozenset[str]
    topics: frozenset[str]
    roles: frozenset[str]
    sources: frozenset[str]
    refs: frozenset[str]
    periods: tuple[tuple[int, int], ...]
    earliest: int | None
    latest: int | None


_SETS = ("lang", "witness", "about", "topics", "roles", "sources", "refs")


def row_of(stored: dict[str, Any]) -> Row:
    """The row in the stored fields of an entry."""
    sets = {name: frozenset(stored.get(name, "").split()) for name in _SETS}
    periods = tuple(_years(text) for text in stored.get("periods", "").split())
    return Row(
        stored["id"],
        stored["noun"],
        stored["number"],
        stored["sha256"],
        **sets,
        periods=periods,
        earliest=stored.get("earliest"),
        latest=stored.get("latest"),
    )


def _years(text: str) -> tuple[int, int]:
    first, last = text.split("/")
    return int(first), int(last)


Scores = dict[int, float]  # number of an entry -> its score


class Snapshot:
    """An open commit. Evaluation holds a lock: Whoosh's readers share file positions."""

    def __init__(self, pinned: Pinned, pointer: Pointer, before: Snapshot | None = None) -> None:
        self.pointer = pointer
        self.searcher: Searcher = pinned.searcher()
        # Another thread may still read it when it is replaced: the files are let go with the last who does.
        weakref.finalize(self, self.searcher.close)
        self.lock = threading.Lock()
        self._segments: dict[str, list[dict[str, Any] | Row]] = {}
        self.rows: dict[int, Row] = {}
        self.held = self._load(before._segments if before else {})

    @property
    def reader(self) -> IndexReader:
        """Whoosh's reader: the lexicon is asked of it."""
        return self.searcher.reader()

    def _load(self, known: dict[str, list[Any]]) -> int:
        """Read every entry once; those of a segment that was open before are taken from there."""
        held = None
        for leaf, offset in self.reader.leaf_readers():
            name = leaf.segment().segment_id() if hasattr(leaf, "segment") else ""
            rows = known.get(name) or [_entry(leaf.stored_fields(at)) for at in range(leaf.doc_count_all())]
            self._segments[name] = rows
            for number in leaf.all_doc_ids():
                row = rows[number]
                if isinstance(row, Row):
                    self.rows[number + offset] = row
                else:
                    held = row["number"]
        if held is None:
            raise SearchUnavailable("the index does not say how far it goes")
        return int(held)

    def evaluate(self, query: wq.Query) -> Scores:
        """The entries that match, with their scores.

        And, Or and Not are set algebra here: Whoosh 2.7.4's own matchers for them return an excluded document
        in 16 of 600 random queries. The leaves are Whoosh's.
        """
        with self.lock:
            return self._scores(query)

    def _scores(self, query: wq.Query) -> Scores:
        if isinstance(query, wq.And):
            return self._all_of(list(query.children()))
        if isinstance(query, wq.Or):
            return _united(map(self._scores, query.children()))
        if isinstance(query, wq.Not):
            return self._rest(self._scores(query.query))
        if isinstance(query, wq.Every):
            return dict.fromkeys(self.rows, 0.0)
        if isinstance(query, wq.ConstantScoreQuery):
            return dict.fromkeys(self._scores(query.child), query.score)
        found = self.searcher.search(query, limit=None, scored=True, optimize=False)
        return {number: score for number, score in found.items() if number in self.rows}

    def _all_of(self, parts: list[wq.Query]) -> Scores:
        wanted = [self._scores(part) for part in parts if not isinstance(part, wq.Not)]
        unwanted = [self._scores(part.query) for part in parts if isinstance(part, wq.Not)]
        found = min(wanted, key=len, default=None) if wanted else dict.fromkeys(self.rows, 0.0)
        return {
            number: sum(scores[number] for scores in wanted)
            for number in found or ()
            if all(number in scores for scores in wanted) and not any(number in scores for scores in unwanted)
        }

    def _rest(self, scores: Scores) -> Scores:
        return {number: 0.0 for number in self.rows if number not in scores}


def _united(several: Iterable[Scores]) -> Scores:
    found: Scores = {}
    for scores in several:
        for number, score in scores.items():
            found[number] = found.get(number, 0.0) + score
    return found


def _entry(stored: dict[str, Any]) -> Row | dict[str, Any]:
    return stored if stored["id"] == HELD else row_of(stored)
