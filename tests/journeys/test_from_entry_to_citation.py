"""Contributor, moderator, researcher, educator: in a browser, on the archive as a newcomer starts it."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db]  # the sample is loaded in the tests' database

TITLE = "Synthetic record 17: a year at Yodok"
FIRST = "He said that he carried water to the brickworks each morning."
SECOND = "He said that the brickworks closed in the second winter."


def _enter(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.address}/curate/testimonies/testimony/add/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=witness]", "Kang Chol-hwan")
    page.fill("[name=stays-0-camp]", "Camp 15, Yodok")
    page.select_option("[name=stays-0-role]", "prisoner")
    page.fill("[name=stays-0-period]", "late 1970s")
    for index, text in enumerate((FIRST, SECOND)):
        page.fill(f"[name=passages-{index}-number]", str(index + 1))
        page.fill(f"[name=passages-{index}-text]", text)
        page.locator(f"[name=passages-{index}-references-source]").first.fill("Harden")
        page.locator(f"[name=passages-{index}-references-locator]").first.fill(f"p. {index + 1}")


def _appears_in_search(page: Page, demo: Demo, words: str) -> float:
    started = time.monotonic()
    for _attempt in range(100):
        page.goto(f"{demo.address}/search/?q={words}")
        if page.get_by_text(TITLE).count():
            return time.monotonic() - started
    raise AssertionError(f"{words} never found the record")


def test_an_account_is_entered_reviewed_found_cited_and_withdrawn(demo: Demo, page: Page):
    # The contributor enters it and submits it.
    demo.sign_in(page, "sample-contributor")
    _enter(page, demo)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("waiting for review").first).to_be_visible()
    assert page.get_by_role("button", name="Approve and publish").count() == 0

    # It is nowhere in public.
    page.goto(f"{demo.address}/search/?q=brickworks")
    assert page.get_by_text(TITLE).count() == 0

    # The moderator reads it beside what is public, and approves it.
    demo.sign_out(page)
    demo.sign_in(page, "sample-moderator")
    page.get_by_role("row", name=re.compile("Synthetic record 17")).get_by_role(
        "button", name="Review"
    ).click()
    expect(page.get_by_text(FIRST).first).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Approve and publish").click()

    # The researcher finds it, under another spelling too.
    demo.sign_out(page)
    assert _appears_in_search(page, demo, "brickworks") < 5
    assert _appears_in_search(page, demo, "brickworks+%EC%9A%94%EB%8D%95") < 5
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Synthetic record 17")
    expect(page.get_by_text("late 1970s").first).to_be_visible()

    # The educator cites its second passage, pinned to the version.
    record = page.url.split("#")[0]
    page.goto(f"{record}v1/cite/?style=chicago-notes&passage=2")
    citation = page.inner_text("body")
    assert "as summarised in" in citation
    assert "version 1" in citation
    ark = re.search(r"ark:/\S+/v1", citation).group(0)
    page.goto(f"{demo.address}/{ark}")
    assert page.url.split("#")[0] == f"{record}v1/"

    # The moderator withdraws it: gone from the next answer, a tombstone at its address.
    demo.sign_in(page, "sample-moderator")
    identifier = record.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"{demo.address}/curate/testimonies/testimony/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_text("Withdraw from the public").first.click()
    page.fill("[name=note]", "A synthetic reason.")
    page.get_by_role("button", name="Withdraw from the public").click()
    demo.sign_out(page)
    page.goto(f"{demo.address}/search/?q=brickworks")
    assert page.get_by_text(TITLE).count() == 0
    answer = page.goto(record)
    assert answer.status == 410
    assert identifier in page.inner_text("main")
    assert "brickworks" not in page.content()


@pytest.mark.parametrize("words", ["Pukch'ang", "요덕", "Camp 18", "Kang Chol-hwan", "강철환"])
def test_a_newcomer_searches_reads_and_cites(demo: Demo, page: Page, words: str):
    page.goto(demo.address)
    page.fill("[name=q]", words)
    page.get_by_role("button", name="Search").click()
    page.locator(".hits a").first.click()
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("heading", name="Cite")).to_be_visible()


def test_the_pages_need_no_script_and_ask_nobody_else(demo: Demo, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/search/?q=coal", "/testimonies/T-000003/", "/camps/kwalliso-18/", "/search/help/"):
        assert page.goto(demo.address + address).status == 200
    context.close()
    assert [url for url in asked if not url.startswith((demo.address, "data:"))] == []
