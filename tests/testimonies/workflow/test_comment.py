import pytest

from testimonies.models import Actor
from testimonies.workflow import Action, authors, perform
from tests.factories import CHECKED, make_source, make_user

pytestmark = pytest.mark.django_db


def test_it_changes_neither_stage_nor_authorship():
    source, author, other = make_source(), make_user("contributor"), make_user("moderator")
    perform(Action.SUBMIT, source, author)
    event = perform(Action.COMMENT, source, other, note="Is there a second edition?")
    assert (source.stage, authors(source)) == ("submitted", {Actor.of(author).pk})
    assert event.remark.text == "Is there a second edition?"


def test_who_comments_may_still_approve():
    source, other = make_source(), make_user("moderator")
    perform(Action.SUBMIT, source, make_user("contributor"))
    perform(Action.COMMENT, source, other, note="I shall read it tonight.")
    perform(Action.START, source, other)
    perform(Action.APPROVE, source, other, checked=CHECKED)
    assert source.identifier
