"""Test collections with judgements, read from the folder of real data, and the two measures made on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

CUT = 10


@dataclass(frozen=True)
class Text:
    """One document of a collection."""

    identifier: str
    title: str
    text: str


@dataclass(frozen=True)
class Collection:
    """Documents, queries by identifier in the file's order, and for each query the grades of documents."""

    name: str
    texts: tuple[Text, ...]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def collection(folder: Path, name: str) -> Collection:
    """The collection `name` ("cranfield", "korquad"). Raises FileNotFoundError when it is not there.

    Queries without a judgement are left out.
    """
    stem = folder / f"ir_{name}"
    texts = tuple(_text(json.loads(line)) for line in _lines(stem.with_suffix(".jsonl")))
    grades: dict[str, dict[str, int]] = {}
    for line in _lines(stem.with_suffix(".qrels")):
        query, _round, document, grade = line.split()
        grades.setdefault(query, {})[document] = int(grade)
    asked = (line.split("\t", 1) for line in _lines(Path(f"{stem}.queries.tsv")))
    return Collection(name, texts, {key: text for key, text in asked if key in grades}, grades)


def _text(row: dict[str, str]) -> Text:
    return Text(row["id"], row["title"], row["text"])


def _lines(path: Path) -> list[str]:
    # Not splitlines(): a text may hold a line separator of Unicode.
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def average_precision(ranking: Sequence[str], grades: dict[str, int]) -> float:
    """Mean of the precision at each right document; a grade above 0 is right, one not found counts 0."""
    right = {document for document, grade in grades.items() if grade > 0}
    places = [place for place, document in enumerate(ranking, 1) if document in right]
    return sum(found / place for found, place in enumerate(places, 1)) / max(1, len(right))


def ndcg(ranking: Sequence[str], grades: dict[str, int], graded: bool = True, cut: int = CUT) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) of the first `cut`.

    The gain is the grade, or 1 for every right document when not `graded`.
    """
    gains = {document: (grade if graded else 1) for document, grade in grades.items() if grade > 0}
    best = _discounted(sorted(gains.values(), reverse=True)[:cut])
    return _discounted(gains.get(document, 0) for document in ranking[:cut]) / best if best else 0.0


def _discounted(gains: Iterable[int]) -> float:
    return float(sum(gain / np.log2(place + 1) for place, gain in enumerate(gains, 1)))


@dataclass(frozen=True)
class Figures:
    """Means over queries: average precision, graded nDCG@10, binary nDCG@10."""

    queries: int
    precision: float
    graded: float
    binary: float


def figures(found: dict[str, list[str]], of: Collection, parity: int | None = None) -> Figures:
    """The figures of rankings by query; with `parity`, of the queries with even (0) or odd (1) place."""
    keys = [key for place, key in enumerate(of.queries, 1) if parity is None or place % 2 == parity]
    each = [
        (
            average_precision(found[key], of.grades[key]),
            ndcg(found[key], of.grades[key]),
            ndcg(found[key], of.grades[key], graded=False),
        )
        for key in keys
    ]
    return Figures(len(keys), *(float(mean) for mean in np.mean(each, axis=0)))
