"""The recommended ranking in plain numpy, over the archive's own analysis: what the engine has to agree with.

BM25F (Robertson, Zaragoza and Taylor 2004) over title and text with any word matching; character bigrams for
Korean beside it; then the first hits are put in a new order by pseudo-relevance feedback (Rocchio 1971; the
interpolation of RM3, Abdul-Jaleel and others 2004). The set of hits never changes: feedback only orders.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analysis import GramForms, StemForms, core, grams, is_cjk, normalised, stems, words
from search.light import is_light
from tests.performance.judged import Text

Floats = NDArray[np.float64]
_Vector = tuple[NDArray[np.int64], Floats]


@dataclass(frozen=True)
class Constants:
    """The constants of the formula; docs/search-quality.md says what was tuned on what."""

    k1: float = 3.0
    b_text: float = 0.6
    b_title: float = 0.4
    title: float = 5.0
    gram: float = 2.0
    gram_k1: float = 0.8
    gram_b: float = 0.4
    # Feedback: hits learned from, forms kept, share of the reader's own words, sharpness, hits re-ordered.
    learned: int = 20
    terms: int = 90
    own: float = 0.2
    sharpness: int = 6
    reordered: int = 100


@dataclass(frozen=True)
class Asked:
    """A query taken apart: forms of its words, bigrams of the Korean ones; repeated words count again."""

    forms: tuple[str, ...]
    grams: tuple[str, ...]


def asked(query: str) -> Asked:
    """Take a query, return what is looked up for it: of a compound word its parts."""
    said = [word.text for word in words(normalised(query)) if not is_light(word.text)]
    forms = [form for word in said for form in _forms(word)]
    return Asked(tuple(forms), tuple(gram for word in said if is_cjk(word) for gram in grams(core(word))))


def _forms(word: str) -> list[str]:
    positions = stems(word)
    if len(positions) == 1:
        return list(positions[0])
    return [positions[0][-1], *(form for forms in positions[1:] for form in forms)]


@dataclass(frozen=True)
class _Postings:
    documents: NDArray[np.int64]
    weights: Floats


class _Field:
    """How often each form stands in each document, and how long the documents are."""

    def __init__(self, placed: Iterable[Sequence[tuple[int, tuple[str, ...]]]]) -> None:
        self.counts: list[Counter[str]] = []
        lengths: list[int] = []
        for positions in placed:
            self.counts.append(
                Counter(form for _position, forms in positions for form in dict.fromkeys(forms))
            )
            lengths.append(len(positions))
        self.relative = np.array(lengths) / max(1.0, float(np.mean(lengths)))

    def normalised(self, b: float) -> Floats:
        """What a count is divided by in each document: 1 for one of average length."""
        return 1 - b + b * self.relative


class Ranking:
    """A collection, weighed once; order() answers a query."""

    def __init__(self, texts: Sequence[Text], constants: Constants | None = None) -> None:
        self.constants = constants or Constants()
        self.identifiers = [text.identifier for text in texts]
        stem, gram = StemForms(), GramForms()
        title = _Field([list(stem.placed(normalised(text.title))) for text in texts])
        body = _Field([list(stem.placed(normalised(text.text))) for text in texts])
        whole = [list(gram.placed(normalised(f"{text.title}\f{text.text}"))) for text in texts]
        pairs = _Field([[(at, forms[:1]) for at, forms in placed] for placed in whole])
        self.words = self._weighed(self._mixed(title, body), self.constants.k1)
        self.grams = self._weighed(self._of_grams(pairs), self.constants.gram_k1)
        self.vectors = self._vectors(
            list(stem.placed(normalised(f"{text.title}\f{text.text}"))) for text in texts
        )

    def _mixed(self, title: _Field, body: _Field) -> dict[str, dict[int, float]]:
        """BM25F: the counts of the fields are added, each by its length and weight, before they saturate."""
        found: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        chosen = self.constants
        for field, weight, b in ((title, chosen.title, chosen.b_title), (body, 1.0, chosen.b_text)):
            divided = field.normalised(b)
            for document, counts in enumerate(field.counts):
                for form, count in counts.items():
                    found[form][document] += weight * count / divided[document]
        return found

    def _of_grams(self, pairs: _Field) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = defaultdict(dict)
        divided = pairs.normalised(self.constants.gram_b)
        for document, counts in enumerate(pairs.counts):
            for form, count in counts.items():
                found[form][document] = count / divided[document]
        return found

    def _weighed(self, counts: dict[str, dict[int, float]], k1: float) -> dict[str, _Postings]:
        """Saturated counts times the logarithm of how rare the form is."""
        return {form: self._posting(found, k1) for form, found in counts.items()}

    def _posting(self, found: dict[int, float], k1: float) -> _Postings:
        documents = np.fromiter(found, dtype=np.int64)
        counts = np.fromiter(found.values(), dtype=np.float64)
        rare = np.log(1 + (len(self.identifiers) - len(found) + 0.5) / (len(found) + 0.5))
        return _Postings(documents, rare * counts * (k1 + 1) / (counts + k1))

    def _vectors(self, texts: Iterable[Sequence[tuple[int, tuple[str, ...]]]]) -> list[_Vector]:
        """Each document as numbers of its forms and their weights, the title as part of the text."""
        whole, b = _Field(texts), self.constants.b_text
        counts: dict[str, dict[int, float]] = defaultdict(dict)
        for document, (own, divided) in enumerate(zip(whole.counts, whole.normalised(b), strict=True)):
            for form, count in own.items():
                counts[form][document] = count / divided
        weighed = self._weighed(counts, self.constants.k1)
        self.number = {form: number for number, form in enumerate(weighed)}
        self.teaches = np.array([_teaches(form, len(p.documents)) for form, p in weighed.items()])
        rows: list[list[tuple[int, float]]] = [[] for _ in self.identifiers]
        for form, postings in weighed.items():
            for document, weight in zip(postings.documents, postings.weights, strict=True):
                rows[document].append((self.number[form], weight))
        return [
            (np.array([n for n, _w in row], dtype=np.int64), np.array([w for _n, w in row])) for row in rows
        ]

    def scores(self, query: Asked) -> Floats:
        """The score of each document before feedback; 0 is no hit."""
        found = np.zeros(len(self.identifiers))
        for form in query.forms:
            if postings := self.words.get(form):
                found[postings.documents] += postings.weights
        for gram in query.grams:
            if postings := self.grams.get(gram):
                found[postings.documents] += self.constants.gram * postings.weights
        return found

    def learned(self, scores: Floats, first: NDArray[np.int64]) -> Floats:
        """What the first hits have in common: the share of each form, the strongest 1."""
        chosen = self.constants
        teachers = first[: chosen.learned]
        trust = (scores[teachers] / scores[teachers[0]]) ** chosen.sharpness
        common = np.zeros(len(self.number))
        for document, share in zip(teachers, trust / trust.sum(), strict=True):
            numbers, weights = self.vectors[document]
            common[numbers] += share * weights / np.linalg.norm(weights)
        common[~self.teaches] = 0
        common[np.argsort(-common, kind="stable")[chosen.terms :]] = 0
        return common / max(common.max(), 1e-9)

    def order(self, query: str, feedback: bool = True) -> list[str]:
        """The identifiers of the hits, best first; ties by place in the collection."""
        taken = asked(query)
        scores = self.scores(taken)
        ranked = np.argsort(-scores, kind="stable")[: int((scores > 0).sum())]
        if feedback and len(ranked) > 1 and not taken.grams:
            ranked = self._reordered(taken, scores, ranked)
        return [self.identifiers[document] for document in ranked]

    def _reordered(self, query: Asked, scores: Floats, ranked: NDArray[np.int64]) -> NDArray[np.int64]:
        """The first hits by their own score and by how much they share with the best of them."""
        chosen, first = self.constants, ranked[: self.constants.reordered]
        common = self.learned(scores, first)
        shared = np.array(
            [weights @ common[numbers] for numbers, weights in map(self.vectors.__getitem__, first)]
        )
        own = scores[first] / max(Counter(query.forms).values())
        anew = chosen.own * own + (1 - chosen.own) * shared
        return np.concatenate((first[np.argsort(-anew, kind="stable")], ranked[len(first) :]))


def _teaches(form: str, documents: int) -> bool:
    """May feedback add it? Not what stands in one document only, nor what says nothing."""
    return documents > 1 and not is_light(form)
