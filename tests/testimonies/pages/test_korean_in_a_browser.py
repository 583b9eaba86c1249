"""The Korean pages in a browser: accessible, no wider than a phone, and the switch leads there and back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_korean_pages_are_accessible_and_fit_a_phone(live_server, browser, archive):
    kinds = ["/ko/", "/ko/camps/kwalliso-18/", f"/ko/testimonies/{archive.testimony.identifier}/"]
    kinds += [
        f"/ko/disagreements/{archive.question.identifier}/",
        "/ko/system/",
        "/ko/timeline/",
        "/ko/glossary/",
    ]
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, color_scheme="dark", bypass_csp=True
    )
    page = context.new_page()
    for address in kinds:
        page.goto(live_server.url + address)
        assert page.evaluate(WIDER) <= 0, address
        found = Axe().run(page).response
        assert found["passes"], address
        assert not [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]], address
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url + "/claims/?kind=denial")
    page.get_by_role("link", name="한국어").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("주장")
    assert page.url == f"{live_server.url}/ko/claims/?kind=denial"
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Claims")
    assert page.url == f"{live_server.url}/claims/?kind=denial"
    context.close()
