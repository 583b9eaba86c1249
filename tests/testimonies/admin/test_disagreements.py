"""A disagreement is entered on one page and goes the way of every record."""

import pytest
from django.urls import reverse

from testimonies import ledger
from testimonies.models import Disagreement, Testimony
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_camp, make_claim, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/disagreement/add/"


@pytest.fixture
def author():
    return make_user("contributor")


@pytest.fixture
def desk(author):
    return signed_in(author)


def typed(**changes):
    """A whole disagreement as it is typed, on records that are public."""
    camp = publish(make_camp(18))
    claim, testimony = publish(make_claim(camp)), publish(make_testimony(texts=("One.", "Two.")))
    return {
        "question": "When was Camp 18 closed?",
        "subjects": [camp.identifier],
        "status": "open",
        "note": "Counted in different years.",
        "sides-0-answer": "In 1990",
        "sides-0-claims": [claim.identifier, ""],
        "sides-1-answer": "In 2006",
        "sides-1-passages": [f"{testimony.identifier} p2", ""],
    } | changes


def page_of(record) -> str:
    return reverse("admin:testimonies_disagreement_change", args=[record.pk])


def test_it_is_entered_with_its_sides_and_submitted(desk):
    answer = send(desk, ADD, typed(), "_submit")
    assert "Saved and submitted" in answer.content.decode()
    found = Disagreement.objects.get()
    one, two = found.sides.all()
    assert [str(camp) for camp in found.subjects.all()] == ["Camp 18"]
    assert (one.answer, one.claims.count(), one.passages.count()) == ("In 1990", 1, 0)
    assert (two.answer, [passage.number for passage in two.passages.all()]) == ("In 2006", [2])
    assert list(found.events.values_list("action", flat=True)) == ["edit", "submit"]


@pytest.mark.parametrize("words", ["{} p2", "{}, p. 2", "{} P2", "{} passage 2", "{} Synthetic p2"])
def test_a_passage_is_named_by_its_testimony_and_number(desk, words):
    fields = typed()
    testimony = fields["sides-1-passages"][0].split()[0]
    send(desk, ADD, fields | {"sides-1-passages": [words.format(testimony)]})
    assert [passage.number for passage in Disagreement.objects.get().sides.last().passages.all()] == [2]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("{}", "names no passage"),
        ("{} p9", "has no passage 9"),
        ("{} p", "names no passage"),
        ("T-999999 p1", "No testimony is known as “T-999999”"),
        ("{} p99999999999999999999", "names no passage"),
    ],
)
def test_a_passage_that_is_none_is_told_and_stays_typed(desk, words, why):
    fields = typed()
    words = words.format(fields["sides-1-passages"][0].split()[0])
    answer = send(desk, ADD, fields | {"sides-1-passages": [words]})
    assert why in answer.content.decode()
    assert values_of(answer, "seen_revision")["sides-1-passages"][0] == words
    assert not Disagreement.objects.exists()


def test_a_removed_passage_is_not_held(desk):
    fields = typed()
    perform(Action.ERASE, Testimony.objects.get(), make_user("custodian"), passage=2)
    assert "has no passage 2" in send(desk, ADD, fields).content.decode()


def test_an_untouched_save_keeps_every_claim_and_passage(desk):
    send(desk, ADD, typed())
    found = Disagreement.objects.get()
    before = [(list(side.claims.all()), list(side.passages.all())) for side in found.sides.all()]
    send(desk, page_of(found), {})
    assert [(list(side.claims.all()), list(side.passages.all())) for side in found.sides.all()] == before
    assert found.sides.count() == 2


def test_a_side_that_rests_on_nothing_is_not_submitted(desk):
    answer = send(desk, ADD, typed(**{"sides-1-passages": []}), "_submit")
    assert "the side “In 2006” needs a claim or a passage" in answer.content.decode()
    assert Disagreement.objects.get().stage == "draft"


def test_a_second_person_sees_the_sides_in_words_and_publishes_it(desk):
    send(desk, ADD, typed(), "_submit")
    found, reviewer = Disagreement.objects.get(), make_user("moderator")
    client = signed_in(reviewer)
    page = client.post(reverse("admin:record_act", args=[found.pk, "start"]), follow=True)
    html = page.content.decode()
    claim = ledger.listing("claim")[0]
    assert f"In 1990: {claim.document.heading} ({claim.identifier})" in html
    assert "passage 2" in html and "Camp 18" in html
    ticked = values_of(page, "seen") | {"checked": CHECKED}
    answer = client.post(reverse("admin:record_act", args=[found.pk, "approve"]), ticked, follow=True)
    assert "Published as version 1: /disagreements/D-001/" in answer.content.decode()
    assert ledger.current("D-001").document.question == "When was Camp 18 closed?"
    history = client.get(reverse("admin:record_history", args=[found.pk])).content.decode()
    assert "submitted" in history and "approved" in history


def test_a_change_of_one_side_is_shown_word_by_word(desk, author):
    send(desk, ADD, typed(), "_submit")
    found, reviewer = Disagreement.objects.get(), make_user("moderator")
    for action in (Action.START, Action.APPROVE):
        perform(action, found, reviewer, checked=CHECKED)
    send(desk, page_of(found), {"sides-1-answer": "In 2007"}, "_submit")
    html = signed_in(reviewer).get(reverse("admin:record_review", args=[found.pk])).content.decode()
    assert "<del>2006</del>" in html and "<ins>2007</ins>" in html
    assert "Unchanged: question" in html


def test_a_disagreement_waits_in_the_queue_and_stands_among_the_sections(desk):
    send(desk, ADD, typed(), "_submit")
    html = signed_in(make_user("moderator")).get("/curate/").content.decode()
    assert "When was Camp 18 closed?" in html
    assert 'href="/curate/testimonies/disagreement/"' in html
    assert 'href="/curate/testimonies/collection/"' in html


def test_it_is_merged_into_another(desk, author):
    fields = typed()
    send(desk, ADD, fields)
    send(desk, ADD, fields | {"question": "Asked twice?"})
    one, two = Disagreement.objects.order_by("pk")
    for record in (one, two):
        publish(record, author)
    client = signed_in(make_user("moderator"))
    client.post(
        reverse("admin:record_act", args=[two.pk, "merge"]), {"note": "Asked twice.", "into": one.identifier}
    )
    assert ledger.current(two.identifier).into == one.identifier
