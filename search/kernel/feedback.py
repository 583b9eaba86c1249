"""The first hits in a new order: those that share much with the best of them come before those that do not.

Pseudo-relevance feedback: J. Rocchio, "Relevance Feedback in Information Retrieval", in Salton (ed.), The
SMART Retrieval System, 1971, with the reader's own words mixed in as in RM3 (N. Abdul-Jaleel and others,
"UMass at TREC 2004"). It adds no hit and takes none away. docs/search-quality.md has the formula and what
its constants were chosen on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from search.kernel.arrays import Array
from search.kernel.collection import TEXT, Collection
from search.kernel.tally import least

REORDERED, LEARNED, KEPT = 100, 20, 90  # hits put in a new order; learned from; words that are learned
OWN, SHARPNESS = 0.2, 6  # share of the reader's own words; how fast trust falls with the score
EARLY = 2 * KEPT  # most words that are looked at are learned
STEP = 1e-4  # new scores nearer to each other than this are equal


def reordered(
    collection: Collection, entries: Array, scores: Array, said: int, teaches: Callable[[str], bool]
) -> Array:
    """The places of the first hits, best first, in their new order.

    `entries` and `scores` in the order so far, in which equal ones stay; `said`: how often the query says the
    word it says most often; `teaches`: whether a word may be learned.
    """
    words = _words_of(collection, entries)
    common = _common(words.where(words.rows < LEARNED), scores[:LEARNED], teaches)
    shared = words.where(common.take(words.numbers) > 0)
    anew = OWN * scores / said + (1 - OWN) * shared.summed(common[shared.numbers] * shared.weights())
    order: Array = np.argsort(-np.rint(anew / STEP), kind="stable")
    return order


@dataclass(frozen=True)
class _Words:
    """The words of some entries: of each its place in `entries`, its number, how often it stands there."""

    collection: Collection
    entries: Array
    rows: Array
    numbers: Array
    often: Array

    def where(self, mask: Array) -> _Words:
        """Those that a mask keeps."""
        at = np.flatnonzero(mask)
        return replace(self, rows=self.rows[at], numbers=self.numbers[at], often=self.often[at])

    def weights(self) -> Array:
        """Each word by how rare it is and how often it stands in the text: BM25."""
        model = self.collection.model
        damped = self.often / self.collection.damping(TEXT)[self.entries][self.rows]
        return self.collection.rarities[self.numbers] * model.saturated(TEXT, 1.0, damped)

    def summed(self, values: Array) -> Array:
        """The sum of values over the words of each entry."""
        return np.bincount(self.rows, weights=values, minlength=len(self.entries))


def _words_of(collection: Collection, entries: Array) -> _Words:
    found = []
    numbers = collection.vocabulary.numbers
    for part, offset, own in zip(collection.parts, collection.offsets, numbers, strict=False):
        here = np.flatnonzero((entries >= offset) & (entries < offset + part.columns.size))
        if len(here):
            codes, often, sizes = part.columns.forward.of(entries[here] - np.uint32(offset))
            found.append((np.repeat(here, sizes), codes if own is None else own[codes], often))
    rows, words, often = (np.concatenate(several) for several in zip(*found, strict=True))
    return _Words(collection, entries, rows, words, often)


def _common(words: _Words, scores: Array, teaches: Callable[[str], bool]) -> Array:
    """What some entries have in common: the share of each word, the greatest 1, and 0 of all but a few."""
    vocabulary, weights = words.collection.vocabulary, words.weights()
    trust = (scores / (scores[0] or 1)) ** SHARPNESS
    lengths = np.sqrt(words.summed(weights**2))[: len(scores)]
    shares = trust / (trust.sum() or 1) / np.maximum(lengths, 1e-9)
    found = np.bincount(words.numbers, weights=shares[words.rows] * weights, minlength=len(vocabulary))
    best = np.flatnonzero(found > 0)  # of truth values, which numpy counts faster
    best = best[vocabulary.frequencies[best] > 1]
    kept = list(islice((one for one in _falling(best, found) if vocabulary.suits(one, teaches)), KEPT))
    common = np.zeros(len(vocabulary), np.float32)
    if kept:
        common[kept] = found[kept] / found[kept[0]]
    return common


def _falling(words: Array, values: Array) -> Iterator[int]:
    """The words by their values, the greatest first. Those at the end, rarely asked for, are sorted last."""
    falling = -values[words]
    early = falling <= least(falling, min(EARLY, len(words))) if len(words) else np.empty(0, bool)
    for part in (early, ~early):
        at = np.flatnonzero(part)
        yield from words[at[np.argsort(falling[at], kind="stable")]].tolist()
