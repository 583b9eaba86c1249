import pytest

from testimonies import ledger
from testimonies.workflow import Action, Refused, perform
from tests.factories import make_source, make_user, publish

pytestmark = pytest.mark.django_db


def test_a_second_person_publishes_what_was_submitted():
    source = publish(make_source(title="Synthetic book"))
    assert ledger.current(source.identifier).document.title == "Synthetic book"


def test_who_submitted_may_not_approve_not_even_a_superuser():
    source, author = make_source(), make_user("moderator", is_superuser=True)
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, make_user("moderator"))
    with pytest.raises(Refused, match="someone else"):
        perform(Action.APPROVE, source, author)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_ends_with_the_guards_in_place():
    publish(make_source())
