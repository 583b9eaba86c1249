"""How passages read: numbered, sourced, struck when taken back."""

import pytest

from tests.factories import make_testimony, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


def test_each_passage_has_its_address_and_its_source_in_the_margin(client, archive):
    page = Page(client.get(f"/testimonies/{archive.testimony.identifier}/").text)
    passages = {
        element.attributes["id"]: element
        for element in page.elements
        if element.attributes.get("id", "").startswith("p")
    }
    assert sorted(passages) == ["p1", "p2", "p3"]
    assert "Author 2001, p. 1" in passages["p1"].text
    assert "First-hand. Stands." in passages["p1"].text


def test_a_retracted_passage_is_struck_with_who_and_why(client, archive):
    page = Page(client.get(f"/testimonies/{archive.testimony.identifier}/").text)
    struck = [element.text for element in page.elements if element.tag == "del"]
    assert struck == ["Second words."]
    second = next(element for element in page.elements if element.attributes.get("id") == "p2")
    assert "The witness" in second.text
    assert "Told wrongly" in second.text
    assert "Retracted." in second.text


def test_markup_in_a_passage_is_shown_not_run(client, archive):
    nasty = publish(make_testimony(archive.source, ("<script>alert(1)</script> & 북창 <b>words</b>",)))
    text = client.get(f"/testimonies/{nasty.identifier}/").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert '<span lang="ko">북창</span>' in text
