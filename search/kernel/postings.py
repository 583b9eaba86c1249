"""All postings of one field of one segment, as arrays: written whole, read term by term."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.reading import TermInfo
from whoosh.util.numeric import byte_to_length

from search.kernel.arrays import Array, ArrayWriter, Bytes, ends_of, narrow, runs


@dataclass(frozen=True)
class Postings:
    """Terms in order; of each its entries (`ids`, from `starts`), how often it stands in each, and where.

    `frequencies` is None where every one is 1; `places` is None where the field keeps no positions, and else
    holds as many for each posting as its frequency says, from `at` on for each term.
    """

    terms: Bytes
    starts: Array
    ids: Array
    frequencies: Array | None = None
    places: Array | None = None
    at: Array | None = None

    def find(self, term: bytes) -> int:
        """The number of a term. Raises KeyError."""
        found = bisect_left(self.terms, term)
        if found == len(self.terms) or self.terms[found] != term:
            raise KeyError(term)
        return found

    def having(self, term: bytes) -> Array:
        """The entries that hold a term, ascending; none for a term that is not there."""
        try:
            return self.ids_of(self.find(term))
        except KeyError:
            return self.ids[:0]

    def count(self, number: int) -> int:
        """How many entries hold a term."""
        return int(self.starts[number + 1]) - int(self.starts[number])

    def ids_of(self, number: int) -> Array:
        """The entries that hold a term, ascending (uint32)."""
        return self.ids[self.starts[number] : self.starts[number + 1]].astype(np.uint32, copy=False)

    def frequencies_of(self, number: int) -> Array:
        """How often the term stands in each of them."""
        if self.frequencies is None:
            return np.ones(self.count(number), np.uint8)
        return self.frequencies[self.starts[number] : self.starts[number + 1]]

    def places_of(self, number: int) -> Array:
        """Where the term stands, entry after entry. Raises TypeError where that is not kept."""
        if self.places is None or self.at is None:
            raise TypeError("the field keeps no positions")
        return self.places[self.at[number] : self.at[number + 1]]

    def keys_of(self, number: int, wanted: Array | None = None) -> Array:
        """`entry << 32 | position` of each place of a term, ascending; only in the entries wanted."""
        ids, sizes, places = self.ids_of(number), self.frequencies_of(number), self.places_of(number)
        if wanted is not None:
            rows = np.flatnonzero(_among(ids, wanted))
            ends = np.cumsum(sizes, dtype=np.int64)[rows]
            ids, sizes = ids[rows], sizes[rows]
            places = places[runs(ends - sizes, sizes)]
        return np.repeat(ids.astype(np.int64) << 32, sizes) | places


def _among(ids: Array, wanted: Array) -> Array:
    at = np.searchsorted(wanted, ids)
    at[at == len(wanted)] = 0
    return wanted[at] == ids if len(wanted) else np.zeros(len(ids), bool)


@dataclass(frozen=True)
class Statistics:
    """What Whoosh asks of each term without reading its postings; lengths as its length bytes."""

    weights: Array
    heaviest: Array
    shortest: Array
    longest: Array

    @classmethod
    def of(cls, postings: Postings, lengths: Array | None) -> Statistics:
        """Of finished postings and the length byte of each entry in the field (None where it has none)."""
        starts = postings.starts[:-1].astype(np.int64)
        weights = np.diff(postings.starts).astype("<f4")
        heaviest = np.ones(len(starts), "<f4")
        if postings.frequencies is not None and len(starts):
            weights = np.add.reduceat(postings.frequencies, starts, dtype=np.float64).astype("<f4")
            heaviest = np.maximum.reduceat(postings.frequencies, starts).astype("<f4")
        if lengths is None or not len(starts):
            return cls(weights, heaviest, np.zeros(len(starts), "u1"), np.zeros(len(starts), "u1"))
        of_each = lengths[postings.ids]
        longest = np.maximum.reduceat(of_each, starts)
        of_each -= np.uint8(1)  # no length, 0, becomes the longest
        return cls(weights, heaviest, np.minimum.reduceat(of_each, starts) + np.uint8(1), longest)

    def info(self, postings: Postings, number: int) -> TermInfo:
        """Whoosh's object for one term."""
        ids = postings.ids_of(number)
        return TermInfo(
            weight=float(self.weights[number]),
            df=len(ids),
            minlength=byte_to_length(self.shortest[number]),
            maxlength=byte_to_length(self.longest[number]),
            maxweight=float(self.heaviest[number]),
            minid=int(ids[0]),
            maxid=int(ids[-1]),
        )


_STATISTICS = ("weights", "heaviest", "shortest", "longest")


def write(writer: ArrayWriter, name: str, postings: Postings, lengths: Array | None) -> None:
    """Write the postings of a field, as narrow as they go. `lengths`: the length byte of each entry."""
    statistics = Statistics.of(postings, lengths)
    parts: dict[str, Array | None] = {
        "offsets": postings.terms.offsets,
        "terms": postings.terms.blob,
        "starts": postings.starts.astype("<u4", copy=False),
        "ids": narrow(postings.ids, ("<u2", "<u4")),
        "frequencies": _unless_all_one(postings.frequencies),
        "places": None if postings.places is None else narrow(postings.places, ("<u2", "<u4")),
        "at": None if postings.at is None else narrow(postings.at, ("<u4", "<u8")),
    }
    parts |= {part: _narrowest(getattr(statistics, part)) for part in _STATISTICS}
    for part, array in parts.items():
        if array is not None:
            writer.add(f"{name}:{part}", array)


def _unless_all_one(frequencies: Array | None) -> Array | None:
    if frequencies is None or not (frequencies != 1).any():
        return None
    return _narrowest(frequencies)


def _narrowest(numbers: Array) -> Array:
    whole = numbers.dtype.kind != "f" or bool((numbers == np.floor(numbers)).all())
    return narrow(numbers) if whole else numbers.astype("<f4")


class Fields(Mapping[str, tuple[Postings, Statistics]]):
    """The fields in a file, in the order of their names; each is made when it is first asked for."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays
        self._names = sorted(name.removesuffix(":starts") for name in arrays if name.endswith(":starts"))
        self._known: dict[str, tuple[Postings, Statistics]] = {}

    def __getitem__(self, name: str) -> tuple[Postings, Statistics]:
        if name not in self._known:
            self._known[name] = _load(self._arrays, name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _load(arrays: Mapping[str, Array], name: str) -> tuple[Postings, Statistics]:
    """The postings of a field, over the mapped arrays of a file. Raises KeyError."""
    found = {part: arrays.get(f"{name}:{part}") for part in ("frequencies", "places", "at")}
    terms = Bytes(arrays[f"{name}:offsets"], arrays[f"{name}:terms"])
    postings = Postings(terms, arrays[f"{name}:starts"], arrays[f"{name}:ids"], **found)
    return postings, Statistics(*(arrays[f"{name}:{part}"] for part in _STATISTICS))


def of_tokens(
    vocabulary: Sequence[str], term: Array, entry: Array, place: Array | None, keep_frequencies: bool = True
) -> Postings:
    """Postings of a row of tokens: of each the number of its term, its entry, and where it stands.

    `vocabulary` in any order, and it may hold more than the tokens; tokens ordered by entry, and within one
    term and entry by place.
    """
    terms, term = _in_order(vocabulary, term)
    order = np.argsort(term, kind="stable")
    term, entry = term[order], entry[order]
    first = np.ones(len(term), bool)
    first[1:] = (term[1:] != term[:-1]) | (entry[1:] != entry[:-1])
    begins = np.flatnonzero(first)
    known: dict[str, Any] = {}
    if keep_frequencies:
        known["frequencies"] = _unless_all_one(np.diff(begins, append=len(term)))
    if place is not None:
        sizes = np.bincount(term, minlength=len(terms))
        known |= {"places": narrow(place[order], ("<u2", "<u4")), "at": ends_of(sizes, "<u8")}
    starts = ends_of(np.bincount(term[begins], minlength=len(terms)))
    return Postings(Bytes.of(terms), starts, entry[begins], **known)


def _in_order(vocabulary: Sequence[str], term: Array) -> tuple[list[bytes], Array]:
    """The terms that do occur, sorted, and the tokens' terms by their place among these."""
    used = np.flatnonzero(np.bincount(term, minlength=len(vocabulary)))
    terms = [vocabulary[number].encode() for number in used.tolist()]
    in_order = sorted(range(len(terms)), key=terms.__getitem__)
    rank = np.zeros(len(vocabulary), "<u4")
    rank[used[in_order]] = np.arange(len(terms))
    return [terms[at] for at in in_order], rank[term]
