"""A claim is entered with its doubt, its limits and how it stands to others; a testimony with its medium."""

import pytest
from django.urls import reverse

from testimonies.models import Claim, ClaimLink, Source, Testimony
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/claim/add/"


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def typed(**changes):
    source, camp = publish(make_source()), publish(make_camp(18))
    return {
        "heading": "Synthetic transfer",
        "statement": "Said to have moved 100 people.",
        "subject": camp.identifier,
        "property": "transfer",
        "kind": "estimate",
        "references-source": [source.identifier],
        "references-locator": ["p. 4"],
    } | changes


def test_all_it_says_of_itself_is_kept_and_submitted(desk):
    other, third = publish(make_camp(22)), publish(make_camp(25))
    target = publish(make_claim(other))
    said = {
        "reason": "a flood",
        "hedge": "reported",
        "limits": "Seen from above only.",
        "flags": ["single_source", "tone"],
        "alternatives": [other.identifier, third.identifier],
        "covers": [third.identifier],
        "links-0-relation": "qualifies",
        "links-0-target": target.identifier,
    }
    answer = send(desk, ADD, typed(**said), "_submit")
    assert "Saved and submitted" in answer.content.decode()
    claim = Claim.objects.get(heading="Synthetic transfer")
    assert (claim.reason, claim.hedge, claim.limits) == ("a flood", "reported", "Seen from above only.")
    assert claim.flags.split() == ["single_source", "tone"]
    assert {entity.pk for entity in claim.alternatives.all()} == {other.pk, third.pk}
    assert [entity.pk for entity in claim.covers.all()] == [third.pk]
    assert list(claim.links.values_list("relation", "target")) == [("qualifies", target.pk)]


def test_an_untouched_save_changes_none_of_it(desk):
    other = publish(make_camp(22))
    target = publish(make_claim(other))
    send(
        desk,
        ADD,
        typed(
            flags=["tone"],
            alternatives=[other.identifier],
            **{"links-0-relation": "supports", "links-0-target": target.identifier},
        ),
    )
    claim = Claim.objects.get(heading="Synthetic transfer")
    send(desk, reverse("admin:testimonies_claim_change", args=[claim.pk]), {})
    claim.refresh_from_db()
    assert (claim.flags, claim.alternatives.count(), claim.links.count(), claim.revision) == ("tone", 1, 1, 2)


def test_flags_are_ticked_off_again(desk):
    send(desk, ADD, typed(flags=["tone", "single_source"]))
    claim = Claim.objects.get(heading="Synthetic transfer")
    address = reverse("admin:testimonies_claim_change", args=[claim.pk])
    assert values_of(desk.get(address), "seen_revision")["flags"] == ["single_source", "tone"]
    send(desk, address, {"flags": []})
    claim.refresh_from_db()
    assert claim.flags == ""


def test_a_flag_nobody_knows_is_refused(desk):
    answer = send(desk, ADD, typed(flags=["nonsense"]))
    assert "Select a valid choice. nonsense" in answer.content.decode()
    assert not Claim.objects.exists()


def test_links_of_other_claims_are_not_on_the_page(desk):
    camp = publish(make_camp(18))
    one, two = make_claim(camp), make_claim(camp)
    ClaimLink.objects.create(claim=one, relation="supports", target=two)
    page = desk.get(reverse("admin:testimonies_claim_change", args=[two.pk]))
    assert values_of(page, "seen_revision")["links-INITIAL_FORMS"] == ["0"]


def test_a_source_is_entered_with_flags(desk):
    fields = {"kind": "book", "title": "Synthetic book", "flags": ["broken"]}
    assert (
        "Saved and submitted"
        in send(desk, "/curate/testimonies/source/add/", fields, "_submit").content.decode()
    )
    assert Source.objects.get().flags == "broken"


def test_a_testimony_says_how_it_was_given_and_who_asked(desk):
    testimony = make_testimony()
    address = reverse("admin:testimonies_testimony_change", args=[testimony.pk])
    send(desk, address, {"medium": "hearing", "interviewer": "A synthetic commission"})
    row = Testimony.objects.get()
    assert (row.medium, row.interviewer) == ("hearing", "A synthetic commission")
