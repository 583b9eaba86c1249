"""Filters, counts, years and orders, on arrays over the entries of a commit.

An entry's values are runs of an array (`starts`); `rows` is the entry of each value. So a filter is a scatter,
a count is a bincount, and the bars of a histogram are the running sum of a difference array.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.kernel.arrays import Array, ends_of, runs
from search.kernel.columns import Columns, Numbers, Ragged, Spans

OPEN_YEARS = (1, 9999)  # an open or unknown side of a period
SPARSE = 4  # below a quarter of the entries their values are looked up, above it all are passed over


@dataclass(frozen=True)
class Rows:
    """Runs of values: those of entry n begin at `starts[n]`."""

    starts: Array

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.starts) - 1

    @cached_property
    def rows(self) -> Array:
        """The entry of each value."""
        return np.repeat(np.arange(self.size, dtype=np.uint32), np.diff(self.starts))

    def having(self, chosen: Array) -> Array:
        """The entries that have one of the chosen values, as a mask over all entries."""
        found = np.zeros(self.size, bool)
        found[self.rows[chosen]] = True
        return found

    def of(self, entries: Array) -> Array:
        """The places of the values of some entries, given ascending."""
        if len(entries) * SPARSE > self.size:
            wanted = np.zeros(self.size, bool)
            wanted[entries] = True
            return np.flatnonzero(wanted[self.rows])
        starts = self.starts[entries]
        return runs(starts, self.starts[entries + 1] - starts)


@dataclass(frozen=True)
class Coded(Rows):
    """A set of values for each entry, as codes: places in `values`."""

    values: list[str]
    codes: Array

    def holding(self, wanted: Iterable[str]) -> Array:
        """The entries that have any of the wanted values, as a mask."""
        asked = set(wanted)
        table = np.fromiter((value in asked for value in self.values), bool, len(self.values))
        return self.having(table[self.codes])

    def counts(self, entries: Array) -> dict[str, int]:
        """How many of the entries have each value; values that none has are left out."""
        counted = np.bincount(self.codes[self.of(entries)], minlength=len(self.values))
        return {self.values[at]: int(counted[at]) for at in np.flatnonzero(counted).tolist()}

    def of_entry(self, entry: int) -> list[str]:
        """The values of one entry."""
        return [self.values[at] for at in self.codes[self.starts[entry] : self.starts[entry + 1]].tolist()]

    def mapped(self, meant: Sequence[Sequence[str]]) -> Coded:
        """The same entries with what each value means, in the order of `values`: nothing, one, or several."""
        values = sorted({one for several in meant for one in several})
        place = {value: at for at, value in enumerate(values)}
        targets = np.array([place[one] for several in meant for one in several], np.uint32)
        sizes = np.array([len(several) for several in meant], np.int64)
        several = sizes[self.codes]
        codes = targets[runs(ends_of(sizes, "<i8")[self.codes], several)]
        return _distinct(self.size, np.repeat(self.rows, several), codes, values)

    def with_also(self, entries: Array, values: Sequence[str]) -> Coded:
        """The same, and of each of some entries one more value."""
        known = sorted({*self.values, *values})
        place = {value: at for at, value in enumerate(known)}
        own = np.array([place[value] for value in self.values], np.uint32)[self.codes]
        more = np.array([place[value] for value in values], np.uint32)
        rows = np.concatenate([self.rows, entries.astype(np.uint32)])
        return _distinct(self.size, rows, np.concatenate([own, more]), known)


def _distinct(size: int, rows: Array, codes: Array, values: list[str]) -> Coded:
    keys = np.unique(rows.astype(np.int64) * max(len(values), 1) + codes)
    rows, codes = np.divmod(keys, max(len(values), 1))
    return Coded(ends_of(np.bincount(rows, minlength=size)), values, codes.astype(np.uint32))


def coded(ragged: Ragged) -> Coded:
    """The sets of a segment's column."""
    return Coded(ragged.starts, ragged.values.listed(), ragged.codes)


def single(codes: Array, values: list[str]) -> Coded:
    """One value for each entry."""
    return Coded(np.arange(len(codes) + 1, dtype=np.uint32), values, codes.astype(np.uint32))


def united(several: Sequence[Coded]) -> Coded:
    """The sets of several segments as one."""
    if len(several) == 1:
        return several[0]
    values = sorted({value for own in several for value in own.values})
    place = {value: at for at, value in enumerate(values)}
    tables = [np.array([place[value] for value in own.values], np.uint32) for own in several]
    codes = [table[own.codes] for table, own in zip(tables, several, strict=True)]
    return Coded(joined([own.starts for own in several]), values, _all(codes))


def joined(starts: Sequence[Array]) -> Array:
    """The starts of several segments' runs as those of one."""
    if len(starts) == 1:
        return starts[0]
    return ends_of(_all([np.diff(own) for own in starts]))


def _all(arrays: Sequence[Array]) -> Array:
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, np.uint32)


@dataclass(frozen=True)
class Stretches(Rows):
    """Spans of years of each entry, inclusive."""

    first: Array
    last: Array

    @classmethod
    def of_segments(cls, several: Sequence[Spans]) -> Stretches:
        """Those of several segments as one."""
        starts = joined([spans.starts for spans in several])
        return cls(starts, _all([spans.first for spans in several]), _all([spans.last for spans in several]))

    def within(self, first: int | None, last: int | None, wholly: bool) -> Array:
        """The entries with a span that overlaps the years, or lies wholly in them; None is an open side."""
        from_, to = (-1 if first is None else first), (10_000 if last is None else last)
        if wholly:
            return self.having((self.first >= from_) & (self.last <= to))
        return self.having((self.last >= from_) & (self.first <= to))


@dataclass(frozen=True)
class Certain(Rows):
    """Years, or decades, that a period of the entry lies wholly in; each once."""

    codes: Array

    @classmethod
    def of_segments(cls, several: Sequence[Numbers]) -> Certain:
        """Those of several segments as one."""
        return cls(joined([own.starts for own in several]), _all([own.codes for own in several]))


@dataclass(frozen=True)
class Periods:
    """When what the entries tell of happened."""

    named: Stretches
    possible: dict[int, Stretches]  # by width in years: 1 or 10
    certain: dict[int, Certain]

    @classmethod
    def of(cls, columns: Sequence[Columns]) -> Periods:
        """Those of several segments as one."""
        return cls(
            Stretches.of_segments([own.periods for own in columns]),
            {
                1: Stretches.of_segments([own.years for own in columns]),
                10: Stretches.of_segments([own.decades for own in columns]),
            },
            {
                1: Certain.of_segments([own.certain_years for own in columns]),
                10: Certain.of_segments([own.certain_decades for own in columns]),
            },
        )

    def undated(self, entries: Array) -> int:
        """How many of the entries have no period."""
        starts = self.named.starts
        return int(np.count_nonzero(starts[entries] == starts[entries + 1]))

    def ends(self, entries: Array) -> tuple[int, int] | None:
        """The first and the last year that a period of the entries names; None when there is none."""
        places = self.named.of(entries)
        years = np.concatenate([self.named.first[places], self.named.last[places]])
        years = years[(years != OPEN_YEARS[0]) & (years != OPEN_YEARS[1])]
        return (int(years.min()), int(years.max())) if len(years) else None

    def bars(self, entries: Array, width: int, first: int, last: int) -> tuple[list[int], list[int]]:
        """For each stretch from `first` to `last` the entries certainly and possibly in it."""
        return self._certain(entries, width, first, last), self._possible(entries, width, first, last)

    def _certain(self, entries: Array, width: int, first: int, last: int) -> list[int]:
        own = self.certain[width]
        at = own.codes[own.of(entries)]
        at = at[(at >= first) & (at <= last)]
        counted: list[int] = np.bincount(at.astype(np.int64) - first, minlength=last - first + 1).tolist()
        return counted

    def _possible(self, entries: Array, width: int, first: int, last: int) -> list[int]:
        own = self.possible[width]
        places = own.of(entries)
        begin, end = own.first[places].astype(np.int64), own.last[places].astype(np.int64)
        inside = (begin <= last) & (end >= first)
        size = last - first + 2
        begins = np.bincount(np.maximum(begin[inside], first) - first, minlength=size)
        ends = np.bincount(np.minimum(end[inside], last) - first + 1, minlength=size)
        counted: list[int] = np.cumsum(begins - ends)[:-1].tolist()
        return counted


def foremost(keys: Sequence[Array], count: int) -> Array:
    """The places of the `count` least elements by several keys, the first deciding; in order.

    Only those that a key leaves undecided are looked at by the next one. The last key must have no equal values.
    """
    if count >= len(keys[0]):
        order: Array = np.lexsort(keys[::-1])
        return order
    if count <= 0:
        return np.empty(0, np.int64)
    key = keys[0]
    limit = np.partition(key, count - 1)[count - 1]
    below, equal = np.flatnonzero(key < limit), np.flatnonzero(key == limit)
    inner = below[np.lexsort([one[below] for one in keys[::-1]])]
    if len(keys) == 1:
        return np.concatenate([inner, equal[: count - len(below)]])
    outer = equal[foremost([one[equal] for one in keys[1:]], count - len(below))]
    return np.concatenate([inner, outer])
