"""Sealing in a browser: on a phone and on a desk, without a complaint of axe, and nothing is shown again."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_user, make_witness
from tests.testimonies.admin.test_desk_in_browser import sign_in, sound
from tests.testimonies.vault.scene import BOTH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=BOTH)]


def test_details_are_sealed_and_the_facts_stand_on_the_witness_page(browser, live_server, key_file):
    complaints: list[str] = []
    witness = make_witness(public_name="Synthetic pseudonym")
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    page.goto(f"{live_server.url}/curate/testimonies/witness/{witness.pk}/change/")
    sound(page, complaints)
    page.get_by_role("link", name="Seal who this is, or state consent").click()
    sound(page, complaints)
    page.get_by_label("Legal name").fill("Synthetic Typed Name")
    page.get_by_label("Protection needs").fill("no pictures")
    page.get_by_label("publication").check()
    page.get_by_label("Until").fill("the year 2031")
    page.get_by_role("button", name="Seal and keep").click()
    expect(page.get_by_text("type them anew")).to_be_visible()
    assert page.get_by_label("Legal name").input_value() == ""
    complaints.clear()  # the browser notes the answer 400
    sound(page, complaints)
    page.get_by_label("Legal name").fill("Synthetic Typed Name")
    page.get_by_label("Until").fill("2031-12-31")
    page.get_by_role("button", name="Seal and keep").click()
    expect(page.get_by_text("Sealed and kept.")).to_be_visible()
    expect(page.get_by_text("2031-12-31")).to_be_visible()
    assert "Synthetic Typed Name" not in page.content()
    sound(page, complaints)
