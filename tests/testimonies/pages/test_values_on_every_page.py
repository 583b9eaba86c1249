"""On every public page of the sample archive a claim's value stands inside the claim component."""

import re

import pytest

from testimonies import ledger
from testimonies.addresses import address_of, version_address_of
from testimonies.templatetags.records import amount
from testimonies.vocabulary import Noun
from tests.testimonies.pages.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

# In fewer words a value is a term like "closed", which prose says too.
WORDS = 4
LISTS = (
    "testimonies",
    "camps",
    "entities",
    "sources",
    "witnesses",
    "topics",
    "figures",
    "disagreements",
    "collections",
    "timeline",
    "glossary",
    "system",
)
SEARCHES = ("q=Pukchang", "q=people", "q=Kim+Yong", "contested=1", "kind=disagreement", "kind=testimony")


def values():
    """Every value as it is displayed: numbers with their unit, and values of some words."""
    found = {amount(item.document) for item in ledger.listing(Noun.CLAIM)}
    return {value for value in found if re.search(r"\d.* ", value) or len(value.split()) >= WORDS}


def pattern(wanted):
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(r"(?<![\w,.–])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def addresses(every: int):
    """Home, lists with their further pages, searches, every record, some at a version and cited.

    Of the claims, whose pages are all alike, each `every`-th.
    """
    yield "/"
    yield from (f"/{name}/" for name in LISTS)
    yield from (f"/claims/?page={page}" for page in range(1, 7))
    yield from (f"/search/?kind=claim&size=100&page={page}" for page in range(1, 7))
    yield from (f"/search/?{query}&size=100" for query in SEARCHES)
    for noun in Noun:
        step = every if noun == Noun.CLAIM else 1
        yield from (address_of(item) for item in ledger.listing(noun)[::step])
    for item in ledger.listing(Noun.CLAIM)[:20]:
        yield version_address_of(item)
        yield version_address_of(item) + "cite/"
    yield from (version_address_of(item) for item in ledger.listing(Noun.DISAGREEMENT)[:20])


def prose(wanted):
    """What editors wrote in other records and happens to read like a value: it is told, not displayed."""
    others = [item.document for noun in Noun if noun != Noun.CLAIM for item in ledger.listing(noun)]
    return {text for document in others for text in texts(document.model_dump()) if wanted.search(text)}


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.assure)])
def test_every_value_on_every_page_stands_inside_a_claim(client, every):
    wanted = pattern(values())
    told = sorted({" ".join(text.split()) for text in prose(wanted)}, key=len, reverse=True)
    stray, shown = {}, 0
    for address in addresses(every):
        source = client.get(address).text
        page = Page(source)
        said = " ".join(page.unclaimed.split())
        for text in told if wanted.search(said) else ():
            said = said.replace(text, "")
        stray |= {(address, one.group()): one.group() for one in wanted.finditer(said)}
        shown += source.count("data-claim=")
    assert not stray
    assert shown > 1000
