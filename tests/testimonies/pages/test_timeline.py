"""The timeline: claims on openings, closings, transfers and events, by decade, filtered by a form."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies.models import Entity
from testimonies.views.timeline import decades
from tests.factories import make_camp, make_claim, make_source, make_user
from tests.factories import publish as published
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db

HEADINGS = ("Closing", "Opening", "Moving", "Happening", "Going on")
UNSAID = "A transfer nobody approved"


@pytest.fixture
def publish():
    return partial(published, author=make_user("contributor"), approver=make_user("moderator"))


@pytest.fixture
def turns(archive, publish):
    """A closing and a transfer of Camp 18, an opening of Camp 22, an event about a term, and a draft."""
    source = archive.source
    archive.other = publish(make_camp(22, heading="Camp 22, Hoeryong"))
    term = publish(Entity.objects.create(kind="term", slug="synthetic-term", heading="Synthetic term"))
    state = {"property": "status", "kind": "inference"}
    publish(make_claim(archive.camp, source, heading="Closing", value="closed", as_of="1984", **state))
    publish(make_claim(archive.other, source, heading="Opening", value="opened", as_of="late 1960s", **state))
    publish(make_claim(archive.other, source, heading="Going on", value="operating", as_of="2001", **state))
    moved = {"low": 30000, "high": 40000, "unit": "people", "metric": "flow_out"}
    publish(
        make_claim(archive.camp, source, heading="Moving", property="transfer", object=archive.other, **moved)
    )
    publish(make_claim(term, source, heading="Happening", property="event", as_of="2001"))
    make_claim(archive.camp, source, heading=UNSAID, property="transfer", as_of="1999")
    return archive


def shown(answer):
    """The headings of the claims in the tables."""
    rows = [e.text for e in Page(answer.text).elements if "data-claim" in e.attributes]
    return {word for word in HEADINGS if any(word in row for row in rows)}


def test_openings_closings_transfers_and_events_are_there_and_what_goes_on_is_not(client, turns):
    assert shown(client.get("/timeline/")) == {"Closing", "Opening", "Moving", "Happening"}


def test_drafts_are_not_there(client, turns):
    assert UNSAID not in client.get("/timeline/").text


def test_claims_stand_under_their_decade_and_undated_ones_under_none(client, turns):
    page = Page(client.get("/timeline/").text)
    sections = {
        section.attributes["aria-labelledby"]: section.text
        for section in page.elements
        if section.tag == "section" and section.attributes.get("aria-labelledby", "").startswith("d-")
    }
    assert list(sections) == ["d-1950", "d-1960", "d-1970", "d-1980", "d-1990", "d-2000", "d-undated"]
    assert "Opening" in sections["d-1960"]
    assert "Closing" in sections["d-1980"]
    assert "Happening" in sections["d-2000"]
    assert "Moving" in sections["d-undated"]


def test_a_decade_without_a_claim_says_so(client, turns):
    page = Page(client.get("/timeline/").text)
    section = next(e for e in page.elements if e.attributes.get("aria-labelledby") == "d-1970")
    assert "0 claims" in section.text
    assert "gap in the record" in section.text


def test_every_mark_is_a_link_to_its_claim(client, turns):
    page = Page(client.get("/timeline/").text)
    drawn = [e for e in page.elements if e.attributes.get("class") == "lanes"]
    links = [e for e in page.elements if e.tag == "a" and any(one in drawn for one in e.parents)]
    rows = {e.attributes["data-claim"] for e in page.elements if "data-claim" in e.attributes}
    linked = {e.attributes["href"].split("/")[2] for e in links}
    assert len(linked) == 4  # of the five rows, one has no date
    assert linked < rows


def test_values_stand_only_inside_the_claim_component(client, turns):
    page = Page(client.get("/timeline/").text)
    holders = page.holders("30,000–40,000 people")
    assert holders
    assert all(any("data-claim" in one.attributes for one in (*h.parents, h)) for h in holders)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("camp=kwalliso-18", {"Closing", "Moving"}),
        ("camp=18", {"Closing", "Moving"}),
        ("camp=22", {"Opening", "Moving"}),
        ("kind=term", {"Happening"}),
        ("property=transfer", {"Moving"}),
        ("property=event&kind=camp", set()),
        ("camp=&kind=&property=", {"Closing", "Opening", "Moving", "Happening"}),
    ],
)
def test_the_form_narrows_it(client, turns, query, left):
    answer = client.get(f"/timeline/?{query}")
    assert answer.status_code == 200
    assert shown(answer) == left


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("camp=kwalliso-99", "“kwalliso-99” is no camp"),
        ("kind=dragon", "“dragon” is no kind of entity"),
        ("property=population", "“population” is no choice"),
        ("camp=<b>", "“&lt;b&gt;” is no camp"),
    ],
)
def test_a_filter_that_means_nothing_is_told(client, turns, query, said):
    answer = client.get(f"/timeline/?{query}")
    assert answer.status_code == 400
    assert said in answer.text
    assert not shown(answer)


def test_a_zone_stands_with_its_camp(client, turns, publish):
    zone = publish(Entity.objects.create(kind="zone", slug="kwalliso-18-zone", heading="A zone"))
    publish(make_claim(zone, turns.source, property="part", object=turns.camp))
    publish(make_claim(zone, turns.source, heading="Zone", property="status", value="closed", as_of="1990"))
    assert "Zone" in client.get("/timeline/?camp=18").text
    assert "Zone</a>" not in client.get("/timeline/?camp=22").text


def test_an_empty_archive_has_an_empty_timeline(client):
    answer = client.get("/timeline/")
    assert answer.status_code == 200
    assert "No claim fits" in answer.text


def test_it_asks_as_often_for_twenty_claims_as_for_two(client, turns, publish):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get("/timeline/")
        return len(asked)

    before = count()
    for year in range(1990, 2000):
        source = publish(make_source())
        publish(make_claim(turns.camp, source, property="status", value="closed", as_of=str(year)))
    assert count() == before <= 8


def test_no_claims_make_no_decades():
    assert decades([]) == []
