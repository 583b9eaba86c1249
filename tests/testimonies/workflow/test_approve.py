import pytest

from testimonies import ledger
from testimonies.models import Source
from testimonies.workflow import Action, Refused, content_digest, perform
from tests.factories import CHECKED, make_source, make_topic, make_user, publish

pytestmark = pytest.mark.django_db


def _in_review(source):
    perform(Action.SUBMIT, source, make_user("contributor"))
    perform(Action.START, source, make_user("moderator"))
    return source


def test_a_second_person_publishes_what_was_submitted():
    source = publish(make_source(title="Synthetic book"))
    assert ledger.current(source.identifier).document.title == "Synthetic book"


def test_who_submitted_may_not_approve_not_even_a_superuser():
    source, author = make_source(), make_user("moderator", is_superuser=True)
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, make_user("moderator"))
    with pytest.raises(Refused, match="someone else"):
        perform(Action.APPROVE, source, author, checked=CHECKED)


def test_the_identifier_is_given_at_first_publication_and_kept():
    draft, source = make_source(), publish(make_source())
    assert (draft.identifier, source.identifier) == (None, "S-0001")
    publish(source)
    publish(draft)
    assert (source.identifier, draft.identifier) == ("S-0001", "S-0002")


def test_an_address_that_another_record_bears_is_refused():
    publish(make_topic(slug="hunger"))
    taken = make_topic(slug="hunger-2")
    type(taken).objects.filter(slug="hunger").update(slug="famine")
    type(taken).objects.filter(pk=taken.pk).update(slug="hunger")
    with pytest.raises(Refused, match="belongs to another record"):
        publish(taken)


def test_what_changed_while_it_was_read_is_refused():
    source = _in_review(make_source())
    read = content_digest(source)
    Source.objects.filter(pk=source.pk).update(title="Another title")
    with pytest.raises(Refused, match="not what was submitted"):
        perform(Action.APPROVE, source, make_user("moderator"), seen=read, checked=CHECKED)


def test_what_was_submitted_again_while_it_was_read_is_refused():
    source, moderator = _in_review(make_source()), make_user("moderator")
    read = content_digest(source)
    perform(Action.RETURN, source, moderator, note="The title.")
    Source.objects.filter(pk=source.pk).update(title="Another title")
    _in_review(source)
    with pytest.raises(Refused, match="changed while you were reading"):
        perform(Action.APPROVE, source, moderator, seen=read, checked=CHECKED)


def test_the_line_on_what_changed_is_published_once():
    source = publish(make_source())
    Source.objects.filter(pk=source.pk).update(change="Publisher added.")
    publish(source)
    source.refresh_from_db()
    assert (ledger.current("S-0001").document.change, source.change) == ("Publisher added.", "")


def test_a_refusal_leaves_no_event():
    source = _in_review(make_source())
    before = source.events.count()
    with pytest.raises(Refused):
        perform(Action.APPROVE, source, make_user("contributor"), checked=CHECKED)
    assert source.events.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_ends_with_the_guards_in_place():
    publish(make_source())
