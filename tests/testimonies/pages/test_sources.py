"""A source's page: its flags, where it comes from and what comes from it, circles, and what is unresolved."""

import pytest

from tests.factories import make_source, publish
from tests.testimonies.pages.conftest import make_circle
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def derived(archive):
    """An article that derives from the archive's book, flagged."""
    article = make_source(title="Derived article", flags="full_citation_needed")
    article.derives_from.add(archive.source)
    return publish(article)


def origins(client, source):
    """What the section on origins says, and where it leads."""
    page = Page(client.get(f"/sources/{source.identifier}/").text)
    section = next(one for one in page.elements if one.attributes.get("aria-labelledby") == "h-der")
    links = [one.attributes["href"] for one in page.elements if one.tag == "a" and section in one.parents]
    return " ".join(section.text.split()), links


def test_derivation_is_shown_from_both_ends(client, archive, derived):
    words, links = origins(client, derived)
    assert "It derives from 1" in words
    assert links == [f"/sources/{archive.source.identifier}/"]
    words, links = origins(client, archive.source)
    assert "1 derives from it" in words
    assert links == [f"/sources/{derived.identifier}/"]


def test_flags_are_said(client, derived):
    assert "full citation needed" in client.get(f"/sources/{derived.identifier}/").text


def test_no_circle_is_said_where_there_is_none(client, archive, derived):
    for source in (archive.source, derived):
        assert "Circular" not in origins(client, source)[0]


def test_circular_sourcing_is_said_on_each_source_of_the_circle_and_on_no_other(client, db):
    one, two = make_circle()
    outside = make_source()
    outside.derives_from.add(two)
    publish(outside)
    for source, other in ((one, two), (two, one)):
        words, links = origins(client, source)
        assert "Circular sourcing" in words
        assert f"/sources/{other.identifier}/" in links
    assert "Circular" not in origins(client, outside)[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "unresolved", "reach": "unresolved"}, "Unresolved."),
        ({"reach": "broken"}, "Broken."),
        ({"reach": "reached"}, ""),
    ],
)
def test_what_is_unresolved_or_broken_is_said(client, db, fields, said):
    page = client.get(f"/sources/{publish(make_source(**fields)).identifier}/").text
    found = [words for words in ("Unresolved.", "Broken.") if f"<b>{words}</b>" in page]
    assert "".join(found) == said
