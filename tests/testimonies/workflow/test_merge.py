import pytest

from testimonies import ledger
from testimonies.vocabulary import Stage, Standing
from testimonies.workflow import Action, Refused, allowed, perform
from tests.factories import make_camp, make_source, make_user, publish

pytestmark = pytest.mark.django_db


def _merge(record, into):
    return perform(Action.MERGE, record, make_user("moderator"), note="The same book.", into=into)


def test_its_address_leads_to_the_other_record():
    double, kept = publish(make_source()), publish(make_source())
    _merge(double, kept)
    gone = ledger.current(double.identifier)
    assert (gone.document, gone.into, gone.standing) == (None, kept.identifier, Standing.MERGED)
    assert ledger.at_version(double.identifier, 1).into == kept.identifier


@pytest.mark.parametrize("into", ["nothing", "itself", "another kind", "a draft"])
def test_it_is_merged_only_into_another_public_record_of_its_kind(into):
    source = publish(make_source())
    camp, draft = publish(make_camp()), make_source()
    targets = {"nothing": None, "itself": source, "another kind": camp, "a draft": draft}
    with pytest.raises(Refused, match="merge"):
        _merge(source, targets[into])


def test_a_merged_record_never_becomes_public_again():
    double, kept, root = publish(make_source()), publish(make_source()), make_user(is_superuser=True)
    perform(Action.EDIT, double, make_user("contributor"))
    perform(Action.SUBMIT, double, make_user("contributor"))
    _merge(double, kept)
    for action in (Action.RECALL, Action.START, Action.RETURN):
        with pytest.raises(Refused, match="merged"):
            perform(action, double, root, note="A reason.")
    assert allowed(double, root) == [Action.ERASE, Action.COMMENT]


def test_it_can_still_be_erased_and_leads_on():
    double, kept = publish(make_source()), publish(make_source())
    _merge(double, kept)
    perform(Action.ERASE, double, make_user("custodian"))
    assert ledger.current(double.identifier).into == kept.identifier
    assert [version.document for version in ledger.history(double.identifier)] == [None] * 3
    assert double.stage == Stage.DRAFT
    with pytest.raises(Refused, match="merged"):
        perform(Action.EDIT, double, make_user("contributor"))


def test_two_records_cannot_be_merged_into_each_other():
    double, kept = publish(make_source()), publish(make_source())
    _merge(double, kept)
    with pytest.raises(Refused, match="not public"):
        _merge(kept, double)
