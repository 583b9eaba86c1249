"""A reader with a question: from the search box of the first page in at most four clicks to sources."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db]  # the sample is loaded in the tests' database

MOST_CLICKS = 4


@dataclass
class Reader:
    """Someone who types one question and then only clicks; every click is counted."""

    page: Page
    address: str
    clicks: int = 0

    def ask(self, words: str) -> None:
        self.page.goto(self.address)
        self.page.fill("main [name=q]", words)
        self.click(self.page.locator("main").get_by_role("button", name="Search"))

    def click(self, target: Locator) -> None:
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS, "the answer is too far away"
        target.click()
        self.page.wait_for_load_state()

    def follow(self, words: str | re.Pattern[str]) -> None:
        self.click(self.page.locator("main").get_by_role("link", name=words).first)

    def section(self, heading: str) -> Locator:
        return self.page.locator("section").filter(has=self.page.get_by_role("heading", name=heading))


@pytest.fixture
def reader(demo: Demo, page: Page) -> Reader:
    return Reader(page, demo.address)


def attributed(claim: Locator) -> None:
    """A claim is on the page with a source that can be followed and a method."""
    expect(claim).to_be_visible()
    assert claim.locator("a[href^='/sources/']").count() >= 1
    assert "ethod" in claim.inner_text()


def claims_with(section: Locator, words: str) -> Locator:
    return section.locator("[data-claim]").filter(has_text=words)


def test_how_many_people_were_held_according_to_whom_and_when(reader: Reader):
    reader.ask("how many people were held")
    reader.follow("the system as a whole")
    reader.follow("How many people")
    people = reader.section("How many people").first
    for number, when, by in (
        ("80,000–120,000 people", "2013", "A/HRC/25/63"),
        ("up to 65,000 people", "2025", "Grokipedia"),
        ("135,000 people", "2021", "NK Watch"),
    ):
        claim = claims_with(people, number).filter(has_text=when).filter(has_text=by).first
        attributed(claim)
    expect(people.get_by_text("No mean is made", exact=False).first).to_be_visible()


def test_whether_camp_15_is_closed(reader: Reader):
    reader.ask("is Camp 15 closed")
    reader.follow(re.compile("^Camp 15, Yodok"))
    state = reader.section("Open or closed").first
    for value, when in (("closed", "2014"), ("reduced", "2013 to 2014"), ("reduced", "around 2014")):
        attributed(claims_with(state, value).filter(has_text=when).first)


def test_where_camp_14_is(reader: Reader):
    reader.ask("where is Camp 14")
    reader.follow(re.compile("^Camp 14, Kaech"))
    places = reader.section("Where it is put").first
    attributed(claims_with(places, "South Pyongan").first)
    assert places.locator("[data-claim]").count() >= 2


def test_what_shin_dong_hyuk_took_back_and_what_not(reader: Reader):
    reader.ask("Shin Dong-hyuk took back")
    reader.follow(re.compile("^Shin Dong-hyuk: an account"))
    passages = reader.page.locator("main .psg")
    struck = passages.filter(has=reader.page.locator("del"))
    for told in ("born in the camp", "escaped from this camp"):
        passage = struck.filter(has_text=told).first
        expect(passage.locator("del").first).to_be_visible()
        for word in ("Who", "When", "2015", "Why"):
            expect(passage.locator(".revised")).to_contain_text(word)
        assert passage.locator("a[href^='/sources/']").count() >= 1
    kept = passages.filter(has_text="hot poker").first
    expect(kept).to_be_visible()
    assert kept.locator("del").count() == 0
    expect(kept).to_contain_text("Stands")


def test_what_the_state_says(reader: Reader):
    reader.ask("what does the state say")
    reader.follow("the system as a whole")
    reader.follow("What the state says")
    answers = reader.section("What the state says").first
    expect(answers).to_be_visible()
    attributed(claims_with(answers, "denial").first)
    beside = answers.locator(".sum").filter(has=reader.page.locator(".how", has_text="finding")).first
    attributed(claims_with(beside, "finding").first)
    assert claims_with(beside, "denial").count() >= 1


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_the_whole_is_one_click_from_any_page(reader: Reader, width: int):
    reader.page.set_viewport_size({"width": width, "height": 800})
    for name in ("System", "Timeline", "Glossary"):
        reader.page.goto(f"{reader.address}/sources/")
        reader.page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()
        expect(reader.page.locator("main h1")).to_contain_text(name.lower() if name == "System" else name)
