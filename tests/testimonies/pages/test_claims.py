"""A claim's page says all that is known of it: doubt, limits, flags, what it covers, its relations."""

import pytest

from tests.factories import make_camp, make_claim, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful(archive):
    """A transfer to one of several places, hedged, flagged, limited, and related to another claim."""
    others = [publish(make_camp(number, heading=f"Camp {number}")) for number in (14, 16, 25)]
    claim = make_claim(
        archive.camp,
        archive.source,
        property="transfer",
        kind="estimate",
        low=3000,
        high=3000,
        unit="people",
        metric="flow_out",
        object=others[0],
        reason="to keep it from view",
        hedge="suspected",
        limits="images cannot see into buildings",
        flags="citation_needed tone",
    )
    claim.alternatives.set(others[1:])
    claim.covers.set([archive.camp, others[2]])
    claim.links.create(relation="contradicts", target=archive.claim)
    return publish(claim)


def read(client, claim):
    return Page(client.get(f"/claims/{claim.identifier}/").text)


def card(page, claim):
    found = [one for one in page.elements if one.attributes.get("data-claim") == claim.identifier]
    return next(one for one in found if one.tag == "article")


def test_the_card_says_hedge_flags_and_limits(client, doubtful):
    text = card(read(client, doubtful), doubtful).text
    assert "suspected" in text
    assert "citation needed, tone or style" in text
    assert "images cannot see into buildings" in text


def test_wherever_its_value_stands_its_doubt_stands_too(client, archive, doubtful):
    source = f"/sources/{archive.source.identifier}/"
    for address in ("/claims/", "/camps/kwalliso-18/", "/camps/kwalliso-14/", source):
        page = Page(client.get(address).text)
        found = [one for one in page.elements if one.attributes.get("data-claim") == doubtful.identifier]
        assert found, address
        for one in found:
            words = one.text.lower()
            for doubt in ("suspected", "citation needed", "images cannot see into buildings"):
                assert doubt in words, address


def test_alternatives_of_a_destination_are_named_and_that_it_is_not_known(client, doubtful):
    words = read(client, doubtful).source
    assert "Or one of these" in words
    assert "/camps/kwalliso-16/" in words
    assert "/camps/kwalliso-25/" in words
    assert "does not say to which of them" in words


def test_reason_and_what_it_covers_are_said(client, doubtful):
    facts = {}
    page = read(client, doubtful)
    for term, words in zip(
        [one.text for one in page.elements if one.tag == "dt"],
        [one.text for one in page.elements if one.tag == "dd"],
        strict=True,
    ):
        facts.setdefault(term, words)
    assert facts["Reason given"] == "to keep it from view"
    assert facts["Covers"].startswith("Camp 18, Pukch’ang; Camp 25")


def test_a_relation_is_said_from_both_ends(client, archive, doubtful):
    rows = {}
    for claim in (doubtful, archive.claim):
        page = read(client, claim)
        table = next(one for one in page.elements if "related" in one.attributes.get("class", ""))
        rows[claim] = [one.text for one in page.elements if one.tag == "tr" and table in one.parents][1:]
    assert "Contradicts" in rows[doubtful][0]
    assert archive.claim.heading in rows[doubtful][0]
    assert "Contradicted by" in rows[archive.claim][0]
    assert doubtful.heading in rows[archive.claim][0]


def test_a_claim_with_none_of_this_says_nothing_of_it(client, archive):
    page = client.get(f"/claims/{archive.status.identifier}/").text
    for words in ("Hedged", "Flagged", "Limits", "What goes with it", "Beside other claims", "Contested"):
        assert words not in page
