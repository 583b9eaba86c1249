"""Which stays want a second look: outside the known life of their camp, or at no camp or zone."""

import pytest

from testimonies.models import Entity, Stay
from testimonies.warnings import warnings_of
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def camp():
    return publish(make_camp(18))


def said(camp, value: str, as_of: str, **fields):
    """A draft claim that the camp was opened, closed, ... at a time."""
    return make_claim(camp, property="status", kind="inference", value=value, as_of=as_of, **fields)


def warned(camp, period: str) -> list[str]:
    testimony = make_testimony()
    Stay.objects.create(testimony=testimony, camp=camp, role="prisoner", period=period)
    return warnings_of(testimony)


def test_a_stay_that_ends_before_the_earliest_opening(camp):
    publish(said(camp, "opened", "1970"))
    earliest = publish(said(camp, "opened", "1958"))
    found = warned(camp, "1950 to 1957")
    assert len(found) == 1
    assert "before the camp's earliest known opening, 1958" in found[0]
    assert earliest.identifier in found[0] and "Camp 18" in found[0] and "1950 to 1957" in found[0]


def test_a_stay_that_begins_after_the_latest_closing(camp):
    publish(said(camp, "closed", "1984"))
    latest = publish(said(camp, "closed", "late 1980s"))
    found = warned(camp, "1995 to 1999")
    assert len(found) == 1
    assert "after the camp's latest known closing, 1989" in found[0] and latest.identifier in found[0]


@pytest.mark.parametrize(
    "period", ["1957 to 1960", "1958", "1989 to 1995", "1965", "", "before 1960", "since 1980"]
)
def test_a_stay_that_may_fall_within_its_life_is_left_alone(camp, period):
    publish(said(camp, "opened", "1958"))
    publish(said(camp, "closed", "1989"))
    assert warned(camp, period) == []


@pytest.mark.parametrize(
    ("value", "as_of", "period"),
    [
        ("opened", "before 1965", "1950"),
        ("opened", "", "1950"),
        ("closed", "after 1980", "1999"),
        ("closed", "", "1999"),
        ("operating", "1958", "1950"),
    ],
)
def test_an_edge_that_is_open_or_not_dated_warns_of_nothing(camp, value, as_of, period):
    publish(said(camp, value, as_of))
    assert warned(camp, period) == []


@pytest.mark.parametrize(("value", "as_of"), [("reopened", "1992"), ("reopened", ""), ("opened", "1992")])
def test_a_camp_that_may_have_opened_again_has_no_last_closing(camp, value, as_of):
    publish(said(camp, "closed", "1984"))
    publish(said(camp, value, as_of))
    assert warned(camp, "1995") == []


def test_a_reopening_before_the_latest_closing_changes_nothing(camp):
    publish(said(camp, "closed", "1990"))
    publish(said(camp, "reopened", "1980"))
    assert len(warned(camp, "1995")) == 1


def test_only_public_claims_count(camp):
    said(camp, "closed", "1984")
    withdrawn = publish(said(camp, "closed", "1980"))
    perform(Action.WITHDRAW, withdrawn, make_user("moderator"), "In error.")
    assert warned(camp, "1995") == []


def test_a_claim_about_another_camp_or_of_another_kind_does_not_count(camp):
    publish(said(publish(make_camp(22)), "closed", "1984"))
    publish(
        make_claim(camp, property="transfer", value="closed", as_of="1984", object=publish(make_camp(25)))
    )
    assert warned(camp, "1995") == []


def test_a_stay_at_what_is_neither_camp_nor_zone():
    place = Entity.objects.create(kind="place", slug="synthetic-town", heading="Synthetic town")
    zone = Entity.objects.create(kind="zone", slug="synthetic-zone", heading="Synthetic zone")
    assert warned(zone, "1995") == []
    assert warned(place, "1995") == [
        "A stay is at “Synthetic town”, a place, neither a camp nor a zone. "
        "Check that this is what the source says."
    ]


def test_a_camp_that_was_never_published_has_no_known_life():
    assert warned(make_camp(99), "1950") == []


def test_each_stay_is_looked_at_and_other_records_have_none(camp):
    publish(said(camp, "opened", "1958"))
    testimony = make_testimony()
    for period in ("1950", "1951", "1960"):
        Stay.objects.create(testimony=testimony, camp=camp, role="prisoner", period=period)
    assert len(warnings_of(testimony)) == 2
    assert warnings_of(make_source()) == []
