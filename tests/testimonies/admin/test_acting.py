"""Every action is posted straight to its address, at every stage, by everyone: the table decides."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from testimonies.models import Event, LedgerRow, Record
from testimonies.queue import works_here
from testimonies.vocabulary import Stage
from testimonies.workflow import TRANSITIONS, Action, content_digest, perform, why_not
from tests.factories import CHECKED, make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

pytestmark = pytest.mark.django_db

PEOPLE = ("author", "reviewer", "author who reviews", "custodian", "stranger")


def record_at(stage: Stage, author, reviewer):
    """A public source whose next version stands at this stage, edited by `author`."""
    source = publish(make_source())
    if stage == Stage.SETTLED:
        return source
    perform(Action.EDIT, source, author)
    for action, user in ((Action.SUBMIT, author), (Action.START, reviewer)):
        if source.stage != stage:
            perform(action, source, user)
    assert source.stage == stage
    return source


def people():
    return {
        "author": make_user("contributor"),
        "reviewer": make_user("moderator"),
        "author who reviews": make_user("moderator", is_superuser=True),
        "custodian": make_user("custodian"),
        "stranger": make_user(),
    }


def words_for(record: Record, other: Record) -> dict[str, Any]:
    """Everything any action could need."""
    words = {"note": "A synthetic reason.", "reason": "error", "seen": content_digest(record)}
    return words | {"into": str(other.identifier), "checked": CHECKED}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("stage", Stage)
def test_a_direct_post_does_what_the_table_says_and_nothing_else(stage, who):
    everyone = people()
    author = everyone["author who reviews" if who == "author who reviews" else "author"]
    record, other = record_at(stage, author, make_user("moderator")), publish(make_source())
    client = signed_in(everyone[who])
    for action in [action for action in Action if action != Action.EDIT]:
        before = transaction.savepoint()
        check_post(client, everyone[who], record, action, words_for(record, other))
        transaction.savepoint_rollback(before)
        record.refresh_from_db()


def check_post(client, user, record, action, words):
    stage, refusal = Stage(record.stage), why_not(action, record, user)
    before = (Event.objects.count(), LedgerRow.objects.count())
    answer = client.post(reverse("admin:record_act", args=[record.pk, action.value]), words)
    record.refresh_from_db()
    if not refusal:
        assert answer.status_code == 302, answer.content.decode()
        assert record.stage == (TRANSITIONS[stage, action].to or stage)
        assert Event.objects.count() == before[0] + 1
        return
    if works_here(user):
        assert answer.status_code == 409
        assert refusal in answer.content.decode()
    else:
        assert answer.status_code == 403
    assert record.stage == stage
    assert (Event.objects.count(), LedgerRow.objects.count()) == before


def test_an_action_that_needs_words_asks_for_them_beside_the_field():
    record, reviewer = (
        record_at(Stage.SUBMITTED, make_user("contributor"), make_user("moderator")),
        make_user("moderator"),
    )
    answer = signed_in(reviewer).post(reverse("admin:record_act", args=[record.pk, "return"]), {"note": "  "})
    assert "This field is required" in answer.content.decode()
    record.refresh_from_db()
    assert record.stage == Stage.SUBMITTED


def test_a_refused_action_keeps_the_note_that_was_typed():
    author = make_user("moderator")
    record = record_at(Stage.SUBMITTED, author, make_user("moderator"))
    answer = signed_in(author).post(
        reverse("admin:record_act", args=[record.pk, "approve"]), {"note": "Typed at length."}
    )
    assert answer.status_code == 409
    assert values_of(answer, "note")["note"] == ["Typed at length."]


def test_looking_at_an_action_does_nothing():
    record = record_at(Stage.SETTLED, make_user("contributor"), make_user("moderator"))
    before = Event.objects.count()
    answer = signed_in(make_user("moderator")).get(reverse("admin:record_act", args=[record.pk, "withdraw"]))
    assert answer.status_code == 200
    assert Event.objects.count() == before


def test_an_unknown_action_and_a_bare_edit_have_no_address():
    record, client = make_source(), signed_in(make_user("contributor"))
    for name in ("publish", "edit"):
        assert client.post(f"/curate/records/{record.pk}/{name}/").status_code == 404


def test_a_withdrawal_leaves_the_class_of_reason_and_keeps_the_note_private():
    record = record_at(Stage.SETTLED, make_user("contributor"), make_user("moderator"))
    address = reverse("admin:record_act", args=[record.pk, "withdraw"])
    signed_in(make_user("moderator")).post(address, {"note": "Said in private.", "reason": "consent"})
    body = LedgerRow.objects.latest("number").body
    assert "consent" in body and "private" not in body


def test_a_custodian_erases_one_passage_everywhere_and_its_number_stays():
    testimony = publish(
        make_testimony(texts=("Synthetic passage to erase.", "Synthetic passage that stays."))
    )
    custodian = signed_in(make_user("custodian"))
    custodian.post(
        reverse("admin:record_act", args=[testimony.pk, "erase"]),
        {"reason": "safety", "passage": "1", "note": ""},
    )
    assert list(testimony.passages.values_list("number", "standing", "text")) == [
        (1, "removed", ""),
        (2, "stands", "Synthetic passage that stays."),
    ]
    bodies = LedgerRow.objects.filter(record=testimony).exclude(body=None).values_list("body", flat=True)
    assert not any("Synthetic passage to erase." in body for body in bodies)
    page = custodian.get(reverse("admin:testimonies_testimony_change", args=[testimony.pk]))
    assert "Synthetic passage to erase." not in page.content.decode()
