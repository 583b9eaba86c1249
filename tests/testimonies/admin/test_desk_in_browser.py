"""The desk in a browser: a contributor enters a testimony, is sent back, and a second person approves it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from testimonies import ledger
from testimonies.models import Testimony
from tests.factories import make_camp, make_source, make_user, publish
from tests.signing_in import signed_in_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = 360, 1280


def sign_in(browser, live_server, user, complaints: list[str], width: int = PHONE) -> Page:
    viewport = {"width": width, "height": 800}
    page = signed_in_page(browser, live_server.url, user, viewport=viewport)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/curate/")
    return page


@pytest.mark.assure
def test_an_entry_goes_from_hand_to_hand(browser, live_server):
    publish(make_source(title="Synthetic book")), publish(make_camp(18))
    complaints: list[str] = []
    author = sign_in(browser, live_server, make_user("contributor"), complaints)
    enter_a_testimony(author, live_server)
    sound(author, complaints)

    reviewer = sign_in(browser, live_server, make_user("moderator"), complaints)
    reviewer.get_by_role("button", name="Review: Synthetic record in a browser").click()
    sound(reviewer, complaints)
    reviewer.get_by_label("Note, needed to send back").fill("Say which page.")
    reviewer.get_by_role("button", name="Return with the note").click()

    author.goto(f"{live_server.url}/curate/")
    sound(author, complaints)
    expect(author.get_by_text("Say which page.")).to_be_visible()
    author.get_by_role("link", name="Edit: Synthetic record in a browser").click()
    author.locator("[name=passages-0-references-locator]").first.fill("p. 12")
    sound(author, complaints)
    author.get_by_role("button", name="Save and submit for review").click()

    reviewer.goto(f"{live_server.url}/curate/")
    reviewer.get_by_role("button", name="Review: Synthetic record in a browser").click()
    sound(reviewer, complaints)
    for box in reviewer.get_by_role("checkbox").all():
        box.check()
    reviewer.get_by_role("button", name="Approve and publish version 1").click()
    expect(reviewer.get_by_text("Published as version 1")).to_be_visible()

    document = ledger.current(Testimony.objects.get().identifier).document
    assert [(row.text, row.references[0].locator) for row in document.passages] == [
        ("A passage typed in a browser.", "p. 12"),
        ("Another one, in an added row.", "p. 13"),
    ]
    assert complaints == []


def test_the_desk_works_without_javascript(browser, live_server):
    publish(make_source(title="Synthetic book"))
    author = make_user("contributor")
    page = signed_in_page(browser, live_server.url, author, java_script_enabled=False)
    page.goto(f"{live_server.url}/curate/testimonies/testimony/add/")
    page.get_by_label("Title").fill("Synthetic record without script")
    for row in (0, 1, 2):
        type_a_passage(page, row, f"Synthetic passage {row}.", f"p. {row}")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("Saved and submitted")).to_be_visible()
    assert Testimony.objects.get().passages.count() == 3


def enter_a_testimony(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/curate/testimonies/testimony/add/")
    page.get_by_label("Title").fill("Synthetic record in a browser")
    page.locator("[name=stays-0-camp]").fill("kwalliso-18")
    page.locator("[name=stays-0-role]").select_option("prisoner")
    page.locator("[name=stays-0-period]").fill("1999 to 2004")
    type_a_passage(page, 0, "A passage typed in a browser.", "")
    page.get_by_role("button", name="Add another Passage").click()
    type_a_passage(page, 3, "Another one, in an added row.", "p. 13")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("Saved and submitted")).to_be_visible()


def type_a_passage(page: Page, row: int, text: str, locator: str) -> None:
    page.locator(f"[name=passages-{row}-text]").fill(text)
    page.locator(f"[name=passages-{row}-references-source]").first.fill("S-0001")
    page.locator(f"[name=passages-{row}-references-locator]").first.fill(locator)


def sound(page: Page, complaints: list[str]) -> None:
    """Nothing the browser or axe complains of, and no sideways scroll, on a phone and on a desk."""
    page.wait_for_load_state("load")  # a page just begun has no document to measure yet
    assert complaints == []
    viewport = page.viewport_size
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": viewport["height"]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(item["id"], [node["target"] for node in item["nodes"]]) for item in found] == []
    page.set_viewport_size(viewport)
    complaints.clear()  # axe styles what it looks at, which the policy refuses it
