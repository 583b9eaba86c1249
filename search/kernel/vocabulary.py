"""The terms of a field over several segments: each has one number, whichever segment it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import numpy as np

from search.kernel.arrays import Array, Bytes, ends_of
from search.kernel.comparing import mixed
from search.kernel.postings import Postings


class Vocabulary:
    """`numbers`: of each segment, the number of each of its terms, None when those are its own places.

    `frequencies`: how many entries hold a term, by its number.

    Terms of several segments are known again by a hash of 64 bits: two of a million have the same one by
    chance once in 37 million archives, and would be taken for one word where hits are compared.
    """

    def __init__(self, fields: Sequence[Postings | None]) -> None:
        self._suits: dict[int, bool] = {}
        self._terms = [field.terms if field else Bytes.of([]) for field in fields]
        sizes = [len(terms) for terms in self._terms]
        self._firsts = ends_of(np.array(sizes, np.int64), "<i8").tolist()
        counts = np.concatenate([np.diff(field.starts) for field in fields if field] or [np.empty(0, int)])
        self.numbers: list[Array | None]
        if sum(size > 0 for size in sizes) < 2:
            self._places = np.arange(len(counts))
            self.numbers = [None] * len(sizes)
            self.frequencies = counts.astype(np.int64)
            return
        hashes = np.concatenate([hashed(terms) for terms in self._terms])
        _each, self._places, numbers = np.unique(hashes, return_index=True, return_inverse=True)
        self.numbers = list(np.split(numbers, self._firsts[1:-1]))
        self.frequencies = np.bincount(numbers, weights=counts).astype(np.int64)

    def __len__(self) -> int:
        return len(self._places)

    def suits(self, number: int, test: Callable[[str], bool]) -> bool:
        """Whether a term passes a test, which is always the same one: it is asked once for each term."""
        found = self._suits.get(number)
        if found is None:
            found = self._suits[number] = test(self.term(number))
        return found

    def term(self, number: int) -> str:
        """The term with a number."""
        place = int(self._places[number])
        part = bisect_right(self._firsts, place) - 1
        term: bytes = self._terms[part][place - self._firsts[part]]
        return term.decode()


def hashed(terms: Bytes) -> Array:
    """A hash of each term: the sum over its bytes of each with its place, mixed."""
    blob, offsets = np.asarray(terms.blob, np.uint64), terms.offsets.astype(np.int64)
    if not len(blob):
        return np.zeros(len(terms), np.uint64)
    places = np.arange(len(blob)) - np.repeat(offsets[:-1], np.diff(offsets))
    sums = np.append(
        np.uint64(0), np.cumsum(mixed(np.uint64(1) + blob + (places.astype(np.uint64) << np.uint64(8))))
    )
    return mixed(sums[offsets[1:]] - sums[offsets[:-1]])
