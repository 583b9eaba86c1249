"""The moderator in a browser: from the queue, by keys, over comments and a preview, to an approval."""

import pytest
from playwright.sync_api import Page, expect

from testimonies import ledger
from testimonies.models import Comment, Testimony, Topic
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_testimony, make_topic, make_user, publish
from tests.signing_in import signed_in_page
from tests.testimonies.admin.test_desk_in_browser import DESK, PHONE, sign_in, sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scene():
    """Two accounts and a topic that wait; one account is a second version with a passage rewritten."""
    author = make_user("contributor")
    source, camp = publish(make_source(url="https://example.org/", reach="reached")), publish(make_camp(18))
    account = publish(make_testimony(source, ("Kept.", "In the mine."), camp, title="Synthetic account"))
    account.passages.filter(number=2).update(text="In the coal mine.")
    other = make_testimony(source, title="Synthetic other account")
    topic = make_topic(label_en="Synthetic topic that waits", broader=publish(make_topic(slug="work")))
    for record in (other, account, topic):
        for action in (Action.EDIT, Action.SUBMIT):
            perform(action, record, author)
    return account


def test_the_moderator_goes_from_the_queue_to_an_approval(browser, live_server):
    account = scene()
    complaints: list[str] = []
    page = sign_in(browser, live_server, make_user("moderator", "editor"), complaints, DESK)
    expect(page.get_by_role("heading", name="3 entries wait for review")).to_be_visible()
    sound(page, complaints)

    page.get_by_label("Camp", exact=True).select_option("kwalliso-18")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="1 entry waits for review")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_text("you have it")).to_be_visible()
    assert "camp=kwalliso-18" in page.url
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have it since")).to_be_visible()

    row = page.locator("#p2")
    row.get_by_text("Comment on passage 2").click()
    row.get_by_label("Comment (private)").fill("Is it said which mine?")
    row.get_by_role("button", name="Keep the comment on passage 2").click()
    expect(page.locator("#p2").get_by_text("Is it said which mine?")).to_be_visible()
    expect(page.get_by_text("reached", exact=True)).to_be_visible()
    sound(page, complaints)

    see_the_preview(page, complaints)
    for box in page.get_by_role("checkbox").all()[:4]:
        box.check()
    page.get_by_role("button", name="Approve and publish version 2").click()
    expect(page.get_by_text("Comments are unresolved:")).to_be_visible()
    complaints.clear()  # the refusal is an answer 409, which chromium logs
    sound(page, complaints)
    page.get_by_label("I approve although comments are unresolved").check()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Published as version 2")).to_be_visible()
    assert ledger.current(account.identifier).document.passages[1].text == "In the coal mine."
    assert Comment.objects.get().resolved is None

    on_a_phone(browser, live_server, complaints)


def see_the_preview(page: Page, complaints: list[str]) -> None:
    back = page.url
    link = page.get_by_role("link", name="See it on the public page").get_attribute("href")
    page.goto("/".join(back.split("/")[:3]) + (link or ""))
    expect(page.get_by_text("Preview: not public.")).to_be_visible()
    sound(page, complaints)
    page.goto(back)
    expect(page.get_by_role("button", name="Approve and publish version 2")).to_be_visible()


def on_a_phone(browser, live_server, complaints: list[str]) -> None:
    """Every page of the moderator at 360 pixels."""
    page = sign_in(browser, live_server, make_user("moderator", "editor"), complaints, PHONE)
    waiting = Testimony.objects.get(title="Synthetic other account")
    work = Topic.objects.get(slug="work")
    addresses = ["", "?waits=returned", f"records/{waiting.pk}/review/", "proposals/", "vocabulary/"]
    addresses += ["vocabulary/names/", f"records/{work.pk}/merge/", f"records/{waiting.pk}/preview/"]
    for address in addresses:
        page.goto(f"{live_server.url}/curate/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        sound(page, complaints)


def test_the_keys_rest_while_one_types_and_can_be_switched_off(browser, live_server):
    scene()
    complaints: list[str] = []
    page = sign_in(browser, live_server, make_user("moderator"), complaints, DESK)
    note = page.get_by_label("Note, needed to return")
    note.click()
    page.keyboard.type("jc?")
    expect(note).to_have_value("jc?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Synthetic account")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Synthetic other account")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label("Choose: Synthetic other account")).to_be_checked()

    page.get_by_label("Use these keys in this browser").uncheck()
    page.reload()
    expect(page.get_by_label("Use these keys in this browser")).not_to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Take up: Synthetic other account")).to_be_visible()
    assert Testimony.objects.get(title="Synthetic other account").stage == "submitted"
    assert complaints == []


def test_the_queue_works_without_javascript(browser, live_server):
    scene()
    user = make_user("moderator")
    page = signed_in_page(browser, live_server.url, user, java_script_enabled=False)
    page.goto(f"{live_server.url}/curate/?kind=testimony")
    expect(page.get_by_text("They need JavaScript")).to_be_visible()
    expect(page.get_by_label("Use these keys in this browser")).to_be_hidden()
    page.get_by_label("Choose: Synthetic other account").check()
    page.get_by_role("button", name="Take up", exact=True).click()
    expect(page.get_by_text("you have it")).to_be_visible()
    page.get_by_role("button", name="Put back: Synthetic other account").click()
    expect(page.get_by_role("button", name="Take up: Synthetic other account")).to_be_visible()
