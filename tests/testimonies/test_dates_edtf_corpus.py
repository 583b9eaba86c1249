"""Our EDTF against the cases of seven other projects: where we agree, and where we differ on purpose."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from testimonies.dates import DateError, from_edtf

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "edtf_cases.jsonl"
pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="the shared test data is not beside this checkout"
)

# Why a string that another suite calls valid is refused here. The first pattern that fits names the category.
OUT_OF_SCOPE = {
    "years of more than four digits or with an exponent": r"Y|^[0-9X]{5}",
    "significant digits": r"S[0-9]",
    "negative years": r"(^|[/\[{,. ])[?~%]?-[0-9X]",
    "the year 0000, which the calendar lacks": r"0000",
    "centuries and decades cut short, which read like slips": r"^[0-9]{2,3}[?~%]?$",
    "unspecified digits in small letters, as in the draft of 2012": r"x",
    "a day that never was: 1900 was no leap year": r"^1900-02-29$",
    "periods between times of day": r"T.*/.*T",
}
AGREED = {"valid": 536, "invalid": 159}
REFUSED = {
    "years of more than four digits or with an exponent": 48,
    "significant digits": 9,
    "negative years": 85,
    "the year 0000, which the calendar lacks": 9,
    "centuries and decades cut short, which read like slips": 9,
    "unspecified digits in small letters, as in the draft of 2012": 1,
    "a day that never was: 1900 was no leap year": 1,
    "periods between times of day": 1,
}
# What another suite calls invalid and we read.
ACCEPTED = {
    " 1863-03-29": "blanks around a date are not part of it",
    "1863-03-29 ": "blanks around a date are not part of it",
    "[1667,1668, 1670..1672]": "blanks in a set change nothing, and other suites allow them",
    "2012-24/2012-21": "winter 2012 may be the one that January 2012 is in, before that spring",
    "2012-21/2012-22": "spring before summer is in order; other suites agree",
    "2004-06-11%/2004-%06": "the end is a whole month, which does not end before it begins",
    "2004-06-11%/2004-06~": "the end is a whole month, which does not end before it begins",
    "2020-%06-25?": "one qualifier before the month and one behind the day; other suites allow them",
}


def cases() -> list[dict]:
    return [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def is_read(edtf: str) -> bool:
    try:
        from_edtf(edtf)
    except DateError:
        return False
    return True


def category(edtf: str) -> str:
    return next((name for name, form in OUT_OF_SCOPE.items() if re.search(form, edtf)), "none")


def test_we_agree_with_the_other_suites_in_as_many_cases_as_before():
    agreed = Counter(
        "valid" if case["valid"] else "invalid"
        for case in cases()
        if case["valid"] is not None and is_read(case["edtf"]) == case["valid"]
    )
    assert agreed == AGREED


def test_a_valid_case_is_refused_only_for_a_stated_reason():
    refused = Counter(
        category(case["edtf"]) for case in cases() if case["valid"] and not is_read(case["edtf"])
    )
    assert refused == REFUSED


def test_an_invalid_case_is_read_only_for_a_stated_reason():
    read = {case["edtf"] for case in cases() if case["valid"] is False and is_read(case["edtf"])}
    assert read == ACCEPTED.keys()


def test_the_draft_of_2012_is_read_only_where_the_standard_kept_it():
    read = sum(is_read(case["edtf"]) for case in cases() if case["valid"] is None)
    assert read == 49


# Where the bounds of another suite are not ours, and the rule that makes them so.
OWN_BOUNDS = {
    "approximate and uncertain dates, which INTERFACE.md widens by its own measure": r"[~?%]",
    "open and unknown ends, which have no day here": r"(^|[/\[])(\.\.)?/?[0-9-]*(\.\.|/)?$|\.\.",
    "winter, of which both readings are kept": r"-24",
    "the year 0000, which the calendar lacks": r"XXXX",
}


def test_bounds_are_those_of_the_other_suites_but_for_our_own_rules():
    same = differing = 0
    for case in cases():
        if len(case.get("bounds") or []) < 2 or not is_read(case["edtf"]):
            continue
        when = from_edtf(case["edtf"])
        if [str(when.earliest), str(when.latest)] == case["bounds"][:2]:
            same += 1
        else:
            differing += 1
            assert any(re.search(form, case["edtf"]) for form in OWN_BOUNDS.values()), case
    assert (same, differing) == (32, 34)
