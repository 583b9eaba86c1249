"""The reading room as people use it: without script, by keys alone, with folds, on paper."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAINFUL = "/testimonies/T-000003/"
KINDS = (
    "/",
    "/search/?q=Pukchang",
    "/search/?q=zzzzqq",
    "/search/?q=(",
    "/search/help/",
    "/search/map/?q=executions",
    "/camps/",
    "/camps/kwalliso-15/",
    "/system/",
    "/timeline/?camp=kwalliso-18",
    "/glossary/",
    PAINFUL,
    "/testimonies/T-000003/cite/",
    "/testimonies/T-000003/history/",
    "/claims/C-000601/",
    "/disagreements/D-043/",
    "/sources/S-0001/",
    "/topics/executions/",
    "/collections/an-account-revised/",
    "/testimonies/T-999999/",
)
# What the small archive of tests/testimonies/pages has no page of.
UNSEEN = [KINDS[at] for at in (1, 2, 3, 4, 5, 18, 19)]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def barriers(page: Page, address: str, rules: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What axe finds on a page; that it looked at all is made sure of."""
    page.goto(address)
    found = Axe().run(page, options=rules).response
    assert found["passes"], address
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]


@pytest.mark.parametrize(
    ("kinds", "languages", "schemes"),
    [
        (UNSEEN, ("",), {"light": {}, "dark": {"runOnly": ["color-contrast"]}}),
        pytest.param(KINDS, ("", "/ko"), {"light": {}, "dark": {}}, marks=pytest.mark.assure),
    ],
    ids=["seven kinds", "twenty kinds in both languages, light and dark"],
)
def test_axe_finds_nothing(demo: Demo, browser: Browser, kinds, languages, schemes) -> None:
    # the policy is lifted for axe's own script only
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for scheme, rules in schemes.items():
        page.emulate_media(color_scheme=scheme)
        for address in [language + kind for language in languages for kind in kinds]:
            assert not barriers(page, demo.address + address, rules), (address, scheme)
    context.close()


def test_no_kind_of_page_scrolls_sideways_on_a_phone_in_either_language(demo: Demo, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 780}).new_page()
    for address in [*UNSEEN, *("/ko" + kind for kind in KINDS)]:
        page.goto(demo.address + address)
        assert page.evaluate(WIDER) <= 0, address


def test_every_kind_of_page_says_what_it_says_without_script(demo: Demo, scriptless: Page) -> None:
    for address in KINDS:
        scriptless.goto(demo.address + address)
        main = scriptless.locator("main")
        expect(main.get_by_role("heading", level=1)).to_have_count(1)
        assert len(main.inner_text()) > 100, address
        assert main.locator("[hidden]:not(button):not(:has(.Z3988))").count() == 0, address


def test_forms_and_folds_work_without_script(demo: Demo, scriptless: Page) -> None:
    page = scriptless
    page.goto(demo.address)
    page.locator("main [name=q]").fill("executions")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_label("From the year").fill("1990")
    page.get_by_label("to", exact=True).fill("1999")
    page.get_by_role("button", name="Show these years").click()
    expect(page.get_by_text("1990 to 1999, possible").first).to_be_visible()
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["q"], asked["from"], asked["to"]) == (["executions"], ["1990"], ["1999"])
    page.get_by_role("link", name="Fold painful passages").click()
    page.goto(demo.address + PAINFUL)
    fold = page.locator("details.painful").first
    expect(fold.locator("p")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("p")).to_be_visible()


def test_the_address_of_a_folded_passage_opens_it_and_no_other(demo: Demo, page: Page) -> None:
    page.goto(demo.address + PAINFUL + "?fold=1")
    page.goto(demo.address + PAINFUL + "#p4")
    expect(page.locator("#p4")).to_be_visible()
    expect(page.locator("#p5")).to_be_hidden()
    assert page.locator(".psg .no").count() == 12


def test_paper_shows_what_the_screen_folds_for_length_and_keeps_folded_what_is_painful(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.address + PAINFUL + "?fold=1")
    page.emulate_media(media="print")
    expect(page.locator("#p2")).to_be_hidden()
    page.goto(demo.address + "/camps/kwalliso-15/")
    tails = page.locator("details.tail:not([open]) > div")
    assert tails.count() > 5
    assert all((tail.bounding_box() or {"height": 0})["height"] > 20 for tail in tails.all())


def test_a_stretch_of_years_is_chosen_by_dragging(demo: Demo, page: Page) -> None:
    page.goto(demo.address + "/search/?q=executions")
    chart = page.locator("svg.hist.drags")
    box = chart.bounding_box()
    assert box
    first, last = (int(chart.get_attribute(name) or 0) for name in ("data-first", "data-last"))
    wide = box["width"] / (last - first + 1)
    page.mouse.move(box["x"] + wide * 3.5, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + wide * 8.5, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(page.get_by_text(f"{first + 3} to {first + 8}, possible").first).to_be_visible()
    expect(page.get_by_label("From the year")).to_have_value(str(first + 3))


def press_until(page: Page, name: str) -> None:
    """Tab until something of that name has the focus; every stop on the way must be seen."""
    for _stop in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(e => [e.innerText || e.labels?.[0]?.innerText || '', getComputedStyle(e).outlineStyle])"
            "(document.activeElement)"
        )
        assert at[1] != "none", at
        if name in at[0]:
            return
    raise AssertionError(f"“{name}” is not reached by the keyboard")


def test_from_a_search_to_a_copied_citation_by_keys_alone(demo: Demo, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(demo.address)
    press_until(page, "Search testimonies, claims and camps")
    page.keyboard.type("executions")
    page.keyboard.press("Enter")
    expect(page.get_by_text("57 results").first).to_be_visible()
    press_until(page, "Camp 14")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Narrowed to").first).to_be_visible()
    press_until(page, "Shin Dong-hyuk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shin Dong-hyuk")
    press_until(page, "Copy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "version 1" in page.evaluate("navigator.clipboard.readText()")
