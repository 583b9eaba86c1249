"""One commit of the index, open for reading: which entries match, and what each entry says of its record."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.reading import IndexReader, SegmentReader
from whoosh.searching import Searcher

from search.kernel import columns, cost
from search.kernel.arrays import Array
from search.kernel.collection import Collection, Part
from search.kernel.columns import HELD
from search.kernel.evaluate import Evaluation, Matches
from search.kernel.lexicon import Lexicon
from search.shelf import Pinned, Pointer, SearchUnavailable

__all__ = ["HELD", "Snapshot"]


class Snapshot:
    """An open commit. It is only read, its files are mapped: threads share it without a lock."""

    def __init__(self, pinned: Pinned, pointer: Pointer) -> None:
        self.pointer = pointer
        self.searcher: Searcher = pinned.searcher()
        # Another thread may still read it when it is replaced: the files are let go with the last who does.
        weakref.finalize(self, self.searcher.close)
        folder = Path(pinned.storage.folder)
        parts = [_part(folder, leaf) for leaf, _offset in self.reader.leaf_readers()]
        self.collection = Collection(parts)
        self.evaluation = Evaluation(self.collection, self.searcher)
        self.lexicon = Lexicon(parts)
        if self.collection.held is None:
            raise SearchUnavailable("the index does not say how far it goes")
        self.held: int = self.collection.held
        self._marked: dict[str, tuple[Any, Array]] = {}

    @property
    def reader(self) -> IndexReader:
        """Whoosh's reader."""
        return self.searcher.reader()

    def __len__(self) -> int:
        """How many records there are."""
        return int(np.count_nonzero(self.collection.alive))

    def evaluate(self, query: Any) -> Matches:
        """The entries that match, with their scores. Raises QueryError when that would cost too much."""
        problem = cost.problem(query, self.evaluation)
        if problem:
            raise problem
        return self.evaluation.matches(query)

    def mask(self, purpose: str, identifiers: Iterable[str], key: Any) -> Array:
        """The entries of some records, as a mask; that of a purpose is kept while its key is the same."""
        before = self._marked.get(purpose)
        if before is not None and (before[0] is key or before[0] == key):
            return before[1]
        found = np.zeros(self.collection.size, bool)
        entries = (self.collection.find(identifier) for identifier in identifiers)
        found[[entry for entry in entries if entry is not None]] = True
        self._marked[purpose] = (key, found)
        return found


def _part(folder: Path, leaf: SegmentReader) -> Part:
    segment = leaf.segment()
    known = columns.load(folder / segment.make_filename(columns.ENDING))
    # Whoosh's reader of one segment keeps its codec's reader of the terms to itself.
    postings = {name: field for name, (field, _statistics) in leaf._terms.fields.items()}
    totals = {name: leaf.field_length(name) for name in known.lengths}
    return Part(segment.segment_id(), postings, known, sorted(segment.deleted_docs()), totals)
