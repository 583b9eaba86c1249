"""What only a browser sees: widths, accessibility, and that nothing is refused by the content policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_scrolls_sideways_on_a_phone(live_server, browser, addresses):
    context = browser.new_context(viewport={"width": 360, "height": 780})
    page = context.new_page()
    for address in [*addresses, "/nowhere/"]:
        page.goto(live_server.url + address)
        assert page.evaluate(WIDER) <= 0, address
    context.close()


def test_no_page_is_refused_anything_by_the_content_policy(live_server, browser, addresses):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    refused, asked = [], set()
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.add(request.url))
    for address in addresses:
        page.goto(live_server.url + address)
    context.close()
    assert not refused
    assert not [url for url in asked if not url.startswith(live_server.url)]


# the dark style sheet changes nothing but colours
@pytest.mark.parametrize(
    ("scheme", "rules"),
    [("light", {}), pytest.param("dark", {"runOnly": ["color-contrast"]}, marks=pytest.mark.assure)],
)
def test_axe_finds_nothing(live_server, browser, addresses, scheme, rules):
    # the policy is lifted for axe's own script only; the test before this one keeps it
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    kinds = [address for address in addresses if "/v1/" not in address]
    for address in kinds:
        page.goto(live_server.url + address)
        found = Axe().run(page, options=rules).response
        assert found["passes"], address
        assert not [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]], address
    context.close()
