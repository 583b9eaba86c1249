"""Painful passages are announced before they are read, and folded for the whole visit by who asks for it."""

import pytest

from testimonies.models import Passage
from tests.factories import make_testimony, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def painful(archive):
    """An account of four passages, the second and the fourth painful."""
    record = make_testimony(archive.source, ("Plain one.", "Painful two.", "Plain three.", "Painful four."))
    Passage.objects.filter(testimony=record, number__in=(2, 4)).update(content_note="Violence")
    return publish(record)


def folds(client, address):
    """The folds of painful passages on a page, each with whether it is open."""
    found = Page(client.get(address).text).elements
    painful = [one for one in found if "painful" in one.attributes.get("class", "")]
    return ["open" in one.attributes for one in painful]


def test_a_painful_passage_is_announced_and_open(client, painful):
    address = f"/testimonies/{painful.identifier}/"
    assert folds(client, address) == [True, True]
    holder = Page(client.get(address).text).holders("Painful two.")[0]
    fold = next(parent for parent in holder.parents if parent.tag == "details")
    assert fold.text.startswith("Content note: Violence")


def test_the_content_notes_stand_before_the_first_passage_with_their_numbers(client, painful):
    page = Page(client.get(f"/testimonies/{painful.identifier}/").text)
    text = " ".join(next(one for one in page.elements if one.tag == "main").text.split())
    assert "Violence: passages 2, 4" in text
    assert text.index("Violence: passages 2, 4") < text.index("Plain one.")


def test_who_folds_them_once_finds_them_folded_on_the_pages_that_follow(client, painful):
    address = f"/testimonies/{painful.identifier}/"
    assert folds(client, address + "?fold=1") == [False, False]
    assert folds(client, address) == [False, False]
    assert folds(client, "/ko" + address) == [False, False]
    assert folds(client, address + "?fold=0") == [True, True]
    assert folds(client, address) == [True, True]


def test_the_cookie_says_nothing_but_the_wish_and_ends_with_the_session(client, painful):
    kept = client.get(f"/testimonies/{painful.identifier}/?fold=1").cookies
    assert list(kept) == ["fold"]
    assert kept["fold"].value == "1"
    assert kept["fold"]["httponly"]
    assert kept["fold"]["samesite"] == "Lax"
    assert not kept["fold"]["expires"]
    assert not kept["fold"]["max-age"]


def test_no_cookie_is_set_for_who_does_not_ask(client, painful):
    for asked in ("", "?fold=0", "?fold=perhaps"):
        assert not client.get(f"/testimonies/{painful.identifier}/{asked}").cookies


def test_a_cache_keeps_the_two_pages_apart_and_pages_without_passages_once(client, painful):
    assert "Cookie" in client.get(f"/testimonies/{painful.identifier}/").headers["Vary"]
    assert "Cookie" not in client.get("/glossary/").headers.get("Vary", "")


def test_a_folded_passage_keeps_its_number_and_an_address_inside_the_fold(client, painful):
    page = Page(client.get(f"/testimonies/{painful.identifier}/?fold=1").text)
    named = {one.attributes["id"]: one for one in page.elements if "id" in one.attributes}
    assert {"p1", "p2", "p3", "p4"} <= named.keys()
    assert any(parent.tag == "details" for parent in named["p2"].parents)


def test_a_link_that_folds_keeps_what_else_the_address_asks(client, painful):
    page = client.get(f"/testimonies/{painful.identifier}/?on=").text
    assert "?on=&amp;fold=1" in page
