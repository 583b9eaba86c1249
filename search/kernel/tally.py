"""Filters, counts, years and orders, on arrays over the entries of a commit.

An entry's values are runs of an array (`starts`); `rows` is the entry of each value. So a filter is a
scatter, a count is a bincount or, of many entries, a count of bits, and the bars of a histogram are the
running sum of a difference array. Of most of the entries the counts are those of all less those of the
others, which are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from search.kernel.arrays import Array, ends_of, runs
from search.kernel.columns import Columns, Numbers, Ragged, Spans

LAST_YEAR = 9999
MANY = 16  # entries are many from a sixteenth of all on
MOST_BITS = 4 * 2**20  # bytes that the bits of one facet may take
OPEN_YEARS = (1, LAST_YEAR)  # an open or unknown side of a period


class Selection:
    """Some of the entries, ascending, for counting."""

    def __init__(self, entries: Array, size: int) -> None:
        self.entries, self.size = entries, size
        self._places: dict[int, Array] = {}

    @cached_property
    def rest(self) -> Selection | None:
        """The other entries, when those are fewer."""
        if 2 * len(self.entries) <= self.size:
            return None
        others = np.ones(self.size, bool)
        others[self.entries] = False
        return Selection(np.flatnonzero(others), self.size)

    @cached_property
    def bits(self) -> Array:
        """The same as one bit for each entry."""
        mask = np.zeros(self.size, bool)
        mask[self.entries] = True
        return packed(mask)

    def places(self, starts: Array) -> Array:
        """The places of the values of these entries, of runs that begin at `starts`."""
        if id(starts) not in self._places:
            begins = starts[self.entries]
            self._places[id(starts)] = runs(begins, starts[self.entries + 1] - begins)
        return self._places[id(starts)]


def packed(mask: Array) -> Array:
    """A mask as bits, in whole words of 64."""
    bytes_ = np.packbits(mask)
    return np.pad(bytes_, (0, -len(bytes_) % 8)).view(np.uint64)


class Counted:
    """Numbers of each entry, below `size`: how often each stands in some of the entries."""

    def __init__(self, starts: Array, numbers: Array, size: int) -> None:
        self._starts, self._numbers, self._size = starts, numbers, size

    @cached_property
    def _whole(self) -> Array:
        return np.bincount(self._numbers, minlength=self._size)

    @cached_property
    def _only(self) -> Array | None:
        """The one number of each entry, `size` where it has none; None when any entry has several."""
        sizes = np.diff(self._starts)
        if not len(sizes) or sizes.max() > 1:
            return None
        only = np.full(len(sizes), self._size, np.intp)
        only[sizes == 1] = self._numbers
        return only

    def of(self, chosen: Selection) -> Array:
        """How often each number stands in the chosen entries."""
        if chosen.rest is not None:
            return self._whole - self.of(chosen.rest)
        if self._only is not None:
            return np.bincount(self._only[chosen.entries], minlength=self._size + 1)[: self._size]
        return np.bincount(self._numbers[chosen.places(self._starts)], minlength=self._size)


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

    @cached_property
    def counted(self) -> Counted:
        """The codes, for counting."""
        return Counted(self.starts, self.codes, len(self.values))

    @cached_property
    def bits(self) -> Array | None:
        """Of each value the entries that have it, one bit for each; None when that would take too much."""
        if not 0 < len(self.values) * self.size <= 8 * MOST_BITS:
            return None
        masks = (self.having(self.codes == code) for code in range(len(self.values)))
        return np.array([packed(mask) for mask in masks]).reshape(len(self.values), -1)

    def counts(self, chosen: Selection) -> dict[str, int]:
        """How many of the chosen entries have each value; values that none has are left out.

        Of many entries the bits are counted that they share with each value: that takes as long for all.
        """
        many = len(chosen.entries) * MANY > self.size
        if many and self.bits is not None:
            found = np.bitwise_count(self.bits & chosen.bits).sum(axis=1, dtype=np.int64)
        else:
            found = self.counted.of(chosen)
        at = np.flatnonzero(found)
        return dict(zip((self.values[one] for one in at.tolist()), found[at].tolist(), strict=True))

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
    keys = rows.astype(np.int64) * max(len(values), 1) + codes
    if (keys[1:] <= keys[:-1]).any():
        keys.sort(kind="stable")  # they almost rise; unique() would take a table of hashes, much slower here
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
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

    @cached_property
    def firsts(self) -> Counted:
        """The years the spans begin with, for counting."""
        return Counted(self.starts, self.first, LAST_YEAR + 2)

    @cached_property
    def lasts(self) -> Counted:
        """The years the spans end with, for counting."""
        return Counted(self.starts, self.last, LAST_YEAR + 2)


def certain(several: Sequence[Numbers]) -> Counted:
    """Years, or decades, that a period of an entry lies wholly in; each once."""
    return Counted(
        joined([own.starts for own in several]), _all([own.codes for own in several]), LAST_YEAR + 2
    )


@dataclass(frozen=True)
class Periods:
    """When what the entries tell of happened; by width in years, 1 or 10."""

    named: Stretches
    possible: dict[int, Stretches]
    certain: dict[int, Counted]

    @classmethod
    def of(cls, columns: Sequence[Columns]) -> Periods:
        """Those of several segments as one."""
        named = Stretches.of_segments([own.periods for own in columns])
        possible = {
            1: Stretches.of_segments([own.years for own in columns]),
            10: Stretches.of_segments([own.decades for own in columns]),
        }
        return cls(
            named,
            {width: _sharing(named, own) for width, own in possible.items()},
            {
                1: certain([own.certain_years for own in columns]),
                10: certain([own.certain_decades for own in columns]),
            },
        )

    def undated(self, entries: Array) -> int:
        """How many of the entries have no period."""
        starts = self.named.starts
        return int(np.count_nonzero(starts[entries] == starts[entries + 1]))

    def ends(self, chosen: Selection) -> tuple[int, int] | None:
        """The first and the last year that a period of the entries names; None when there is none."""
        named = self.named.firsts.of(chosen) + self.named.lasts.of(chosen)
        named[list(OPEN_YEARS)] = 0
        years = np.flatnonzero(named)
        return (int(years[0]), int(years[-1])) if len(years) else None

    def bars(self, chosen: Selection, width: int, first: int, last: int) -> tuple[list[int], list[int]]:
        """For each stretch of years from `first` to `last` the entries certainly and possibly in it."""
        own = self.possible[width]
        possible = np.cumsum(own.firsts.of(chosen))
        possible[1:] -= np.cumsum(own.lasts.of(chosen))[:-1]
        bars = slice(first, last + 1)
        return self.certain[width].of(chosen)[bars].tolist(), possible[bars].tolist()


def _sharing(one: Stretches, other: Stretches) -> Stretches:
    """The other one over the same starts when they are equal: what is looked up for one serves both."""
    return (
        Stretches(one.starts, other.first, other.last) if np.array_equal(one.starts, other.starts) else other
    )


SAMPLED = 32  # of many numbers each 32nd is enough to see which are surely too great


def least(numbers: Array, count: int) -> Any:
    """The `count`-th least of some numbers, which are at least as many."""
    sample = np.sort(numbers[::SAMPLED])
    surely = sample[min(len(sample) - 1, 2 * count // SAMPLED + SAMPLED)]
    few = numbers[numbers <= surely]
    return np.partition(few if len(few) >= count else numbers, count - 1)[count - 1]


def foremost(keys: Sequence[Array], count: int) -> Array:
    """The places of the `count` least elements by several keys, the first deciding; in order.

    Only those that a key leaves undecided are looked at by the next one. The last key has no equal values.
    """
    if count >= len(keys[0]):
        order: Array = np.lexsort(keys[::-1])
        return order
    if count <= 0:
        return np.empty(0, np.int64)
    key = keys[0]
    limit = least(key, count)
    below, equal = np.flatnonzero(key < limit), np.flatnonzero(key == limit)
    inner = below[np.lexsort([one[below] for one in keys[::-1]])]
    if len(keys) == 1:
        return np.concatenate([inner, equal[: count - len(below)]])
    outer = equal[foremost([one[equal] for one in keys[1:]], count - len(below))]
    return np.concatenate([inner, outer])
