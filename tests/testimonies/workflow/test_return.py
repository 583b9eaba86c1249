import pytest

from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_source, make_user

pytestmark = pytest.mark.django_db


def test_the_record_goes_back_with_the_reasons():
    source, author, moderator = make_source(), make_user("contributor"), make_user("moderator")
    perform(Action.SUBMIT, source, author)
    event = perform(Action.RETURN, source, moderator, note="Which page?")
    assert (source.stage, event.remark.text) == ("draft", "Which page?")


def test_what_was_returned_is_approved_only_after_it_is_submitted_again():
    source, author, moderator = make_source(), make_user("contributor"), make_user("moderator")
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, moderator)
    perform(Action.RETURN, source, moderator, note="Which page?")
    with pytest.raises(Refused, match="not possible while the record is draft"):
        perform(Action.APPROVE, source, moderator, checked=CHECKED)
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, moderator)
    perform(Action.APPROVE, source, moderator, checked=CHECKED)
    assert source.identifier == "S-0001"
