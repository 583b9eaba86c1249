"""Measures how well spellings of names meet; docs/search-quality.md holds the tables. make bench."""

import pytest

from tests.performance import names
from tests.performance.judged import collection

pytestmark = pytest.mark.bench


@pytest.fixture
def table(real_data):
    return names.spellings(real_data)


def test_pairs_of_spellings_by_key_alone(table):
    print("\n| spellings | pairs | recall | precision |\n|---|---|---|---|")
    without = [one for one in table if one.origin != names.FOREIGN_AND_HISTORIC]
    persons = [one for one in table if one.kind == "person"]
    for label, chosen in (
        ("all attested", table),
        ("without foreign and historic", without),
        ("places and terms", [one for one in table if one.kind != "person"]),
        ("persons", persons),
    ):
        measured = names.pairs(chosen, lambda one: one.keys)
        print(f"| {label} | {measured.of_one_name} | {measured.recall:.3f} | {measured.precision:.3f} |")
    assert names.pairs(table, lambda one: one.keys).of_one_name > 0


def test_names_that_must_stay_apart(real_data):
    listed = names.near_misses(real_data.parent / "prototypes")
    merged = [pair for pair in listed if pair.merged()]
    print(f"\n{len(merged)} of {len(listed)} near-miss pairs share a key:")
    for pair in merged:
        print(f"- {pair.label}: {', '.join(f'{a} = {b}' for a, b in pair.merged())}")
    assert len(listed) == 60


@pytest.mark.django_db
def test_unseen_spellings_of_known_names_through_the_archive(table):
    known, unseen = names.known_and_unseen(table)
    names.publish_names(known)
    print("\n| unseen spellings | asked | first | within three |\n|---|---|---|---|")
    native = [one for one in unseen if one.origin != names.FOREIGN_AND_HISTORIC]
    for label, chosen in (
        ("all", unseen),
        ("without foreign and historic", native),
        ("places and terms", [one for one in native if one.kind != "person"]),
        ("persons", [one for one in unseen if one.kind == "person"]),
    ):
        found = names.resolved(chosen)
        print(f"| {label} | {found.asked} | {found.shares[0]:.3f} | {found.shares[1]:.3f} |")
    for one, answer in names.resolved(unseen).failed:
        print(f"- {one.name} {one.text} ({one.origin}): {', '.join(answer[:4]) or 'nothing'}")
    assert names.resolved(unseen).asked > 0


@pytest.mark.django_db
def test_english_words_that_are_taken_for_a_name(table, real_data):
    names.publish_names(names.known_and_unseen(table)[0])
    queries = collection(real_data, "cranfield").queries.values()
    found = names.accidental(queries)
    print(f"\n{len(found)} stretches of {len(queries)} queries are taken for a name: {sorted(set(found))}")
    assert names.accidental(["a record of Pyongyang"]) == ["Pyongyang"]
