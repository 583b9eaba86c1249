"""The segments of one commit as one: postings by term, statistics, and what is known of each entry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.kernel.arrays import Array
from search.kernel.budget import Budget
from search.kernel.columns import NO_NOUN, Columns
from search.kernel.postings import Postings
from search.kernel.scoring import LENGTHS, MODEL, Model
from search.kernel.tally import Periods
from search.kernel.vocabulary import Vocabulary

POSTINGS_BUDGET, LOOKED_UP_BUDGET = 16 * 2**20, 4 * 2**20  # bytes, for each commit that is open
WHOLE = 8  # of a term's entries an eighth: from there on reading all its places is faster than picking
TEXT, TITLE, BODY = "text", "title", "text without the title"
NOTHING = np.empty(0, np.uint32)


@dataclass(frozen=True)
class Part:
    """One segment. `postings` by field; `totals`: the summed length of each scored field."""

    name: str
    postings: Mapping[str, Postings]
    columns: Columns
    deleted: Sequence[int]
    totals: Mapping[str, int]


Places = list[tuple[Part, int, int]]  # segments that hold a term, its number there, and their first entry
Listed = tuple[Array, Array]  # entries, ascending (uint32), and how often the term stands in each (float32)


class Collection:
    """All entries of a commit, numbered from 0, deleted ones included. Only reads; shared by threads."""

    def __init__(self, parts: Sequence[Part], model: Model = MODEL) -> None:
        self.parts, self.model = parts, model
        self.offsets = [0, *np.cumsum([part.columns.size for part in parts]).tolist()]
        self.size: int = self.offsets[-1]
        self.number: Array = self._joined("number")
        self.noun: Array = self._joined("noun")
        self.deleted = np.zeros(self.size, bool)
        for part, offset in zip(parts, self.offsets, strict=False):
            self.deleted[np.fromiter(part.deleted, np.int64) + offset] = True
        self.alive = ~self.deleted & (self.noun != NO_NOUN)
        self.dead = np.flatnonzero(~self.alive).astype(np.uint32)
        self._listed: Budget[Listed] = Budget(
            POSTINGS_BUDGET, lambda listed: sum(one.nbytes for one in listed)
        )
        self._found: Budget[Places] = Budget(LOOKED_UP_BUDGET, lambda places: 200 + 100 * len(places))
        self._damping: dict[str, Array] = {}
        self._ranks: dict[str, Array] = {}

    def ranks(self, order: str, keys: Callable[[], Sequence[Array]]) -> Array:
        """The place of each entry in a total order of all, by several keys, the first deciding; kept."""
        if order not in self._ranks:
            ranks = np.empty(self.size, np.uint32)
            ranks[np.lexsort([*keys()][::-1])] = np.arange(self.size, dtype=np.uint32)
            self._ranks[order] = ranks
        return self._ranks[order]

    # ---- words

    def frequency(self, field: str, term: bytes) -> int:
        """How many entries hold a term, deleted ones included: Whoosh counts like that."""
        return sum(part.postings[field].count(number) for part, number, _offset in self._where(field, term))

    def listed(self, field: str, term: bytes) -> Listed:
        """The postings of a term; deleted entries are still among them."""
        return self._listed.get((field, term), lambda: self._read(field, term))

    def _read(self, field: str, term: bytes) -> Listed:
        ids, frequencies = [], []
        for part, number, offset in self._where(field, term):
            own = part.postings[field]
            ids.append(own.ids_of(number) + np.uint32(offset) if offset else own.ids_of(number))
            frequencies.append(own.frequencies_of(number).astype(np.float32))
        return _concatenated(ids, np.uint32), _concatenated(frequencies, np.float32)

    def places(self, field: str, term: bytes, wanted: Array) -> Array:
        """`entry << 32 | position` of a term's places (int64, ascending), in the wanted entries or more.

        The array is the caller's own.
        """
        found = []
        for part, number, offset in self._where(field, term):
            begin, end = np.searchsorted(wanted, (offset, offset + part.columns.size))
            if begin == end:
                continue
            own = part.postings[field]
            few = (end - begin) * WHOLE < own.count(number)
            keys = own.keys_of(number, wanted[begin:end] - np.uint32(offset) if few else None)
            keys += np.int64(offset) << 32
            found.append(keys)
        return _concatenated(found, np.int64)

    def _where(self, field: str, term: bytes) -> Places:
        return self._found.get((field, term), lambda: self._look_up(field, term))

    def _look_up(self, field: str, term: bytes) -> Places:
        found: Places = []
        for part, offset in zip(self.parts, self.offsets, strict=False):
            try:
                found.append((part, part.postings[field].find(term), offset))
            except KeyError:
                continue
        return found

    def damping(self, field: str) -> Array:
        """Of each entry what its frequencies in a field, or in the BODY of the text, are divided by."""
        if field not in self._damping:
            lengths, total = self._lengths(TEXT if field == BODY else field)
            if field == BODY:
                titles, of_titles = self._lengths(TITLE)
                lengths, total = np.maximum(lengths - titles, 1), total - of_titles
            self._damping[field] = self.model.damping(field, lengths, total / (self.size or 1))
        return self._damping[field]

    def _lengths(self, field: str) -> tuple[Array, int]:
        """How long a field of each entry is, as exactly as a length byte says it, and the exact sum."""
        none = np.zeros(1, np.uint8)
        known = [part.columns.lengths.get(field, none.repeat(part.columns.size)) for part in self.parts]
        total = sum(part.totals.get(field, 0) for part in self.parts)
        return LENGTHS[_concatenated(known, np.uint8)], total

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms of the text, over all segments."""
        return Vocabulary([part.postings.get(TEXT) for part in self.parts])

    @cached_property
    def rarities(self) -> Array:
        """How rare each term of the vocabulary is."""
        return self.model.rarity(self.size, self.vocabulary.frequencies).astype(np.float32)

    # ---- entries

    def identifier(self, entry: int) -> str:
        """The identifier of an entry."""
        columns, at = self._entry(entry)
        return columns.identifiers[at]

    def sha256(self, entry: int) -> str:
        """The hash of the ledger row an entry was made from."""
        columns, at = self._entry(entry)
        return bytes(columns.sha256[at]).hex()

    def _entry(self, entry: int) -> tuple[Columns, int]:
        at = bisect_right(self.offsets, entry) - 1
        return self.parts[at].columns, entry - self.offsets[at]

    def find(self, identifier: str) -> int | None:
        """The living entry of a record."""
        ids, _frequencies = self.listed("id", identifier.encode())
        living = ids[self.alive[ids]]
        return int(living[-1]) if len(living) else None

    @cached_property
    def held(self) -> int | None:
        """How far in the ledger the commit goes; None when it does not say."""
        found = np.flatnonzero(~self.deleted & (self.noun == NO_NOUN))
        return int(self.number[found[-1]]) if len(found) else None

    @cached_property
    def earliest(self) -> Array:
        """Of each entry the first day of what it tells of, yyyymmdd; 0 when it has none."""
        return self._joined("earliest")

    @cached_property
    def latest(self) -> Array:
        """Of each entry the last day of what it tells of, yyyymmdd; 0 when it has none."""
        return self._joined("latest")

    @cached_property
    def periods(self) -> Periods:
        """The years of what each entry tells of."""
        return Periods.of([part.columns for part in self.parts])

    def _joined(self, name: str) -> Array:
        return _concatenated([getattr(part.columns, name) for part in self.parts], np.int64)


def _concatenated(several: list[Array], kind: type) -> Array:
    if len(several) == 1:
        return several[0]
    return np.concatenate(several) if several else np.empty(0, kind)
