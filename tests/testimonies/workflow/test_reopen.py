"""A return is taken back: what was submitted waits again, word for word, and two people still decide."""

import pytest
from django.db import IntegrityError, transaction

from testimonies import ledger
from testimonies.models import Actor, Event, Notice, Record, Source
from testimonies.workflow import Action, Refused, allowed, content_digest, perform
from tests.factories import CHECKED, make_source, make_user, publish

pytestmark = pytest.mark.django_db


def returned(author, reviewer, source=None):
    source = source or make_source()
    perform(Action.SUBMIT, source, author)
    perform(Action.RETURN, source, reviewer, "Too early.")
    return source


def test_it_waits_again_is_approved_and_the_author_is_told():
    author, reviewer = make_user("contributor"), make_user("moderator")
    source = returned(author, reviewer)
    event = perform(Action.REOPEN, source, reviewer)
    assert source.stage == "submitted"
    assert Notice.objects.filter(user=author, event=event).exists()
    perform(Action.START, source, reviewer)
    perform(Action.APPROVE, source, reviewer, checked=CHECKED)
    assert ledger.current(source.identifier).version == 1


def test_it_is_too_late_once_the_draft_was_edited():
    author, reviewer = make_user("contributor"), make_user("moderator")
    source = returned(author, reviewer)
    perform(Action.EDIT, source, author)
    assert Action.REOPEN not in allowed(source, reviewer)
    with pytest.raises(Refused, match="edited since"):
        perform(Action.REOPEN, source, reviewer)


def test_a_draft_changed_behind_the_workflow_is_not_opened_again():
    reviewer = make_user("moderator")
    source = returned(make_user("contributor"), reviewer)
    Source.objects.filter(pk=source.pk).update(title="Changed without an event")
    source.refresh_from_db()
    with pytest.raises(Refused, match="not what was submitted"):
        perform(Action.REOPEN, source, reviewer)


def test_what_was_taken_back_by_its_author_is_not_opened_again():
    author = make_user("contributor")
    source = make_source()
    for action in (Action.SUBMIT, Action.RECALL):
        perform(action, source, author)
    with pytest.raises(Refused, match="no return to take back"):
        perform(Action.REOPEN, source, make_user("moderator"))


def test_an_author_who_opens_it_again_still_cannot_approve_it():
    author = make_user("moderator")
    source = returned(author, make_user("moderator"))
    perform(Action.REOPEN, source, author)
    with pytest.raises(Refused, match="someone else has to decide"):
        perform(Action.START, source, author)


@pytest.mark.parametrize("way", ["never submitted", "edited since", "other content", "published since"])
def test_the_database_refuses_an_opening_that_restores_no_submission(way):
    author, reviewer = make_user("contributor"), make_user("moderator")
    source = make_source() if way == "never submitted" else returned(author, reviewer)
    if way == "edited since":
        perform(Action.EDIT, source, author)
    if way == "published since":
        source = publish(make_source(), author, reviewer)
        Record.objects.filter(pk=source.pk).update(stage="in_review")
        perform(Action.RETURN, source, reviewer, "Forged.")
    digest = "0" * 64 if way == "other content" else content_digest(source)
    with pytest.raises(IntegrityError, match="only an untouched submission"), transaction.atomic():
        Event.objects.create(
            record=source, actor=Actor.of(reviewer), action="reopen", digest=digest, at=ledger.now()
        )
