"""How well a match fits: BM25 and BM25F, with the formulas and their constants in this one place. Pure numpy.

S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
Information Retrieval 3(4), 2009. With f(t,d) how often a word stands in a field and L its length against the
average, each field of an entry gives

    x = f / (k1 * (1 - b + b * L))

and the score of the word is rarity * (k1 + 1) * x / (1 + x). A word that is asked for wherever it stands is
scored by the sum of x over text and title, the title's times its weight: the fields are added before they
saturate. docs/search-quality.md says what the constants were chosen on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from whoosh.util.numeric import byte_to_length

from search.kernel.arrays import Array

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)
LENGTHS[0] = 1.0  # what Whoosh takes a field to be long whose length it does not know
GRAM_WEIGHT = 2.0  # of a bigram, beside whole words


@dataclass(frozen=True)
class Curve:
    """Of one field. `k1`: how soon a frequent word counts no more; `b`: how much the length counts."""

    k1: float
    b: float


@dataclass(frozen=True)
class Model:
    """The constants: of every field, and of those that have others. `title`: what a word in it weighs.

    With `plain` the rarity is Whoosh's, else that of the paper, smoothed so that it is never negative.
    """

    every: Curve
    fields: Mapping[str, Curve] = field(default_factory=lambda: MappingProxyType({}))
    title: float = 1.0
    plain: bool = False

    def curve(self, name: str) -> Curve:
        """The constants of a field."""
        return self.fields.get(name, self.every)

    def rarity(self, entries: int, frequency: Array | int) -> Array:
        """The weight of a word that `frequency` of the entries hold; of several words at once if need be."""
        found: Array
        if self.plain:
            found = np.log(entries / (np.asarray(frequency) + 1)) + 1.0
        else:
            found = np.log(1 + (entries - frequency + 0.5) / (np.asarray(frequency) + 0.5))
        return found

    def damping(self, name: str, lengths: Array, average: float) -> Array:
        """Of each entry what its frequencies in a field are divided by; lengths in words."""
        of = self.curve(name)
        return (of.k1 * ((1 - of.b) + of.b * lengths / (average or 1.0))).astype(np.float32)

    def saturated(self, name: str, weight: float, damped: Array) -> Array:
        """The scores of one word's entries. `weight`: its rarity times its boost; `damped`: the x above."""
        found: Array = np.float32(weight * (self.curve(name).k1 + 1)) * (damped / (1 + damped))
        return found


PLAIN = Model(Curve(1.2, 0.75), plain=True)  # Whoosh's BM25F
MODEL = Model(Curve(3.0, 0.6), {"title": Curve(3.0, 0.4), "grams": Curve(0.8, 0.4)}, title=5.0)
