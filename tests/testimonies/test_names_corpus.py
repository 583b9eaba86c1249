"""The spelling keys measured on attested names; the figures are floors, to be raised with the rules."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from pathlib import Path

import pytest

from testimonies.names import fold, keys, person_key

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
VARIANTS = DATA / "name_variants.tsv"
ROMANIZATIONS = DATA / "romanization_cases.jsonl"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not beside this checkout")

Row = dict[str, str]
# GeoNames' rows hold foreign and colonial names (Rashin, Genzan), which are other words, not other spellings.
FOREIGN_AND_HISTORIC = "G"
# No fold can know these: the word is divided (새별-읍), a ㅅ is put in (뒷문), or the source differs.
NOT_BY_RULE = {"한나산", "새별읍", "뒤문", "한글"}


def rows(kinds: Iterable[str] = ("place", "term", "person"), without: str = "") -> list[Row]:
    with VARIANTS.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t"))
    return [row for row in table if row["kind"] in kinds and row["provenance"] != without]


def one_key(text: str) -> frozenset[str]:
    return frozenset({fold(text)})


def recall_and_precision(table: list[Row], key: Callable[[str], frozenset[Hashable]]) -> tuple[float, float]:
    """Over all pairs of spellings: those of one name that meet, and those that meet and are of one name."""
    keyed = [(row["id"], key(row["variant"])) for row in table]
    outcomes = [(a == b, not one.isdisjoint(other)) for (a, one), (b, other) in combinations(keyed, 2)]
    right = outcomes.count((True, True))
    return right / (right + outcomes.count((True, False))), right / (right + outcomes.count((False, True)))


@pytest.mark.parametrize(
    ("name", "key", "kinds", "without", "recall", "precision"),
    [
        ("fold, all names", one_key, ("place", "term", "person"), "", 0.777, 0.984),
        ("fold, all but foreign", one_key, ("place", "term", "person"), FOREIGN_AND_HISTORIC, 0.882, 0.994),
        ("fold, places and terms", one_key, ("place", "term"), "", 0.803, 0.981),
        ("fold, places but foreign", one_key, ("place", "term"), FOREIGN_AND_HISTORIC, 0.956, 0.992),
        ("keys, all names", keys, ("place", "term", "person"), "", 0.847, 0.974),
        ("keys, places but foreign", keys, ("place", "term"), FOREIGN_AND_HISTORIC, 0.989, 0.981),
        ("persons", person_key, ("person",), "", 0.989, 1.0),
    ],
)
def test_spellings_of_a_name_meet_and_others_do_not(name, key, kinds, without, recall, precision):
    measured = recall_and_precision(rows(kinds, without), key)
    assert measured >= (recall, 0), name
    assert measured[1] >= precision, name


def test_hangul_and_its_north_and_south_romanization_share_a_key():
    cases = [json.loads(line) for line in ROMANIZATIONS.read_text(encoding="utf-8").splitlines()]
    missed = {
        case["hangul"]
        for case in cases
        for system in ("dprk", "mc2000")
        if system in case and fold(case[system]) != fold(case["hangul"])
    }
    assert missed <= NOT_BY_RULE


def test_a_key_of_the_corpus_folds_to_itself():
    assert [row["variant"] for row in rows() if fold(fold(row["variant"])) != fold(row["variant"])] == []
