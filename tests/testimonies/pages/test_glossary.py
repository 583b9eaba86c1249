"""The glossary: terms with rival definitions, and the archive's own words."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies.models import Entity, Name
from testimonies.views.words import ALL
from tests.factories import make_claim, make_source, make_user
from tests.factories import publish as published
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish():
    return partial(published, author=make_user("contributor"), approver=make_user("moderator"))


@pytest.fixture
def terms(archive, publish):
    """A type of facility with two definitions and names in three scripts, and a plain term."""
    kwalliso = Entity.objects.create(kind="term", slug="kwalliso", heading="Kwalliso", heading_ko="관리소")
    for text, script, system in (
        ("gwalliso", "latin", "rr"),
        ("관리소", "hangul", "original"),
        ("管理所", "hanja", "original"),
    ):
        Name.objects.create(owner=kwalliso, text=text, language="ko", script=script, system=system)
    publish(kwalliso)
    archive.term = kwalliso
    publish(Entity.objects.create(kind="term", slug="model-prison", heading="“Model prison”"))
    told = {"property": "definition", "kind": "definition"}
    publish(make_claim(kwalliso, archive.source, statement="A colony.", value="colony", **told))
    publish(make_claim(kwalliso, archive.source, statement="A school.", value="school", **told))
    publish(
        make_claim(kwalliso, archive.source, heading="Called mountain", property="label", value="mountain")
    )
    make_claim(kwalliso, archive.source, statement="Nobody approved this.", **told)
    Entity.objects.create(kind="term", slug="draft-term", heading="Draft term")
    return archive


def element(client, **wanted):
    page = Page(client.get("/glossary/").text)
    return page, next(e for e in page.elements if wanted.items() <= e.attributes.items())


def test_rival_definitions_stand_side_by_side(client, terms):
    page, section = element(client, id="kwalliso")
    pair = next(e for e in page.elements if e.attributes.get("class") == "pair" and section in e.parents)
    assert "A colony." in pair.text
    assert "A school." in pair.text
    assert "Called mountain" in section.text


def test_drafts_are_not_there(client, terms):
    page = client.get("/glossary/").text
    assert "Nobody approved this." not in page
    assert "Draft term" not in page


def test_every_name_is_there_in_every_script(client, terms):
    page, section = element(client, id="kwalliso")
    for name in ("gwalliso", "관리소", "管理所"):
        assert name in section.text
    korean = [e for e in page.elements if e.attributes.get("lang") == "ko" and section in e.parents]
    assert {"관리소", "管理所"} <= {e.text for e in korean}


def test_letters_lead_to_the_terms_under_them(client, terms):
    page, nav = element(client, **{"aria-label": "Letters"})
    targets = {e.attributes["href"][1:] for e in page.elements if e.tag == "a" and nav in e.parents}
    ids = {e.attributes["id"] for e in page.elements if "id" in e.attributes}
    assert targets == {"letter-K", "letter-M", "own-words"}
    assert targets <= ids


def test_a_type_of_facility_says_how_many_camps_are_of_it(client, terms):
    _page, table = element(client, **{"aria-labelledby": "h-types"})
    assert "Kwalliso" in table.text
    assert "Model prison" not in table.text
    _page, section = element(client, id="kwalliso")
    assert "1 camp of it recorded here" in section.text


def test_values_stand_only_inside_the_claim_component(client, terms):
    page = Page(client.get("/glossary/").text)
    for value in ("colony", "mountain"):
        holders = page.holders(value)
        assert holders
        assert all(any("data-claim" in one.attributes for one in (*h.parents, h)) for h in holders)


def test_every_term_of_the_closed_lists_is_explained(client):
    for words in ALL:
        kind = type(next(iter(words.terms)))
        assert set(words.terms) == set(kind), words.title
        page = client.get("/glossary/").text
        for term, meaning in words.terms.items():
            assert str(term.label)[1:] in page
            assert str(meaning) in page


def test_it_asks_as_often_for_many_terms_as_for_two(client, terms, publish):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get("/glossary/")
        return len(asked)

    before = count()
    for number in range(8):
        term = publish(Entity.objects.create(kind="term", slug=f"term-{number}", heading=f"Term {number}"))
        publish(make_claim(term, publish(make_source()), property="definition", kind="definition"))
    assert count() == before <= 8
