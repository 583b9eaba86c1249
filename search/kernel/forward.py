"""Of each entry its words: the postings of a field turned about, for comparing hits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.kernel.arrays import Array, Bytes, ends_of, narrow
from search.kernel.postings import Postings

FIELD = "text"
_MOST = 255  # a frequency above counts as this


@dataclass(frozen=True)
class Forward:
    """Of entry n the terms `codes[starts[n]:starts[n + 1]]`, ascending, and how often each stands in it.

    A code is the number of a term among the postings of the segment; the terms themselves are not repeated.
    """

    starts: Array
    codes: Array
    frequencies: Array

    def of(self, entries: Array) -> tuple[Array, Array, Array]:
        """Of several entries, one after another: codes, frequencies, and how many each has."""
        begins, ends = self.starts[entries], self.starts[entries + 1]
        spans = [slice(*pair) for pair in zip(begins.tolist(), ends.tolist(), strict=True)]
        codes, often = (np.concatenate([own[one] for one in spans]) for own in (self.codes, self.frequencies))
        return codes, often, ends - begins


def turned(postings: Postings | None, size: int) -> Forward:
    """The forward index of the postings of a field, in a segment of `size` entries; None: of no postings.

    One sort of whole numbers (entry, term and frequency in 64 bits): no array of places beside it.
    """
    if postings is None:
        return Forward(np.zeros(size + 1, "<u4"), np.empty(0, "u1"), np.empty(0, "u1"))
    sizes = np.diff(postings.starts)
    bits = len(sizes).bit_length()
    keys = postings.ids.astype(np.uint64)
    keys <<= np.uint64(bits)
    keys |= np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    keys <<= np.uint64(8)
    keys |= _frequencies(postings)
    keys.sort()
    frequencies = keys.astype("u1")  # the lowest byte
    keys >>= np.uint64(8)
    keys &= np.uint64((1 << bits) - 1)
    return Forward(ends_of(np.bincount(postings.ids, minlength=size)), narrow(keys), frequencies)


def _frequencies(postings: Postings) -> Array:
    if postings.frequencies is None:
        return np.ones(len(postings.ids), "u1")
    return np.minimum(postings.frequencies, _MOST).astype("u1")


def of_reader(reader: Any) -> Forward:
    """The same of a finished segment of any codec, read posting by posting. `reader`: Whoosh's."""
    if FIELD not in reader.indexed_field_names():
        return turned(None, reader.doc_count_all())
    terms = list(reader.lexicon(FIELD))
    each = [list(_weights(reader.postings(FIELD, term))) for term in terms]
    pairs = [pair for own in each for pair in own]
    ids, weights = (np.array([pair[at] for pair in pairs], "<u4") for at in (0, 1))
    postings = Postings(Bytes.of(terms), ends_of(np.array([len(own) for own in each])), ids, weights)
    return turned(postings, reader.doc_count_all())


def _weights(matcher: Any) -> Iterator[tuple[int, int]]:
    while matcher.is_active():
        yield matcher.id(), int(matcher.weight())
        matcher.next()
