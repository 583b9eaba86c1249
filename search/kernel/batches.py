"""Entries with their postings on the way into a segment: fresh ones, or those of segments to be merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Protocol

import numpy as np
from whoosh.util.numeric import byte_to_length

from search.kernel.arrays import Array, Bytes, ends_of, runs
from search.kernel.entries import EntryReader
from search.kernel.postings import Postings
from search.kernel.terms import PostingsReader

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], "<i8")
_AT_ONCE = 1 << 21  # places gathered at once: what bounds the memory of a merge


class Source(Protocol):
    """Entries in order: stored fields as JSON, lengths by scored field, and the postings of each field."""

    stored: list[bytes]
    lengths: dict[str, Array]

    def names(self) -> Iterable[str]:
        """The fields that have postings."""

    def field(self, name: str) -> Postings | None:
        """The postings of a field, asked for once; entries are numbered from 0."""


@dataclass
class Batch:
    """Entries whose postings are in memory."""

    stored: list[bytes]
    lengths: dict[str, Array]
    fields: dict[str, Postings]

    def names(self) -> Iterable[str]:
        """The fields that have postings."""
        return self.fields

    def field(self, name: str) -> Postings | None:
        """The postings of a field; they are given up, for with those of all batches memory would fill."""
        return self.fields.pop(name, None)


class Survivors:
    """The entries of a segment that are not deleted."""

    def __init__(self, storage: Any, segment: Any) -> None:
        entries = EntryReader(storage, segment)
        self._postings = PostingsReader(storage, segment)
        live = np.ones(entries.doc_count_all(), bool)
        live[list(entries.deleted_docs())] = False
        self._live = live
        self.stored = list(compress(entries.stored.listed(), live.tolist()))
        self.lengths = {name: _LENGTHS[own][live] for name, own in entries.lengths.items()}

    def names(self) -> Iterable[str]:
        """The fields that have postings."""
        return self._postings.fields

    def field(self, name: str) -> Postings | None:
        """The postings of a field, without the deleted entries."""
        found = self._postings.fields.get(name)
        return found and surviving(found[0], self._live)


def surviving(postings: Postings, live: Array) -> Postings:
    """Postings without the entries that are not live; the others are numbered anew. Terms may stay empty."""
    if live.all():
        return postings
    keep = live[postings.ids]
    sizes = np.diff(postings.starts)
    term = np.repeat(np.arange(len(sizes)), sizes)[keep]
    known: dict[str, Any] = {}
    if postings.frequencies is not None:
        known["frequencies"] = postings.frequencies[keep]
    if postings.places is not None:
        each = np.ones(len(keep), "u1") if postings.frequencies is None else postings.frequencies
        known["places"] = postings.places[np.repeat(keep, each)]
        stand = np.bincount(term, weights=each[keep], minlength=len(sizes)).astype(np.int64)
        known["at"] = ends_of(stand, "<u8")
    ids = (np.cumsum(live, dtype="<u4") - 1)[postings.ids[keep]]
    return Postings(postings.terms, ends_of(np.bincount(term, minlength=len(sizes))), ids, **known)


def united(parts: Sequence[tuple[Postings, int]]) -> Postings:
    """The postings of one field of several sources, each with the number its first entry gets, ascending."""
    if len(parts) == 1 and parts[0][1] == 0 and np.diff(parts[0][0].starts).all():
        return parts[0][0]
    vocabularies = [part.terms.listed() for part, _first in parts]
    sizes = np.concatenate([np.diff(part.starts) for part, _first in parts])
    terms, rank = _ranked(vocabularies, sizes)
    order = np.argsort(rank, kind="stable")
    ids = np.concatenate([part.ids.astype("<u4", copy=False) + np.uint32(first) for part, first in parts])
    begins = np.cumsum(sizes, dtype=np.int64) - sizes
    known: dict[str, Array] = {}
    if any(part.frequencies is not None for part, _first in parts):
        each = np.concatenate([_frequencies(part) for part, _first in parts])
        known["frequencies"] = gathered(each, begins[order], sizes[order])
    if all(part.places is not None for part, _first in parts):
        known |= _united_places([part for part, _first in parts], order, rank, len(terms))
    starts = ends_of(_totals(rank, sizes, len(terms)))
    return Postings(Bytes.of(terms), starts, gathered(ids, begins[order], sizes[order]), **known)


def _ranked(vocabularies: list[list[bytes]], sizes: Array) -> tuple[list[bytes], Array]:
    """All terms that have a posting, in order, and the place of each source's terms among them."""
    every = [term for own in vocabularies for term in own]
    terms = sorted(set(compress(every, (sizes > 0).tolist())))
    places = {term: place for place, term in enumerate(terms)}
    return terms, np.fromiter((places.get(term, 0) for term in every), np.int64, len(every))


def _frequencies(part: Postings) -> Array:
    return np.ones(len(part.ids), "u1") if part.frequencies is None else part.frequencies


def _united_places(parts: list[Postings], order: Array, rank: Array, terms: int) -> dict[str, Array]:
    places = np.concatenate([part.places for part in parts if part.places is not None])
    sizes = np.concatenate([np.diff(part.at).astype(np.int64) for part in parts if part.at is not None])
    begins = np.cumsum(sizes) - sizes
    ends = ends_of(_totals(rank, sizes, terms), "<u8")
    return {"places": gathered(places, begins[order], sizes[order]), "at": ends}


def _totals(rank: Array, sizes: Array, terms: int) -> Array:
    # A term without postings has the rank 0 and adds nothing; it may be all there is.
    return np.bincount(rank, weights=sizes, minlength=terms).astype(np.int64)[:terms]


def gathered(source: Array, begins: Array, sizes: Array) -> Array:
    """Runs of an array, one after another; in several goes, for an index of them all would be large."""
    ends = np.cumsum(sizes, dtype=np.int64)
    found = np.empty(int(ends[-1]) if len(ends) else 0, source.dtype)
    first = 0
    while first < len(sizes):
        start = int(ends[first] - sizes[first])
        last = max(int(np.searchsorted(ends, start + _AT_ONCE)), first + 1)
        some = slice(first, last)
        found[start : int(ends[last - 1])] = source[runs(begins[some], sizes[some])]
        first = last
    return found


def fields_of(sources: Sequence[Source]) -> Mapping[str, list[tuple[Source, int]]]:
    """By field, in order: the sources that have postings of it, each with the number of its first entry."""
    found: dict[str, list[tuple[Source, int]]] = {}
    first = 0
    for source in sources:
        for name in source.names():
            found.setdefault(name, []).append((source, first))
        first += len(source.stored)
    return {name: found[name] for name in sorted(found)}
