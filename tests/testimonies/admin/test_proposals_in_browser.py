"""Proposals, disagreements, collections and claims in a browser: wide and narrow, and without script."""

import pytest
from playwright.sync_api import expect

from testimonies.models import Disagreement
from tests.factories import make_camp, make_claim, make_source, make_user, publish
from tests.signing_in import signed_in_page
from tests.testimonies.admin.test_desk_in_browser import sign_in, sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMS = ("disagreement", "collection", "claim", "source")


def two_that_differ() -> None:
    camp, source = publish(make_camp(18)), publish(make_source(title="Synthetic book"))
    for number in ("20000", "50000"):
        fields = {"low": number, "high": number, "unit": "people", "metric": "stock", "as_of": "late 1990s"}
        publish(make_claim(camp, source, **fields))


def test_a_proposal_becomes_a_draft_and_is_submitted(browser, live_server):
    two_that_differ()
    complaints: list[str] = []
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    page.get_by_role("link", name="Proposed disagreements").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 difference that no disagreement holds")
    sound(page, complaints)
    page.get_by_role("button", name="Open a draft: Camp 18").click()
    expect(page.get_by_text("Opened as a draft of yours")).to_be_visible()
    sound(page, complaints)
    page.get_by_label("Question").fill("How many people were held in Camp 18 in the late 1990s?")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("Saved and submitted")).to_be_visible()
    sound(page, complaints)
    assert Disagreement.objects.get().stage == "submitted"
    assert complaints == []


@pytest.mark.assure
def test_the_new_forms_are_sound(browser, live_server):
    two_that_differ()
    complaints: list[str] = []
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    for noun in FORMS:
        page.goto(f"{live_server.url}/curate/testimonies/{noun}/add/")
        sound(page, complaints)


def test_a_draft_is_opened_without_javascript(browser, live_server):
    two_that_differ()
    author = make_user("contributor")
    page = signed_in_page(browser, live_server.url, author, java_script_enabled=False)
    page.goto(f"{live_server.url}/curate/proposals/")
    page.get_by_role("button", name="Open a draft").click()
    expect(page.get_by_text("Opened as a draft of yours")).to_be_visible()
    assert Disagreement.objects.get().sides.count() == 2
