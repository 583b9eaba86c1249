"""Lists are narrowed by plain GET forms; an unknown value is told; pages keep what was asked."""

import pytest

from testimonies.views import lists
from tests.factories import make_claim, make_source, make_testimony, make_topic, publish
from tests.testimonies.pages.conftest import make_disagreement
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


def linked(client, address, folder):
    """Identifiers of the records of a kind that a list names, in order, each once."""
    page = Page(client.get(address).text)
    heads = [one for one in page.elements if one.tag == "tr"]
    found = []
    for one in page.elements:
        href = one.attributes.get("href", "")
        if one.tag == "a" and href.startswith(f"/{folder}/") and any(row in heads for row in one.parents):
            found.append(href.split("/")[2])
    return list(dict.fromkeys(found))


@pytest.fixture
def varied(archive):
    """More than one of everything that can be narrowed."""
    archive.letter = publish(make_source(kind="letter", reach="broken", flags="broken", title="A letter"))
    archive.imaged = publish(
        make_claim(archive.camp, archive.letter, kind="observation", method="imagery", property="building")
    )
    archive.other = make_testimony(archive.source, ("Other.",), archive.camp)
    archive.other.stays.update(role="guard")
    publish(archive.other)
    archive.explained = publish(make_disagreement({"Yes": [archive.claim]}, status="explained"))
    return archive


NARROWED = [
    ("/claims/?kind=denial", "claims", ["denial"]),
    ("/claims/?property=building", "claims", ["imaged"]),
    ("/claims/?method=imagery", "claims", ["imaged"]),
    ("/claims/?subject=kwalliso-18", "claims", ["claim", "status", "denial", "imaged"]),
    ("/claims/?kind=denial&method=imagery", "claims", []),
    ("/sources/?kind=letter", "sources", ["letter"]),
    ("/sources/?reach=broken", "sources", ["letter"]),
    ("/sources/?flag=broken", "sources", ["letter"]),
    ("/sources/?flag=tone", "sources", []),
    ("/testimonies/?role=guard", "testimonies", ["other"]),
    ("/testimonies/?camp=kwalliso-18", "testimonies", ["testimony", "other"]),
    ("/entities/?kind=camp", "camps", ["camp"]),
    ("/entities/?kind=zone", "camps", []),
    ("/disagreements/?status=explained", "disagreements", ["explained"]),
    ("/disagreements/?status=open", "disagreements", ["question"]),
    ("/disagreements/?about=kwalliso-18", "disagreements", ["question"]),
    ("/disagreements/?about=&status=", "disagreements", ["question", "explained"]),
]


def test_a_list_is_narrowed_to_what_has_every_value(client, varied):
    known = {one.identifier for one in vars(varied).values() if hasattr(one, "identifier")}
    for address, folder, expected in NARROWED:
        assert client.get(address).status_code == 200, address
        found = [one for one in linked(client, address, folder) if one in known]
        assert found == [getattr(varied, name).identifier for name in expected], address


UNKNOWN = [
    "/claims/?kind=nonsense",
    "/claims/?subject=kwalliso-99",
    "/claims/?property=%00",
    "/sources/?reach=never",
    "/sources/?flag=red",
    "/entities/?kind=castle",
    "/testimonies/?camp=18&role=prisoner",
    "/disagreements/?status=settled",
    "/disagreements/?about=" + "x" * 5000,
]


def test_an_unknown_value_is_told_and_finds_nothing(client, varied):
    for address in UNKNOWN:
        answer = client.get(address)
        assert answer.status_code == 400, address
        page = Page(answer.text)
        told = [one.text for one in page.elements if one.attributes.get("role") == "alert"]
        assert len(told) == 1, address
        assert "is not a value of" in told[0], address
        assert not [one for one in page.elements if one.tag == "tbody"], address


def test_a_form_offers_what_is_there_with_counts_and_keeps_what_was_chosen(client, varied):
    page = Page(client.get("/claims/?kind=denial").text)
    options = {
        one.attributes["value"]: one
        for one in page.elements
        if one.tag == "option" and any(up.attributes.get("name") == "kind" for up in one.parents)
    }
    assert {value: one.text for value, one in options.items()} == {
        "": "any",
        "estimate": "estimate (1)",
        "official": "official statement (1)",
        "observation": "observation (1)",
        "denial": "denial (1)",
    }
    assert [value for value, one in options.items() if "selected" in one.attributes] == ["denial"]


def test_counts_are_of_what_the_other_fields_leave(client, varied):
    page = client.get("/claims/?kind=denial").text
    assert "satellite imagery" not in page
    assert "not stated (1)" in page


def test_pages_of_a_narrowed_list_stay_narrowed(client, varied, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 1)
    first = client.get("/testimonies/?camp=kwalliso-18").text
    assert "Page 1 of 2" in first
    assert "?camp=kwalliso-18&amp;page=2" in first
    second = linked(client, "/testimonies/?camp=kwalliso-18&page=2", "testimonies")
    assert second == [varied.other.identifier]


def test_a_page_that_is_not_there_is_the_nearest_one(client, archive):
    for page in ("0", "x", "-1", "999"):
        assert linked(client, f"/claims/?page={page}", "claims") == linked(client, "/claims/", "claims")


def test_the_list_of_disagreements_says_status_subject_and_counts(client, archive):
    page = Page(client.get("/disagreements/").text)
    row = next(one for one in page.elements if one.tag == "tr" and "Synthetic question" in one.text)
    cells = [one.text.strip() for one in page.elements if one.tag == "td" and row in one.parents]
    assert cells == [archive.question.identifier, "Camp 18, Pukch’ang", "open", "2", "3"]


def test_topics_stand_below_their_broader_one(client, archive):
    publish(make_topic(slug="narrow", label_en="A narrow topic", broader=archive.topic))
    page = Page(client.get("/topics/").text)
    heads = [one for one in page.elements if one.tag == "th" and one.attributes.get("class", "")]
    assert [(one.attributes["class"], one.text) for one in heads] == [
        ("depth-0", "Synthetic topic"),
        ("depth-1", "level 2: A narrow topic"),
    ]


def test_a_narrowed_list_with_nothing_in_it_says_so(client, varied):
    assert "None of the" in client.get("/claims/?kind=denial&method=imagery").text
