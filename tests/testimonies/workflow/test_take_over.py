"""Someone else takes an entry over: no right is lost, and who had it is told."""

from datetime import timedelta

import pytest

from testimonies import holding
from testimonies.models import Notice
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_source, make_user

pytestmark = pytest.mark.django_db


def taken_up(author, reviewer):
    source = make_source()
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, reviewer)
    return source


def holder(source):
    return holding.holder(source.pk, source.stage).actor.user


def test_the_other_one_has_it_and_the_first_is_told():
    first, second = make_user("moderator"), make_user("moderator")
    source = taken_up(make_user("contributor"), first)
    event = perform(Action.TAKE_OVER, source, second)
    assert holder(source) == second
    assert [(note.user, note.event) for note in Notice.objects.all()] == [(first, event)]


def test_who_has_it_loses_no_right_when_it_is_taken_over():
    first = make_user("moderator")
    source = taken_up(make_user("contributor"), first)
    perform(Action.TAKE_OVER, source, make_user("moderator"))
    perform(Action.APPROVE, source, first, checked=CHECKED)
    assert source.identifier == "S-0001"


def test_an_author_takes_nothing_over():
    author = make_user("moderator")
    source = taken_up(author, make_user("moderator"))
    with pytest.raises(Refused, match="someone else has to decide"):
        perform(Action.TAKE_OVER, source, author)


def test_what_nobody_has_is_taken_up_and_not_over():
    source = make_source()
    perform(Action.SUBMIT, source, make_user("contributor"))
    with pytest.raises(Refused, match="not possible while the record is waiting for review"):
        perform(Action.TAKE_OVER, source, make_user("moderator"))


def test_it_lapses_when_nothing_is_done_for_a_day(monkeypatch):
    first = make_user("moderator")
    source = taken_up(make_user("contributor"), first)
    assert not holding.holder(source.pk, source.stage).lapsed
    monkeypatch.setattr(holding, "LAPSES", timedelta(seconds=-60))
    assert holding.holder(source.pk, source.stage).lapsed


def test_a_comment_of_who_has_it_counts_as_touching_it():
    first = make_user("moderator")
    source = taken_up(make_user("contributor"), first)
    perform(Action.COMMENT, source, make_user("contributor"), "From someone else.")
    before = holding.holder(source.pk, source.stage)
    last = perform(Action.COMMENT, source, first, "Still reading.")
    after = holding.holder(source.pk, source.stage)
    assert (before.touched, after.touched, after.since) == (before.since, last.at, before.since)
