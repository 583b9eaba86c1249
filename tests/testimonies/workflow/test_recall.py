import pytest

from testimonies.workflow import Action, Refused, perform
from tests.factories import make_source, make_user

pytestmark = pytest.mark.django_db


def test_the_record_is_a_draft_again():
    source, author = make_source(), make_user("contributor")
    perform(Action.SUBMIT, source, author)
    perform(Action.RECALL, source, author)
    assert source.stage == "draft"


def test_it_is_too_late_once_someone_reads_it():
    source, author = make_source(), make_user("contributor")
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, make_user("moderator"))
    with pytest.raises(Refused, match="not possible while the record is in review"):
        perform(Action.RECALL, source, author)
