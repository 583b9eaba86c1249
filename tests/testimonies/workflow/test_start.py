import pytest

from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_source, make_user

pytestmark = pytest.mark.django_db


def test_one_reviewer_takes_it_up_and_another_may_decide():
    source = make_source()
    perform(Action.SUBMIT, source, make_user("contributor"))
    perform(Action.START, source, make_user("moderator"))
    assert source.stage == "in_review"
    perform(Action.APPROVE, source, make_user("moderator"), checked=CHECKED)
    assert source.stage == "settled"


def test_who_only_edited_may_not_review_it():
    source, editor = make_source(), make_user("moderator")
    perform(Action.EDIT, source, editor)
    perform(Action.SUBMIT, source, make_user("contributor"))
    with pytest.raises(Refused, match="someone else"):
        perform(Action.START, source, editor)
