"""How well a match fits: BM25, with the formula and its constants in this one place. Pure numpy.

S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
Information Retrieval 3(4), 2009. Fields are weighted by the boost of their terms and summed, as Whoosh does;
the inverse document frequency is Whoosh's, which is never negative.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log

import numpy as np
from whoosh.util.numeric import byte_to_length

from search.kernel.arrays import Array

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)
LENGTHS[0] = 1.0  # what Whoosh takes a field to be long whose length it does not know


@dataclass(frozen=True)
class Model:
    """The constants. `k1`: how soon a frequent word counts no more; `b`: how much length counts, by field."""

    k1: float = 1.2
    b: float = 0.75
    b_of: dict[str, float] = field(default_factory=dict)

    def rarity(self, entries: int, frequency: int) -> float:
        """The weight of a word that `frequency` of the entries hold."""
        return log(entries / (frequency + 1)) + 1.0

    def damping(self, name: str, lengths: Array, average: float) -> Array:
        """Of each entry what its frequencies are damped by: k1 times its length against the average."""
        b = self.b_of.get(name, self.b)
        return (self.k1 * ((1 - b) + b * LENGTHS[lengths] / (average or 1.0))).astype(np.float32)

    def scores(self, weight: float, frequencies: Array, damping: Array) -> Array:
        """The scores of one word's entries; `weight` is its rarity times its boost."""
        found: Array = np.float32(weight * (self.k1 + 1)) * frequencies / (frequencies + damping)
        return found


PLAIN = Model()  # Whoosh's BM25F
MODEL = PLAIN
