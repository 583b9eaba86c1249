"""Ways round the rule of two people that someone could try, by the desk, the interface, the service and SQL.

Those of the ledger itself stand in tests/testimonies/ledger/test_two_people.py. The ledger stays as it was.
"""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.urls import reverse

from testimonies import ledger
from testimonies.models import Event, LedgerRow, Record, Source, Testimony
from testimonies.workflow import Action, content_digest, perform
from tests.factories import CHECKED, make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in
from tests.testimonies.importing.tables import csv_of, imported, rows_of
from tests.testimonies.ledger.scene import EVENT, build_scene, execute, picture, refused

pytestmark = pytest.mark.django_db
WAYS = {}
REFUSALS = (403, 404, 405, 409)


def way(function):
    """Register a way under its sentence. It returns the answer of a page, or raises what refuses it."""
    WAYS[function.__doc__] = function
    return function


def approve(record, user):
    return perform(Action.APPROVE, Record.objects.get(pk=record.pk), user, checked=CHECKED)


def sent(user, record, **changes):
    """The form of an approval, sent without the page it stands on."""
    filled = {"seen": content_digest(record), "checked": [*CHECKED], "note": ""} | changes
    return signed_in(user).post(reverse("admin:record_act", args=[record.pk, "approve"]), filled)


@way
def forged_form(scene):
    """The author sends the form of an approval that no page shows them."""
    return sent(scene.author, scene.waiting)


@way
def superuser_form(scene):
    """The author is made a superuser and sends the same form."""
    User.objects.filter(pk=scene.author.pk).update(is_superuser=True)
    return sent(scene.author, scene.waiting)


@way
def older_digest(scene):
    """The second person's form carries the digest of what was read before it changed."""
    seen = content_digest(scene.waiting)
    perform(Action.RETURN, scene.waiting, scene.other, note="Not yet.")
    Source.objects.filter(pk=scene.waiting.pk).update(title="Another title")
    perform(Action.SUBMIT, scene.waiting, scene.author)
    perform(Action.START, scene.waiting, scene.other)
    scene.ready()
    return sent(scene.other, Source.objects.get(pk=scene.waiting.pk), seen=seen)


@way
def bulk(scene):
    """The list's action is called “approve”, which is not one of them."""
    client = signed_in(scene.other)
    data = {"action": "approve", "_selected_action": [scene.waiting.pk]}
    client.post("/curate/testimonies/source/", data)
    assert not LedgerRow.objects.filter(record_id=scene.waiting.pk).exists()
    return client.get(f"/sources/{scene.waiting.pk}/")


@way
def interface(scene):
    """The programming interface is sent a record."""
    return signed_in(scene.other).post("/api/v1/sources/S-9999", {"title": "Mine"})


@way
def other_method(scene):
    """The approval is asked for by an address alone, and a PUT."""
    address = reverse("admin:record_act", args=[scene.waiting.pk, "approve"])
    signed_in(scene.other).get(f"{address}?seen={content_digest(scene.waiting)}&checked=sources")
    return signed_in(scene.author).put(address)


@way
def accomplice_submits(scene):
    """Who edited lets an accomplice submit it, and approves."""
    record, accomplice = make_source(), make_user("contributor")
    perform(Action.EDIT, record, scene.other)
    perform(Action.SUBMIT, record, accomplice)
    perform(Action.START, record, make_user("moderator"))
    approve(record, scene.other)


@way
def returned_and_submitted_again(scene):
    """The author's edit is returned to wash it, and submitted anew by an accomplice."""
    accomplice = make_user("contributor")
    perform(Action.RETURN, scene.waiting, scene.other, note="Not yet.")
    perform(Action.SUBMIT, scene.waiting, accomplice)
    perform(Action.START, scene.waiting, scene.other)
    approve(scene.waiting, scene.author)


@way
def away_and_back(scene):
    """The author's account is deactivated, loses its groups, and comes back as a moderator's."""
    scene.author.is_active = False
    scene.author.save()
    scene.author.groups.clear()
    scene.author.is_active, scene.author.username = True, "somebody-else"
    scene.author.save()
    scene.author.groups.set(make_user("moderator").groups.all())
    approve(scene.waiting, User.objects.get(pk=scene.author.pk))


@way
def deactivated(scene):
    """The second person's account is deactivated while their page is open."""
    User.objects.filter(pk=scene.other.pk).update(is_active=False)
    approve(scene.waiting, User.objects.get(pk=scene.other.pk))


@way
def own_import(scene):
    """Who imported a row lets an accomplice submit the draft, and approves it."""
    imported(csv_of(rows_of(1)), user=scene.other)
    draft = Testimony.objects.latest("pk")
    reference = make_testimony(texts=("Elsewhere.",)).passages.first().references.first()
    for passage in draft.passages.all():
        passage.references.create(source=reference.source, locator="p. 1")
    perform(Action.SUBMIT, draft, make_user("contributor"))
    perform(Action.START, draft, make_user("moderator"))
    scene.ready()
    approve(draft, scene.other)


@way
def own_retraction(scene):
    """A moderator takes back a passage by the form for it, and approves that."""
    record = publish(make_testimony(texts=("One.", "Two.")))
    scene.ready()
    source = record.passages.first().references.first().source
    page = reverse("admin:record_retract", args=[record.pk])
    struck = {"passage": "1", "retracted_by": "The witness", "retraction_source": source.identifier}
    assert signed_in(scene.other).post(page, struck).status_code == 302
    perform(Action.SUBMIT, record, make_user("contributor"))
    perform(Action.START, record, make_user("moderator"))
    return sent(scene.other, Testimony.objects.get(pk=record.pk))


@way
def merge_of_a_draft(scene):
    """A draft is merged into a public record, to come out under its address."""
    perform(Action.MERGE, make_source(), scene.other, note="The same.", into=scene.public)


@way
def merge_into_a_draft(scene):
    """A public record is merged into a draft, to lead readers to it."""
    perform(Action.MERGE, scene.public, scene.other, note="The same.", into=make_source())


@way
def stage_set(scene):
    """The stage of a draft is set to “in review” behind the workflow."""
    record = make_source()
    perform(Action.EDIT, record, scene.author)
    Record.objects.filter(pk=record.pk).update(stage="in_review")
    approve(record, scene.other)


@way
def edited_between(scene):
    """The content is changed between submission and approval, by the accomplice's SQL."""
    execute("UPDATE testimonies_source SET title = 'Slipped in' WHERE record_id = %s", scene.waiting.pk)
    approve(scene.waiting, scene.other)


@way
def edit_rolled_back(scene):
    """The edit's event is rolled back to a savepoint, its content is kept."""
    record = Record.objects.get(pk=scene.waiting.pk)
    point = transaction.savepoint()
    perform(Action.RETURN, record, scene.other, note="Not yet.")
    perform(Action.EDIT, record, scene.other)
    transaction.savepoint_rollback(point)
    Source.objects.filter(pk=record.pk).update(title="Slipped in")
    approve(record, scene.other)


@way
def refusal_swallowed(scene):
    """The refusal of the database is caught at a savepoint, and the transaction goes on."""
    with pytest.raises(IntegrityError, match="may not approve"), transaction.atomic():
        scene.append(scene.author)
    assert picture() == scene.before
    approve(scene.waiting, scene.author)


@way
def actor_of_an_event(scene):
    """The submission is given to somebody else by SQL."""
    execute(f"UPDATE {EVENT} SET actor_id = 'nobody' WHERE record_id = %s", scene.waiting.pk)


@way
def event_forged(scene):
    """An approval in the second person's name is forged for what they never saw, and a row after it."""
    Source.objects.filter(pk=scene.waiting.pk).update(title="Slipped in")
    scene.append(scene.other)


@way
def constraints_deferred(scene):
    """Foreign keys are put off, and the row is written before its event."""
    execute("PRAGMA defer_foreign_keys = ON")
    event = Event.objects.latest("pk").pk + 1
    columns = scene.row(scene.other, event_id=event, at=ledger.now(), actor_id=scene.other.actor.pk)
    LedgerRow.objects.create(**columns)


@pytest.mark.parametrize("sentence", WAYS)
def test_a_way_round_the_second_person_is_refused(sentence):
    scene = build_scene()
    answered = {}
    why = refused(lambda scene: answered.update(to=WAYS[sentence](scene)), scene)
    to = answered.get("to")
    assert why or getattr(to, "status_code", None) in REFUSALS, "nothing refused it"
    assert picture() == scene.before
    assert ledger.verify() == []


def test_there_are_a_dozen_and_more():
    assert len(WAYS) > 12


@pytest.mark.parametrize("sentence", [forged_form.__doc__])
def test_the_same_form_by_the_second_person_publishes(sentence):
    scene = build_scene()
    answer = sent(scene.other, scene.waiting)
    assert answer.status_code == 302
    assert ledger.standing(Record.objects.get(pk=scene.waiting.pk)) == "public"


def test_an_account_that_sql_cuts_off_from_its_actor_counts_as_another_person_which_is_a_known_limit():
    scene = build_scene()
    execute("UPDATE testimonies_actor SET user_id = NULL WHERE id = %s", scene.author.actor.pk)
    approve(scene.waiting, User.objects.get(pk=scene.author.pk))
    assert ledger.standing(Record.objects.get(pk=scene.waiting.pk)) == "public"
