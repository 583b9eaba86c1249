"""What every page keeps to: closed tags, no inline style or script, nothing from a third party."""

import re

import pytest

from testimonies.workflow import Action, perform
from tests.factories import make_source, make_user, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def read_once():
    return {}


@pytest.fixture
def pages(read_once, request, db):
    """Every page, parsed; built for the first test that asks, for the others only read."""
    if not read_once:
        names = ("client", "archive", "addresses")
        read_once |= all_pages(*(request.getfixturevalue(name) for name in names))
    return read_once


def all_pages(client, archive, addresses):
    gone = publish(make_source(title="Soon gone"))
    perform(Action.WITHDRAW, gone, make_user("moderator"), "an error", reason="error")
    archive.source.title = "Synthetic book, corrected"
    archive.source.save()
    publish(archive.source)
    everything = [*addresses, f"/sources/{gone.identifier}/", "/nowhere/", "/camps/99/"]
    return {address: Page(client.get(address).text) for address in everything}


def test_every_tag_is_closed_in_order_and_every_id_is_used_once(pages):
    broken = {address: page.broken for address, page in pages.items() if page.broken}
    assert not broken


def test_no_page_has_an_inline_style_or_script(pages):
    for address, page in pages.items():
        for element in page.elements:
            assert element.tag != "style", address
            assert "style" not in element.attributes, (address, element.tag)
            assert not [name for name in element.attributes if name.startswith("on")], address
            assert element.tag != "script" or element.attributes.get("src", "").startswith("/static/"), (
                address
            )


def test_no_page_loads_anything_from_elsewhere(pages):
    for address, page in pages.items():
        for element in page.elements:
            loaded = [element.attributes.get(name, "") for name in ("src", "srcset", "data", "poster")]
            is_named_only = element.attributes.get("rel") == "alternate"
            if element.tag in ("link", "use", "image") and not is_named_only:
                loaded.append(element.attributes.get("href", ""))
            assert not [url for url in loaded if re.match(r"(https?:)?//", url)], (address, element.tag)


def test_every_page_has_one_heading_a_title_and_a_way_past_the_navigation(pages):
    for address, page in pages.items():
        assert [element.tag for element in page.elements].count("h1") == 1, address
        title = next(element.text for element in page.elements if element.tag == "title")
        assert re.match(r"\S.* · ", title), (address, title)
        assert any(element.attributes.get("href") == "#main" for element in page.elements), address


def test_every_image_has_words_and_every_chart_a_label(pages):
    for address, page in pages.items():
        for element in page.elements:
            if element.tag == "img":
                assert element.attributes.get("alt"), address
            if element.tag == "svg" and not [one for one in element.parents if one.tag == "svg"]:
                assert element.attributes.get("aria-label") or element.attributes.get("aria-hidden"), address


def test_every_page_names_the_head_of_the_ledger(pages):
    for address, page in pages.items():
        foot = next(element for element in page.elements if element.tag == "footer")
        assert re.search(r"\d+:[0-9a-f]{64}", foot.text), address


def test_hangul_is_marked_as_korean(pages):
    for address, page in pages.items():
        for holder in page.holders("북창"):
            chain = (*holder.parents, holder)
            languages = [one.attributes["lang"] for one in chain if "lang" in one.attributes]
            assert languages[-1] == "ko" or holder.tag == "title", (address, holder.tag)
