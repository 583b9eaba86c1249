"""Publishing alone, or what nobody reviewed: many ways, each refused with ledger and head unchanged."""

import pytest

from testimonies import ledger
from testimonies.models import Actor, LedgerRow, Record, Reference, Source
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_source, make_testimony, make_user, publish
from tests.testimonies.ledger.scene import EVENT, LEDGER, build_scene, insert, picture, refused

pytestmark = pytest.mark.django_db
ATTACKS = []


def attack(function):
    ATTACKS.append(function)
    return function


@attack
def by_the_service(scene):
    perform(Action.APPROVE, scene.waiting, scene.author, checked=CHECKED)


@attack
def by_a_superuser(scene):
    scene.author.is_superuser = True
    scene.author.save()
    perform(Action.APPROVE, scene.waiting, scene.author, checked=CHECKED)


@attack
def by_the_ledger_itself(scene):
    scene.append(scene.author)


@attack
def by_an_event_and_a_row_of_the_orm(scene):
    LedgerRow.objects.create(**scene.row(scene.author))


@attack
def by_a_bulk_create(scene):
    LedgerRow.objects.bulk_create([LedgerRow(**scene.row(scene.author))])


@attack
def by_a_bulk_create_that_ignores_conflicts(scene):
    LedgerRow.objects.bulk_create([LedgerRow(**scene.row(scene.author))], ignore_conflicts=True)


@attack
def by_raw_sql(scene):
    insert(LEDGER, scene.row(scene.author))


@attack
def by_raw_sql_that_ignores(scene):
    insert(LEDGER, scene.row(scene.author), how="INSERT OR IGNORE")


@attack
def by_raw_sql_that_replaces(scene):
    insert(LEDGER, scene.row(scene.author), how="REPLACE")


@attack
def in_the_name_of_an_actor_who_did_not_sign(scene):
    event = scene.event(scene.author, "approve")
    signed = {"event_id": event.pk, "at": event.at, "actor_id": Actor.of(scene.other).pk}
    insert(LEDGER, scene.row(scene.other, **signed))


@attack
def with_an_event_of_another_action(scene):
    event = scene.event(scene.other, "comment")
    signed = {"event_id": event.pk, "at": event.at, "actor_id": event.actor_id}
    insert(LEDGER, scene.row(scene.other, **signed))


@attack
def after_an_update_of_the_content(scene):
    Source.objects.filter(pk=scene.waiting.pk).update(title="Slipped in")
    perform(Action.APPROVE, scene.waiting, scene.other, checked=CHECKED)


@attack
def after_a_bulk_update_of_the_content(scene):
    scene.waiting.title = "Slipped in"
    Source.objects.bulk_update([scene.waiting], ["title"])
    perform(Action.APPROVE, scene.waiting, scene.other, checked=CHECKED)


@attack
def after_a_save_of_the_content(scene):
    scene.waiting.title = "Slipped in"
    scene.waiting.save()
    perform(Action.APPROVE, scene.waiting, scene.other, checked=CHECKED)


@attack
def changed_content_past_the_service(scene):
    Source.objects.filter(pk=scene.waiting.pk).update(title="Slipped in")
    scene.append(scene.other)


@attack
def changed_content_with_a_forged_submission_of_the_author(scene):
    Source.objects.filter(pk=scene.waiting.pk).update(title="Slipped in")
    scene.event(scene.author, "submit")
    scene.append(scene.author)


@attack
def changed_references(scene):
    testimony = make_testimony()
    scene.ready()
    perform(Action.SUBMIT, testimony, scene.author)
    perform(Action.START, testimony, scene.other)
    Reference.objects.filter(passage__testimony=testimony).update(locator="p. 99")
    perform(Action.APPROVE, testimony, scene.other, checked=CHECKED)


@attack
def what_nobody_submitted(scene):
    scene.append(scene.other, make_source())


@attack
def what_nobody_submitted_under_an_empty_digest(scene):
    draft = make_source()
    insert(LEDGER, scene.row(scene.other, draft, digest=""))


@attack
def what_was_submitted_for_the_version_before(scene):
    public = scene.public
    submitted = public.events.filter(action="submit").last()
    insert(LEDGER, scene.row(scene.other, public, digest=submitted.digest))


@attack
def what_was_returned(scene):
    perform(Action.RETURN, scene.waiting, scene.other, note="Not yet.")
    Record.objects.filter(pk=scene.waiting.pk).update(stage="in_review")
    perform(Action.APPROVE, scene.waiting, scene.other, checked=CHECKED)


@attack
def what_was_returned_past_the_service(scene):
    perform(Action.RETURN, scene.waiting, scene.other, note="Not yet.")
    scene.append(scene.other)


@attack
def what_was_taken_back(scene):
    source = make_source()
    perform(Action.SUBMIT, source, scene.author)
    perform(Action.RECALL, source, scene.author)
    scene.append(scene.other, source)


@attack
def what_the_approver_edited_before_a_withdrawal(scene):
    public = scene.public
    perform(Action.EDIT, public, scene.other)
    perform(Action.WITHDRAW, public, scene.other, note="For a test.")
    scene.ready()
    perform(Action.SUBMIT, public, scene.author)
    perform(Action.START, public, make_user("moderator"))
    perform(Action.APPROVE, public, scene.other, checked=CHECKED)


@attack
def the_same_past_the_service(scene):
    public = scene.public
    perform(Action.EDIT, public, scene.other)
    perform(Action.WITHDRAW, public, scene.other, note="For a test.")
    scene.ready()
    perform(Action.SUBMIT, public, scene.author)
    scene.append(scene.other, public)


@attack
def by_an_event_used_before(scene):
    used = LedgerRow.objects.get(record_id=scene.public.pk, version=2)
    again = {"event_id": used.event_id, "at": used.at, "actor_id": used.actor_id, "digest": used.digest}
    insert(LEDGER, scene.row(scene.other, scene.public, **again))


@attack
def by_an_event_dated_back(scene):
    first = scene.waiting.events.first()
    insert(
        EVENT,
        {
            "id": first.pk - 1000,
            "record_id": scene.waiting.pk,
            "actor_id": first.actor_id,
            "action": "approve",
            "digest": scene.digest(),
            "at": first.at,
        },
    )


@attack
def by_replacing_the_edit_with_a_comment(scene):
    edit = scene.waiting.events.get(action="submit")
    insert(
        EVENT,
        {
            "id": edit.pk,
            "record_id": scene.waiting.pk,
            "actor_id": edit.actor_id,
            "action": "comment",
            "digest": edit.digest,
            "at": edit.at,
        },
        how="INSERT OR REPLACE",
    )
    scene.append(scene.author)


@attack
def by_giving_the_submission_to_another(scene):
    scene.waiting.events.filter(actor=Actor.of(scene.author)).update(actor=Actor.of(scene.other))
    scene.append(scene.author)


@attack
def by_deleting_the_submission(scene):
    scene.waiting.events.filter(actor=Actor.of(scene.author))._raw_delete("default")
    scene.append(scene.author)


@attack
def a_merged_record(scene):
    perform(Action.EDIT, scene.public, scene.author)
    perform(Action.SUBMIT, scene.public, scene.author)
    perform(Action.START, scene.public, scene.other)
    perform(Action.MERGE, scene.public, scene.other, note="Twice.", into=publish(make_source()))
    scene.ready()
    perform(Action.APPROVE, scene.public, scene.other, checked=CHECKED)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_nothing_is_published_alone_or_unseen(attack):
    scene = build_scene()
    assert refused(attack, scene), "nothing refused it"
    assert picture() == scene.before
    assert ledger.verify() == []


def test_the_same_steps_by_a_second_person_publish():
    scene = build_scene()
    insert(LEDGER, scene.row(scene.other))
    assert ledger.current("S-9999").document.title == scene.waiting.title


def test_one_person_with_two_accounts_counts_as_two_which_is_a_known_limit():
    again = make_user("moderator", email="the-same@example.org")
    source = publish(make_source(), make_user("contributor", email="the-same@example.org"), again)
    assert ledger.standing(source) == "public"
