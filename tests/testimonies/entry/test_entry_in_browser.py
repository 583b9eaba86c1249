"""A contributor enters an account in a browser, from pasting it to submitting it; nothing typed gets lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from testimonies.models import Name, Source, Testimony, UnsavedWork
from testimonies.vocabulary import Stage
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_testimony, make_topic, make_user, publish
from tests.signing_in import signed_in_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "The first synthetic passage tells of a synthetic valley and of its synthetic river in winter."
SUMMARY = f"1. {FIRST.replace(' and', chr(10) + 'and')}\n2. The second synthetic passage.\n\n3. The third."
ADD = "/curate/testimonies/testimony/add/"
KEPT = "not yet a draft"


def a_desk() -> Testimony:
    """A camp with a Korean name, topics, and an account that was entered before."""
    camp = make_camp(18, heading="Camp 18, Bukchang")
    Name.objects.create(owner=camp, text="북창", language="ko", script="hangul", system="rr")
    for record in (camp, make_camp(15), make_topic(label_en="Forced labour"), make_topic(label_en="Hunger")):
        publish(record)
    before = make_testimony(texts=(FIRST, "The second synthetic passage.", "The third."))
    perform(Action.EDIT, before, make_user("contributor"))
    return before


def sound(page: Page) -> None:
    """Wide and light, narrow and dark: axe finds nothing, and nothing scrolls sideways."""
    for width, scheme in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        # The stock sheet lets colours change in 150 ms, and axe would see them on their way.
        page.wait_for_timeout(400)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(item["id"], [node["target"] for node in item["nodes"]]) for item in found] == []


def offers(page: Page):
    return page.locator(".offers:not([hidden]) [role=option]")


def choose(page: Page, field: str, words: str) -> None:
    """Type and choose the first that is offered, by keyboard."""
    box = page.locator(f"[name={field}]")
    box.press_sequentially(words)
    expect(offers(page).first).to_be_visible()
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", offers(page).first.get_attribute("id"))
    expect(offers(page).first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(offers(page)).to_have_count(0)


def test_from_a_pasted_summary_to_a_submitted_record(browser, live_server):
    before = a_desk()
    page = signed_in_page(browser, live_server.url, make_user("contributor"))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(live_server.url + ADD)
    page.get_by_label("Title").fill("Synthetic record that is pasted")

    # A camp by its Korean name, a date read back, a topic by a part of its name.
    page.locator("[name=stays-0-camp]").press_sequentially("18호")
    expect(offers(page)).to_have_count(1)
    sound(page)
    page.locator("[name=stays-0-camp]").press("Escape")
    page.locator("[name=stays-0-camp]").fill("")
    choose(page, "stays-0-camp", "북창")
    expect(page.locator("[name=stays-0-camp]")).to_have_value("kwalliso-18 Camp 18, Bukchang")
    page.locator("[name=stays-0-role]").select_option("prisoner")
    page.locator("[name=given]").fill("late 1970s or whenever")
    expect(page.get_by_text("Not understood: “whenever”, from character 15 on")).to_be_visible()
    page.locator("[name=given]").fill("")
    page.locator("[name=stays-0-period]").fill("late 1970s")
    expect(page.get_by_text("Read as 1 January 1976 to 31 December 1979, possible")).to_be_visible()
    choose(page, "topics-by-name", "labour")
    expect(page.locator("#id_topics input:checked, [name=topics]:checked")).to_have_count(1)

    # The summary, previewed; the account entered before is pointed out.
    page.locator("[name=paste-text]").fill(SUMMARY)
    expect(page.get_by_text("Would be 3 passages:")).to_be_visible()
    expect(page.get_by_role("link", name=f"#{before.pk}")).to_be_visible()
    expect(page.get_by_text("the same words")).to_be_visible()
    sound(page)

    # A source that is not there yet; then the passages, each with it.
    page.get_by_text("Add a source that is not there yet").click()
    page.get_by_label("Kind of source").select_option("book")
    page.get_by_label("What it is called").fill("Synthetic new book")
    page.get_by_role("button", name="Add the source as a draft").click()
    expect(page.get_by_text("Added as a draft")).to_be_visible()
    source = Source.objects.get(title="Synthetic new book")
    page.get_by_role("button", name="Split into passages").click()
    expect(page.get_by_text("3 passages stand below")).to_be_visible()
    expect(page.locator("[name=passages-2-text]")).to_have_value("The third.")
    expect(page.locator("[name=passages-2-references-source]").first).to_have_value(f"#{source.pk} {source}")
    expect(page.get_by_text(KEPT)).to_be_visible()

    # The tab is closed. Next time it is offered.
    context = page.context
    page.close()
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(live_server.url + ADD)
    expect(page.get_by_role("heading", name="Typed here and not saved")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Go on with it").click()
    expect(page.locator("[name=passages-0-text]")).to_have_value(FIRST)
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert not Testimony.objects.exclude(pk=before.pk).exists()

    publish(source)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("Saved and submitted")).to_be_visible()
    testimony = Testimony.objects.exclude(pk=before.pk).get()
    assert (testimony.stage, testimony.topics.count()) == (Stage.SUBMITTED, 1)
    assert [passage.references.get().source_id for passage in testimony.passages.all()] == [source.pk] * 3
    assert not UnsavedWork.objects.exists() and faults == []


@pytest.mark.assure
def test_without_a_network_and_without_a_session_one_is_told_and_it_goes_on_afterwards(browser, live_server):
    page = signed_in_page(browser, live_server.url, make_user("contributor"))
    title, trouble = page.get_by_label("Title"), page.locator("[data-trouble]")
    page.goto(live_server.url + ADD)
    title.fill("Kept at first")
    expect(page.get_by_text(KEPT)).to_be_visible()

    page.context.set_offline(True)
    title.fill("Typed without a network")
    expect(trouble).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(trouble).to_have_text("", timeout=15_000)
    assert UnsavedWork.objects.get().typed["title"] == ["Typed without a network"]

    session = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    title.fill("Typed without a session")
    expect(trouble).to_contain_text("You are signed out")
    page.context.add_cookies(session)
    title.fill("Typed after signing in again")
    expect(trouble).to_have_text("", timeout=15_000)
    assert UnsavedWork.objects.get().typed["title"] == ["Typed after signing in again"]


@pytest.mark.assure
def test_a_form_that_goes_on_in_two_tabs_is_kept_twice(browser, live_server):
    one = signed_in_page(browser, live_server.url, make_user("contributor"))
    one.goto(live_server.url + ADD)
    one.get_by_label("Title").fill("In the first")
    expect(one.get_by_text(KEPT)).to_be_visible()
    two = one.context.new_page()
    two.goto(live_server.url + ADD)
    two.get_by_role("button", name="Go on with it").click()
    two.get_by_label("Title").fill("In the second")
    expect(two.get_by_text(KEPT)).to_be_visible()
    with one.expect_response(lambda answer: answer.status == 409):
        one.get_by_label("Title").fill("Further in the first")
    with one.expect_response(lambda answer: answer.status == 200):
        pass
    titles = {work.typed["title"][0] for work in UnsavedWork.objects.all()}
    assert titles == {"In the second", "Further in the first"}
