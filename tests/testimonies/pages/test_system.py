"""The system as a whole: rival totals, sums, agencies, the state's answers, silences, other systems."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies.models import Disagreement, Entity, Side
from tests.factories import make_camp, make_claim, make_source, make_user
from tests.factories import publish as published
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish():
    return partial(published, author=make_user("contributor"), approver=make_user("moderator"))


def counted(low, high, **fields):
    return {"low": low, "high": high, "unit": "people", "metric": "stock"} | fields


@pytest.fixture
def whole(archive, publish):
    """A system with rival totals, parts that exceed it, a denial, a gap, and one other system."""
    system = publish(Entity.objects.create(kind="system", slug="kwalliso-system", heading="The system"))
    other = publish(Entity.objects.create(kind="system", slug="other-system", heading="Another system"))
    second, source = publish(make_camp(22, heading="Camp 22, Hoeryong")), archive.source
    archive.system, archive.other = system, other

    def claim(subject=system, **fields):
        return publish(make_claim(subject, source, **fields))

    claim(heading="Early", **counted(150000, 200000, as_of="1990s"))
    claim(heading="Late", **counted(80000, 120000, as_of="2013"))
    claim(heading="Undated", **counted(70000, 70000))
    claim(heading="Peak", **counted(80000, 120000, metric="peak", as_of="2010s"))
    total = make_claim(system, source, heading="Total", **counted(None, 65000, as_of="2025"))
    total.covers.set([archive.camp, second])
    publish(total)
    claim(archive.camp, heading="First part", **counted(40000, 40000, metric="capacity"))
    claim(second, heading="Second part", **counted(39000, 39000, metric="capacity"))
    claim(heading="Six camps", property="status", low=6, high=6, unit="camps", metric="count", as_of="2007")
    claim(heading="Run by one", property="agency", value="One ministry", as_of="by 1973")
    found = claim(heading="Finding", statement="It was found.", property="existence", kind="finding")
    claim(heading="Denial", statement="It was denied.", property="existence", kind="denial", answers=found)
    gap = {"property": "evidence", "kind": "observation", "method": "compilation"}
    claim(heading="Gap", statement="Number 20 is not named.", value="20 not named", **gap)
    claim(other, heading="Other peak", **counted(2500000, 2500000, metric="ever"))
    claim(other, heading="Other deaths", property="mortality", **counted(1600000, 1600000, metric="deaths"))
    make_claim(system, source, heading="Nobody approved this", **counted(1, 2, as_of="2001"))
    return archive


def section(client, identifier):
    page = Page(client.get("/system/").text)
    return page, next(e for e in page.elements if e.attributes.get("id") == identifier)


def inside(page, holder, **wanted):
    return [e for e in page.elements if holder in e.parents and wanted.items() <= e.attributes.items()]


def test_rival_totals_are_drawn_one_mark_each_and_no_mean_is_made(client, whole):
    page, people = section(client, "people")
    plot = inside(page, people, **{"class": "totals"})[0]
    assert len([e for e in page.elements if e.tag == "a" and plot in e.parents]) == 3
    for value in ("150,000–200,000 people", "80,000–120,000 people", "70,000 people", "up to 65,000 people"):
        assert value in people.text
    assert "100,000 people" not in people.text
    assert "1 of the 4 figures gives no date" in people.text


def test_what_counts_something_else_is_off_the_scale_and_said(client, whole):
    page, sums = section(client, "sums")
    assert "One number, counted as two things" in sums.text
    pair = next(e for e in page.elements if "most ever held" in e.text and e.attributes.get("class") == "sum")
    assert "held at one time" in pair.text
    assert "Late" in pair.text
    assert "Peak" in pair.text


def test_parts_that_do_not_come_to_the_whole_are_added_up_and_named_ours(client, whole):
    _page, sums = section(client, "sums")
    assert "Added up here: 79,000 people" in sums.text
    assert "this archive’s arithmetic" in sums.text
    for heading in ("Total", "First part", "Second part"):
        assert heading in sums.text


def test_camps_are_counted_by_source_and_date(client, whole):
    _page, camps = section(client, "camps")
    assert "6 camps" in camps.text
    assert "2007" in camps.text


def test_who_ran_it_is_said_with_when(client, whole):
    _page, agencies = section(client, "agencies")
    assert "One ministry" in agencies.text
    assert "by 1973" in agencies.text


def test_a_denial_stands_beside_what_it_answers(client, whole):
    page, state = section(client, "state")
    pairs = inside(page, state, **{"class": "sum"})
    assert any("Finding" in pair.text and "Denial" in pair.text for pair in pairs)


def test_known_gaps_come_from_claims(client, whole):
    _page, silences = section(client, "silences")
    assert "20 not named" in silences.text


def test_silent_decades_are_drawn_as_noughts_and_others_lead_to_the_search(client, whole):
    page, silences = section(client, "silences")
    tables = inside(page, silences, **{"class": "silences"})
    row = next(e for e in page.elements if e.tag == "tr" and tables[0] in e.parents and "Camp 18" in e.text)
    cells = [e for e in page.elements if e.tag == "td" and row in e.parents]
    assert [cell.text.split(",")[0].strip() for cell in cells] == [
        "0",
        "0",
        "1",
        "1",
        "0",
        "0",
        "0",
        "0",
        "0",
    ]
    links = [e.attributes["href"] for e in page.elements if e.tag == "a" and cells[2] in e.parents]
    assert links == ["/search/?camp=kwalliso-18&from=1970&to=1979"]


def test_other_systems_stand_beside_it_with_what_each_number_counts(client, whole):
    page, compared = section(client, "compared")
    assert "2,500,000 people" in compared.text
    numbers = [e for e in inside(page, compared, **{"class": "counted"}) if "people" in e.text]
    assert numbers
    assert all("Counts: " in cell.text for cell in numbers)


def test_disagreements_about_the_system_are_listed(client, whole, publish):
    question = Disagreement.objects.create(question="How many were there?", status="open")
    question.subjects.add(whole.system)
    side = Side.objects.create(disagreement=question, answer="Some")
    side.claims.add(whole.claim)
    publish(question)
    _page, listed = section(client, "disagreements")
    assert "How many were there?" in listed.text
    assert question.identifier in listed.text


def test_drafts_are_not_there(client, whole):
    assert "Nobody approved this" not in client.get("/system/").text


def test_values_stand_only_inside_the_claim_component(client, whole):
    page = Page(client.get("/system/").text)
    for value in ("80,000–120,000 people", "6 camps", "One ministry", "2,500,000 people", "20 not named"):
        holders = page.holders(value)
        assert holders, value
        assert all(any("data-claim" in one.attributes for one in (*h.parents, h)) for h in holders), value


def test_an_archive_without_a_system_says_so(client, archive):
    answer = client.get("/system/")
    assert answer.status_code == 200
    assert "Nothing is published on the system as a whole yet" in answer.text


def test_it_asks_as_often_for_many_claims_as_for_few(client, whole, publish):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get("/system/")
        return len(asked)

    before = count()
    for year in range(1990, 1998):
        source = publish(make_source())
        publish(make_claim(whole.system, source, **counted(year, year, as_of=str(year))))
        publish(make_claim(whole.camp, source, property="status", value="closed", as_of=str(year)))
    assert count() == before <= 12
