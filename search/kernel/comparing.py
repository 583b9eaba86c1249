"""Does an entry hold the words it should? A sum over its postings and places, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from search.kernel.arrays import Array
from search.kernel.postings import Postings

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def sums(fields: Iterable[tuple[str, Postings]], size: int) -> list[int]:
    """Of each of `size` entries the sum, modulo 2**64, over all its postings in all fields.

    A posting counts with its field, term, frequency and positions. Two different entries have the same sum by
    chance once in 2**64; whether someone changed a file is for its SHA-256 sum to say.
    """
    total = np.zeros(size, np.uint64)
    for name, postings in fields:
        seeds = np.array([_seed(name, term) for term in postings.terms.listed()], np.uint64)
        each = np.repeat(seeds, np.diff(postings.starts))
        frequencies = postings.frequencies
        if frequencies is None:
            frequencies = np.ones(len(each), "u1")
        np.add.at(total, postings.ids, mixed(each + frequencies.astype(np.uint64) * _GOLDEN))
        if postings.places is not None:
            spread = np.repeat(each, frequencies)
            placed = mixed(spread ^ mixed(postings.places.astype(np.uint64) + _GOLDEN))
            np.add.at(total, np.repeat(postings.ids, frequencies), placed)
    found: list[int] = total.tolist()
    return found


def _seed(name: str, term: bytes) -> int:
    return int.from_bytes(blake2b(name.encode() + b"\0" + term, digest_size=8).digest())


def mixed(numbers: Array) -> Array:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): each bit moves all others."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Array = numbers ^ (numbers >> np.uint64(31))
    return mixed
