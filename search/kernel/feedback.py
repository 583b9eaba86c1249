"""The first hits in a new order: those that share much with the best of them come before those that do not.

Pseudo-relevance feedback: J. Rocchio, "Relevance Feedback in Information Retrieval", in Salton (ed.), The
SMART Retrieval System, 1971, with the reader's own words mixed in as in RM3 (N. Abdul-Jaleel and others,
"UMass at TREC 2004"). It adds no hit and takes none away. docs/search-quality.md has the formula and its constants.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from search.kernel.arrays import Array, runs
from search.kernel.collection import TEXT, Collection
from search.kernel.vocabulary import Vocabulary

REORDERED, LEARNED, KEPT = 200, 20, 90  # hits put in a new order; learned from; words that are learned
OWN, SHARPNESS = 0.2, 6  # share of the reader's own words; how fast trust falls with the score
STEP = 1e-4  # new scores nearer to each other than this are equal


def reordered(
    collection: Collection, entries: Array, scores: Array, said: int, teaches: Callable[[str], bool]
) -> Array:
    """The places of the first hits, best first, in their new order.

    `entries` and `scores` in the order so far, in which equal ones stay; `said`: how often the query says the
    word it says most often; `teaches`: whether a word may be learned.
    """
    words = _words_of(collection, entries)
    common = _common(words, scores[:LEARNED], collection.vocabulary, teaches)
    shared = words.summed(common[words.numbers] * words.weights)
    anew = OWN * scores / said + (1 - OWN) * shared
    order: Array = np.argsort(-np.rint(anew / STEP), kind="stable")
    return order


@dataclass(frozen=True)
class _Words:
    """The words of some entries: which of these it is (`rows`), the word's number and its weight there."""

    size: int
    rows: Array
    numbers: Array
    weights: Array

    def summed(self, values: Array) -> Array:
        """The sum of values over the words of each entry."""
        return np.bincount(self.rows, weights=values, minlength=self.size)


def _words_of(collection: Collection, entries: Array) -> _Words:
    rows, numbers, frequencies = [], [], []
    vocabulary = collection.vocabulary
    for part, offset, own in zip(collection.parts, collection.offsets, vocabulary.numbers, strict=False):
        here = np.flatnonzero((entries >= offset) & (entries < offset + part.columns.size))
        if not len(here):
            continue
        forward, at = part.columns.forward, entries[here] - offset
        sizes = forward.starts[at + 1] - forward.starts[at]
        places = runs(forward.starts[at], sizes)
        rows.append(np.repeat(here, sizes))
        numbers.append(own[forward.codes[places]])
        frequencies.append(forward.frequencies[places])
    return _weighed(collection, entries, *map(np.concatenate, (rows, numbers, frequencies)))


def _weighed(collection: Collection, entries: Array, rows: Array, numbers: Array, often: Array) -> _Words:
    """Each word by how rare it is and how often it stands in the text: BM25."""
    model = collection.model
    damped = often / collection.damping(TEXT)[entries][rows]
    rarity = model.rarity(collection.size, collection.vocabulary.frequencies[numbers])
    return _Words(len(entries), rows, numbers, rarity * model.saturated(TEXT, 1.0, damped))


def _common(words: _Words, scores: Array, vocabulary: Vocabulary, teaches: Callable[[str], bool]) -> Array:
    """What the first hits have in common: the share of each word, the greatest 1, and 0 of all but a few."""
    trust = (scores / (scores[0] or 1)) ** SHARPNESS
    lengths = np.sqrt(words.summed(words.weights**2))[: len(scores)]
    shares = trust / (trust.sum() or 1) / np.maximum(lengths, 1e-9)
    of = words.rows < len(scores)
    numbers = words.numbers[of]
    found = np.bincount(
        numbers, weights=shares[words.rows[of]] * words.weights[of], minlength=len(vocabulary)
    )
    best = np.flatnonzero(found)
    best = best[np.argsort(-found[best], kind="stable")]
    best = best[vocabulary.frequencies[best] > 1].tolist()
    kept = list(islice((one for one in best if teaches(vocabulary.term(one))), KEPT))
    common = np.zeros(len(vocabulary))
    if kept:
        common[kept] = found[kept] / found[kept[0]]
    return common
