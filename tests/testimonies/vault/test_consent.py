"""A protected witness's records are approved with consent and a clean scan, and leave when consent ends."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from testimonies import ledger
from testimonies.consent import today
from testimonies.models import Scan, Witness
from testimonies.protecting import Facts, protect
from testimonies.queue import Queue
from testimonies.vault import scanning
from testimonies.vault.envelope import Details
from testimonies.vocabulary import Use
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_testimony, make_user, make_witness, publish
from tests.testimonies.vault.scene import BOTH, PUBLISH, in_review, protected

pytestmark = pytest.mark.django_db(databases=BOTH)
YESTERDAY, TOMORROW = today() - timedelta(days=1), today() + timedelta(days=1)


@pytest.fixture
def published(hold_the_key):
    """A protected witness whose testimony is public."""
    hold_the_key()
    witness = protected(unlinked=True)
    testimony, reviewer = in_review(witness)
    scanning.scan(testimony, "custodian")
    perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    return witness, testimony


def ended(user=None) -> list[str]:
    return [item.entry.record.identifier for item in Queue(user or make_user("moderator")).consent_ended]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts(), "not consented to publication"),
        (Facts((Use.RESEARCH, Use.TEACHING)), "not consented to publication"),
        (Facts((Use.PUBLICATION,), YESTERDAY), "consent ended on"),
        (Facts((Use.PUBLICATION,), TOMORROW, withdrawn=True), "withdrawn consent"),
    ],
)
def test_no_approval_without_consent_for_publication(hold_the_key, facts, why):
    hold_the_key()
    witness = protected(unlinked=True)
    testimony, reviewer = in_review(witness)
    scanning.scan(testimony, "custodian")
    protect(witness, facts, Details(), make_user("contributor"))
    with pytest.raises(Refused, match=why):
        perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)


def test_approval_needs_a_clean_scan_and_then_publishes(hold_the_key):
    hold_the_key()
    testimony, reviewer = in_review(protected(unlinked=True))
    with pytest.raises(Refused, match=f"vault scan {testimony.pk}"):
        perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    scanning.scan(testimony, "custodian")
    perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    document = ledger.current(testimony.identifier).document
    assert document.witness is None


def test_a_scan_of_another_content_does_not_count(hold_the_key):
    hold_the_key()
    testimony, reviewer = in_review(protected(unlinked=True))
    scanning.scan(testimony, "custodian")
    perform(Action.RETURN, testimony, reviewer, "Say more.")
    testimony.title = "Another synthetic title"
    testimony.save()
    author = make_user("contributor")
    for action, user in ((Action.EDIT, author), (Action.SUBMIT, author), (Action.START, reviewer)):
        perform(action, testimony, user)
    with pytest.raises(Refused, match="vault scan"):
        perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)


def test_a_scan_from_before_the_last_sealing_does_not_count(hold_the_key):
    hold_the_key()
    witness = protected(unlinked=True)
    testimony, reviewer = in_review(witness)
    scanning.scan(testimony, "custodian")
    protect(witness, PUBLISH, Details("Another synthetic name"), make_user("contributor"))
    with pytest.raises(Refused, match="vault scan"):
        perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)


def test_a_scan_that_found_a_name_names_the_passages(hold_the_key):
    hold_the_key()
    witness = protected(Details("Kang Chol-hwan"), unlinked=True)
    testimony, reviewer = in_review(witness, ("A plain passage.", "강철환이 말했다."))
    scanning.scan(testimony, "custodian")
    with pytest.raises(Refused, match="Passages: 2") as refusal:
        perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    assert "Kang" not in str(refusal.value) and "강철환" not in str(refusal.value)


def test_the_result_of_a_scan_cannot_be_changed(published):
    for change in (lambda: Scan.objects.update(passages=""), lambda: Scan.objects.all().delete()):
        with pytest.raises(DatabaseError, match="scan"), transaction.atomic():
            change()


def test_the_public_face_of_a_protected_witness_needs_consent_too(key_file):
    witness = protected(uses=())
    with pytest.raises(Refused, match="not consented to publication"):
        publish(witness)


def test_a_witness_who_is_not_protected_is_asked_for_nothing():
    publish(make_testimony(witness=publish(make_witness())))


@pytest.mark.parametrize(
    "facts", [Facts(), Facts((Use.PUBLICATION,), YESTERDAY), Facts((Use.PUBLICATION,), None, True)]
)
def test_when_consent_ends_the_record_waits_to_be_withdrawn(published, facts):
    witness, testimony = published
    assert ended() == []
    protect(witness, facts, Details(), make_user("custodian"))
    assert ended() == [testimony.identifier]
    assert ended(make_user("contributor")) == []
    perform(Action.WITHDRAW, testimony, make_user("moderator"), "consent ended")
    assert ended() == []


def test_consent_holds_through_its_last_day(published):
    witness, _testimony = published
    protect(witness, Facts((Use.PUBLICATION,), today()), Details(), make_user("custodian"))
    assert ended() == []


def test_what_joins_the_records_of_a_witness_who_is_unlinked_later_waits_to_be_withdrawn():
    witness = publish(make_witness())
    testimony = publish(make_testimony(witness=witness))
    Witness.objects.update(unlinked=True)
    assert ended() == [testimony.identifier, witness.identifier]
    whys = {item.why for item in Queue(make_user("moderator")).consent_ended}
    assert whys == {"The witness is unlinked now, and this joins their records."}


def test_an_old_form_does_not_put_back_what_was_stated_of_consent(key_file):
    witness = make_witness()
    stale = Witness.objects.get(pk=witness.pk)
    protect(witness, Facts((Use.PUBLICATION,), None, True), Details(), make_user("custodian"))
    stale.about = "saved later"
    stale.save()
    now = Witness.objects.get(pk=witness.pk)
    assert (now.about, now.consent, now.consent_withdrawn) == ("saved later", "publication", True)
    assert now.protection == witness.protection is not None
