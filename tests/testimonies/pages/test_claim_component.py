"""A claim's number stands nowhere without its range, date, method and source."""

import pytest

from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db

VALUE = "23,800–23,900 people"


def test_every_value_stands_inside_the_component_with_date_method_and_source(client, archive, addresses):
    shown = 0
    for address in addresses:
        for holder in Page(client.get(address).text).holders(VALUE):
            claims = [one for one in (*holder.parents, holder) if "data-claim" in one.attributes]
            assert claims, (address, holder.tag)
            text = claims[-1].text
            assert "mid-2024" in text, address
            assert "network of informants" in text, address
            assert "Author 2001" in text, address
            shown += 1
    assert shown >= 5


def test_the_denial_stands_beside_the_claim_it_answers(client, archive):
    page = Page(client.get("/camps/kwalliso-18/").text)
    pairs = [element for element in page.elements if element.attributes.get("class") == "pair"]
    assert any("It is denied." in pair.text and VALUE in pair.text for pair in pairs)


def test_no_mean_is_made(client, archive):
    page = client.get("/camps/kwalliso-18/").text
    assert "23,850" not in page


def test_decades_without_a_testimony_are_drawn_as_noughts(client, archive):
    page = Page(client.get("/camps/kwalliso-18/").text)
    table = next(element for element in page.elements if element.attributes.get("class") == "decades")
    row = next(e for e in page.elements if e.tag == "tr" and table in e.parents and "placing" in e.text)
    cells = [e.text for e in page.elements if e.tag == "td" and row in e.parents]
    assert [cell.strip() for cell in cells] == ["0", "0", "1", "1", "0", "0", "0", "0"]
