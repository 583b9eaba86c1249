"""The spellings in the index that begin with some letters, and those one letter away; marks are set aside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from search.analysis import plain
from search.kernel.arrays import Array, Strings
from search.kernel.budget import Budget
from search.kernel.collection import Part

FIELD = "exact"
Marked = list[tuple[str, str]]  # a spelling without its marks, and the spelling; sorted

_marked: Budget[Marked] = Budget(16 * 2**20, lambda pairs: 64 + sum(160 + 4 * len(pair[1]) for pair in pairs))


class Lexicon:
    """The spellings of the segments of one commit; those of withdrawn records until they are purged."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = [
            (part.name, part.columns.lexicon[FIELD][0]) for part in parts if FIELD in part.columns.lexicon
        ]

    def beginning(self, start: str, most: int) -> list[str]:
        """The spellings that begin with some plain letters, sorted; no more than `most` from each segment."""
        found: set[str] = set()
        for name, terms in self._parts:
            found.update(islice(_from(terms, start), most))
            marked = _marked_of(name, terms)
            at = bisect_left(marked, (start,))
            while at < len(marked) and marked[at][0].startswith(start) and len(found) <= 2 * most:
                found.add(marked[at][1])
                at += 1
        return sorted(found)

    def near(self, word: str) -> list[str]:
        """The spellings one letter away from a plain word, the first letter being right; sorted."""
        found: set[str] = set()
        for name, terms in self._parts:
            found.update(one for one in _alike(terms, word) if one_apart(plain(one), word))
            marked = _marked_of(name, terms)
            at = bisect_left(marked, (word[:1],))
            while at < len(marked) and marked[at][0].startswith(word[:1]):
                if one_apart(marked[at][0], word):
                    found.add(marked[at][1])
                at += 1
        return sorted(found)


def _from(terms: Strings, start: str) -> Iterator[str]:
    encoded = start.encode()
    for at in range(bisect_left(terms.encoded, encoded), len(terms)):
        term = terms.encoded[at]
        if not term.startswith(encoded):
            return
        yield term.decode()


def _alike(terms: Strings, word: str) -> Iterator[str]:
    """The spellings with the same first letter that are about as long and share their ends."""
    encoded = word.encode()
    first = word[:1].encode()
    begin = bisect_left(terms.encoded, first)
    end = bisect_left(terms.encoded, _after(first))
    sizes = np.diff(terms.encoded.offsets[begin : end + 1].astype(np.int64))
    longer = sizes - len(encoded)
    letter = max(len(char.encode()) for char in word)  # bytes: one in ASCII, three in Hangul, four at most
    near = begin + np.flatnonzero((longer >= -letter) & (longer <= 4))
    for at in near[_shared(terms, near, encoded) >= len(encoded) - 2 * letter].tolist():
        yield terms[at]


def _after(first: bytes) -> bytes:
    return first[:-1] + bytes([first[-1] + 1])


def _shared(terms: Strings, places: Array, word: bytes) -> Array:
    """How many bytes each term has in common with a word at its beginning and its end together."""
    blob, offsets = terms.encoded.blob, terms.encoded.offsets.astype(np.int64)
    begins, ends = offsets[places], offsets[places + 1]
    asked = np.frombuffer(word, np.uint8)
    steps = np.arange(len(word))
    forth = np.minimum(begins[:, None] + steps, len(blob) - 1)
    back = np.maximum(ends[:, None] - 1 - steps, 0)
    same_start: Array = np.cumprod((blob[forth] == asked) & (forth < ends[:, None]), axis=1).sum(axis=1)
    same_end: Array = np.cumprod((blob[back] == asked[::-1]) & (back >= begins[:, None]), axis=1).sum(axis=1)
    return same_start + same_end


def _marked_of(name: str, terms: Strings) -> Marked:
    """The spellings of a segment that have marks or apostrophes."""
    return _marked.get(name, lambda: sorted((plain(one), one) for one in _with_marks(terms)))


def _with_marks(terms: Strings) -> Iterator[str]:
    """Terms with an apostrophe or a letter that may have marks: neither ASCII nor Hangul nor Hanja."""
    blob = np.asarray(terms.encoded.blob)
    following = np.append(blob[1:], np.uint8(0))
    hangul = (blob == 0xEA) & (following >= 0xB0)
    other = (blob >= 0xC2) & ~((blob >= 0xE4) & (blob <= 0xED) & (blob != 0xEA)) & ~hangul
    found = np.flatnonzero((blob == 0x27) | other)
    for at in np.unique(np.searchsorted(terms.encoded.offsets, found, side="right") - 1).tolist():
        yield terms[at]


def one_apart(one: str, other: str) -> bool:
    """Equal, or equal after changing, adding, leaving out or swapping one letter."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    one, other = one[same:], other[same:]
    swapped = len(one) > 1 and len(other) > 1 and one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
