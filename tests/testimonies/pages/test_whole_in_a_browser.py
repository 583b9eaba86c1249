"""The timeline, the glossary and the system in a browser: widths, accessibility, the content policy."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe

from testimonies.models import Entity
from tests.factories import make_claim, make_user
from tests.factories import publish as published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/timeline/", "/timeline/?camp=99", "/glossary/", "/system/")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def whole(archive):
    """Something for each part of the three pages."""
    publish = partial(published, author=make_user("contributor"), approver=make_user("moderator"))
    system = publish(Entity.objects.create(kind="system", slug="kwalliso-system", heading="The system"))
    other = publish(Entity.objects.create(kind="system", slug="other-system", heading="Another system"))
    term = publish(
        Entity.objects.create(kind="term", slug="kwalliso", heading="Kwalliso", heading_ko="관리소")
    )
    held = {"low": 80000, "high": 120000, "unit": "people", "as_of": "2013"}
    for subject, metric in ((system, "stock"), (system, "peak"), (other, "ever")):
        publish(make_claim(subject, archive.source, metric=metric, **held))
    publish(make_claim(term, archive.source, property="definition", kind="definition", value="A colony"))
    publish(make_claim(system, archive.source, property="agency", value="One ministry", as_of="by 1973"))
    for year in ("1984", "1985", "late 1980s"):
        publish(make_claim(archive.camp, archive.source, property="status", value="closed", as_of=year))
    return archive


def test_none_scrolls_sideways_or_is_refused_anything(live_server, browser, whole):
    refused = []
    for width in (360, 1280):
        page = browser.new_context(viewport={"width": width, "height": 780}).new_page()
        page.on("console", lambda message: refused.append(message.text))
        for address in PAGES:
            page.goto(live_server.url + address)
            assert page.evaluate(WIDER) <= 0, (address, width)
    assert not [words for words in refused if "400" not in words]  # the browser reports the bad filter


# the dark style sheet changes nothing but colours
@pytest.mark.parametrize(("scheme", "rules"), [("light", {}), ("dark", {"runOnly": ["color-contrast"]})])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(live_server, browser, whole, scheme, rules, width):
    # the policy is lifted for axe's own script only
    page = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    ).new_page()
    for address in PAGES:
        page.goto(live_server.url + address)
        found = Axe().run(page, options=rules).response
        assert found["passes"], address
        assert not [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]], address


def test_a_mark_leads_to_its_claim(live_server, browser, whole):
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(live_server.url + "/timeline/")
    mark = page.locator(".lanes a").first
    words = mark.get_attribute("aria-label")
    mark.click()
    assert page.url.rstrip("/").rsplit("/", 1)[1] in words
