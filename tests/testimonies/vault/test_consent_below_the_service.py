"""Without consent and a clean scan the database itself refuses a protected witness's record."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from testimonies import guards, ledger
from testimonies.consent import today
from testimonies.documents import canonical, from_record
from testimonies.guards import rendering
from testimonies.models import Scan, Testimony, Witness
from testimonies.vocabulary import LedgerKind, Use
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_user
from tests.testimonies.ledger.scene import Scene
from tests.testimonies.vault.scene import BOTH, in_review, protected

pytestmark = pytest.mark.django_db(databases=BOTH)
NOT_CONSENTED, NOT_SCANNED = "has not consented", "no scan of exactly this content"


@pytest.fixture
def waiting(key_file):
    """A record of a protected witness that waits for approval, and who may give it."""
    return in_review(protected(unlinked=True))


def scanned(record, passages=""):
    digest = ledger.digest_of(record.salt, canonical(from_record(record)))
    Scan.objects.create(record=record, digest=digest, at=ledger.now(), passages=passages)


def append(record, approver):
    """Publish through the ledger itself, past the workflow and what it asks."""
    with transaction.atomic():
        return Scene(approver, approver, record, record).append(approver)


@pytest.mark.parametrize(
    "facts",
    [
        {"consent": ""},
        {"consent": "research teaching"},
        {"consent_until": today() - timedelta(days=1)},
        {"consent_withdrawn": True},
    ],
)
def test_a_row_without_consent_for_publication_is_refused(waiting, facts):
    record, approver = waiting
    scanned(record)
    Witness.objects.update(**facts)
    with pytest.raises(IntegrityError, match=NOT_CONSENTED):
        append(record, approver)
    assert not ledger.history(record.identifier or "none")


def test_the_page_of_such_a_witness_is_refused_too(key_file):
    witness, author, approver = protected(uses=()), make_user("contributor"), make_user("moderator")
    for action, user in ((Action.SUBMIT, author), (Action.START, approver)):
        perform(action, witness, user)
    scanned(witness)
    with pytest.raises(IntegrityError, match=NOT_CONSENTED):
        append(witness, approver)


def test_a_row_that_was_not_scanned_is_refused(waiting):
    with pytest.raises(IntegrityError, match=NOT_SCANNED):
        append(*waiting)


def test_the_last_scan_of_a_content_counts(waiting):
    record, approver = waiting
    scanned(record)
    scanned(record, "2")
    with pytest.raises(IntegrityError, match=NOT_SCANNED):
        append(record, approver)
    scanned(record)
    assert append(record, approver).kind == LedgerKind.PUBLISHED


def test_consent_holds_through_its_last_day_here_as_well(waiting):
    record, approver = waiting
    scanned(record)
    Witness.objects.update(consent_until=today(), consent=f"{Use.RESEARCH} {Use.PUBLICATION}")
    append(record, approver)


def test_a_withdrawal_needs_no_consent(waiting):
    record, approver = waiting
    scanned(record)
    perform(Action.APPROVE, record, approver, checked=CHECKED)
    Witness.objects.update(consent_withdrawn=True)
    perform(Action.WITHDRAW, record, approver, "consent ended", reason="consent")
    assert ledger.standing(Testimony.objects.get()) == "withdrawn"


def test_both_databases_are_given_the_guards():
    assert guards.missing(connection) == set()
    written = "".join(rendering.postgresql())
    assert all(f"CREATE FUNCTION {name}()" in written for name in ("ledger_consent", "ledger_scanned"))
