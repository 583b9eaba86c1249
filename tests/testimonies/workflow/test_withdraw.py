import pytest

from testimonies import ledger
from testimonies.models import LedgerRow, Mention
from testimonies.vocabulary import ReasonClass, Standing
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_camp, make_source, make_testimony, make_user, publish

pytestmark = pytest.mark.django_db


def _withdraw(record, **particulars):
    return perform(Action.WITHDRAW, record, make_user("moderator"), note="Asked by phone.", **particulars)


def test_it_leaves_the_identifier_the_date_and_the_class_of_reason():
    source = publish(make_source())
    _withdraw(source, reason=ReasonClass.CONSENT)
    gone = ledger.current(source.identifier)
    assert (gone.document, gone.reason, gone.standing) == (None, ReasonClass.CONSENT, Standing.WITHDRAWN)
    assert gone.day == LedgerRow.objects.last().at[:10]


def test_the_reason_given_in_words_stays_private():
    source = publish(make_source())
    event = _withdraw(source)
    assert event.remark.text == "Asked by phone."
    assert not LedgerRow.objects.filter(body__contains="phone").exists()


def test_every_version_is_gone_with_it():
    source = publish(publish(make_source()))
    _withdraw(source)
    assert [ledger.at_version(source.identifier, number).document for number in (1, 2)] == [None, None]
    assert ledger.as_of(1).get(source.identifier).document is None


def test_it_disappears_from_lists_mentions_and_latest_versions():
    camp = publish(make_camp())
    testimony = publish(make_testimony(camp=camp))
    assert [hit.identifier for hit in ledger.mentioning(camp.identifier, "camp")] == [testimony.identifier]
    _withdraw(testimony)
    assert ledger.listing("testimony") == ledger.mentioning(camp.identifier) == []
    assert testimony.identifier not in {hit.identifier for hit in ledger.latest_versions(50)}
    assert not Mention.objects.filter(identifier=testimony.identifier).exists()


def test_an_index_that_has_not_followed_is_told_of_it():
    source, end = publish(make_source()), ledger.head().number
    assert ledger.moved_since(end) == set()
    _withdraw(source)
    assert ledger.moved_since(end) == {source.identifier}


def test_what_refers_to_it_is_not_accepted_any_more():
    source = publish(make_source())
    testimony = make_testimony(source=source)
    _withdraw(source)
    with pytest.raises(Refused, match="not public: S-0001"):
        perform(Action.SUBMIT, testimony, make_user("contributor"))


def test_what_was_waiting_has_to_be_submitted_again():
    source, author, moderator = publish(make_source()), make_user("contributor"), make_user("moderator")
    perform(Action.EDIT, source, author)
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, moderator)
    _withdraw(source)
    with pytest.raises(Refused, match="return it"):
        perform(Action.APPROVE, source, moderator, checked=CHECKED)


def test_it_can_come_back_by_two_people_under_the_same_identifier():
    source = publish(make_source())
    _withdraw(source)
    publish(source)
    again = ledger.current("S-0001")
    assert (again.version, again.standing) == (2, Standing.PUBLIC)
