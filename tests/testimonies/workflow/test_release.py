"""What was taken up is put back in the queue: nothing is lost, and its author can take it back again."""

import pytest

from testimonies import holding
from testimonies.models import Notice
from testimonies.workflow import Action, Refused, perform, submitted_digest
from tests.factories import CHECKED, make_source, make_user

pytestmark = pytest.mark.django_db


def taken_up(author, reviewer):
    source = make_source()
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, reviewer)
    return source


def test_it_waits_again_with_what_was_submitted_and_nobody_has_it():
    author, reviewer = make_user("contributor"), make_user("moderator")
    source = taken_up(author, reviewer)
    waiting = submitted_digest(source)
    perform(Action.RELEASE, source, reviewer)
    assert (source.stage, submitted_digest(source)) == ("submitted", waiting)
    assert holding.holder(source.pk, source.stage) is None
    assert not Notice.objects.exists()  # who puts back what is theirs need not be told
    perform(Action.RECALL, source, author)
    assert source.stage == "draft"


def test_another_reviewer_puts_it_back_and_who_had_it_is_told():
    first = make_user("moderator")
    source = taken_up(make_user("contributor"), first)
    perform(Action.RELEASE, source, make_user("moderator"))
    assert [note.user for note in Notice.objects.all()] == [first]


def test_it_is_taken_up_and_approved_after_it_was_put_back():
    reviewer = make_user("moderator")
    source = taken_up(make_user("contributor"), reviewer)
    for action in (Action.RELEASE, Action.START, Action.APPROVE):
        perform(action, source, reviewer, checked=CHECKED)
    assert source.stage == "settled"


def test_nothing_is_put_back_that_nobody_took_up():
    source = make_source()
    perform(Action.SUBMIT, source, make_user("contributor"))
    with pytest.raises(Refused, match="not possible while the record is waiting for review"):
        perform(Action.RELEASE, source, make_user("moderator"))
