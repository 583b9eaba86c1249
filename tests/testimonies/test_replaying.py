"""Erasures of a list are made again where their texts are still there, and nowhere else."""

from dataclasses import replace

import pytest

from testimonies import erasure_list, ledger
from testimonies.erasure_list import Erasure
from testimonies.models import Event, Passage
from testimonies.replaying import OtherList, replay
from testimonies.vault import custody
from testimonies.vault.models import Sealing
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_testimony, make_user, publish
from tests.testimonies.ledger.dumping import dump
from tests.testimonies.vault.scene import BOTH, protected

pytestmark = pytest.mark.django_db(databases=BOTH)
SECRET = "The synthetic neighbour kept a blue bicycle."
LATER = "2999-01-01T00:00:00.000Z"


def line(of, **fields) -> Erasure:
    """What another course of things says was erased of a record."""
    first = Event.objects.filter(record_id=of.pk).order_by("pk").first()
    facts = {"event": "e" * 64, "at": LATER, "origin": first.digest if first else ""}
    facts |= {"record": of.pk, "noun": of.noun, "identifier": of.identifier or ""}
    return Erasure(**facts | fields)


@pytest.fixture
def testimony():
    return publish(make_testimony(texts=("It begins harmlessly.", SECRET)))


def test_a_passage_is_erased_again_and_the_chain_holds(testimony):
    (outcome,) = replay([line(testimony, passages=(2,))])
    assert (outcome.done, outcome.name) == (True, f"{testimony.identifier}, passage 2")
    assert "bicycle" not in dump()
    assert ledger.verify() == []


def test_a_passage_that_stood_only_in_a_draft_is_erased_too():
    draft = make_testimony(texts=("It begins harmlessly.", SECRET))
    replay([line(draft, passages=(2,))])
    assert "bicycle" not in dump()


def test_twice_is_once(testimony):
    listed = [line(testimony, passages=(2,)), line(testimony, event="f" * 64, whole=True)]
    assert [outcome.done for outcome in replay(listed)] == [True, True]
    number = ledger.head().number
    again = [*erasure_list.performed(), *(replace(one, at="2000-01-01T00:00:00.000Z") for one in listed)]
    assert [outcome.done for outcome in replay(again)] == [False, False]
    assert ledger.head().number == number


def test_what_was_entered_after_a_restore_erased_the_record_stays(testimony):
    listed = line(testimony, whole=True, at="2000-01-01T00:00:00.000Z")
    replay([listed])
    testimony.refresh_from_db()
    Passage.objects.create(testimony=testimony, number=1, text="Something harmless, entered since.")
    replay([*erasure_list.performed(), listed])
    assert "entered since" in dump()


def test_a_record_that_got_the_number_in_another_course_of_things_is_left_alone(testimony):
    (outcome,) = replay([line(testimony, whole=True, origin="0" * 64)])
    assert not outcome.done
    assert ledger.current(testimony.identifier).document is not None


@pytest.mark.parametrize("fields", [{"record": 10**6}, {"noun": "source"}], ids=["number", "noun"])
def test_a_record_that_the_backup_has_not_is_passed_over(testimony, fields):
    (outcome,) = replay([line(testimony, whole=True, **fields)])
    assert not outcome.done
    assert "bicycle" in dump()


def test_a_version_is_erased_by_its_digest_alone(testimony):
    first = testimony.ledger_rows.get()
    testimony.title = "Synthetic, corrected"
    testimony.save()
    publish(testimony)
    replay([line(testimony, rows=((first.number, first.digest), (10**6, "0" * 64)))])
    held = testimony.ledger_rows.filter(kind="published").order_by("number").values_list("body", flat=True)
    assert [body is None for body in held] == [True, False]
    assert ledger.verify() == []


def test_a_withdrawal_is_made_again_with_its_reason_and_the_text_stays_to_be_approved_anew(testimony):
    listed = line(testimony, withdrawn=True, reason="consent", at="2000-01-01T00:00:00.000Z")
    assert [outcome.done for outcome in replay([listed])] == [True]
    gone = ledger.current(testimony.identifier)
    assert (gone.document, gone.reason) == (None, ReasonClass.CONSENT)
    assert ledger.verify() == []
    publish(testimony)
    assert [outcome.done for outcome in replay([*erasure_list.performed(), listed])] == [False]
    assert ledger.current(testimony.identifier).document is not None


def test_what_was_sealed_before_it_was_forgotten_is_forgotten_and_what_came_after_is_not(settings, tmp_path):
    settings.VAULT_RECIPIENT = custody.new_identity(tmp_path / "key")
    witness, other = protected(), protected()
    early = Erasure(event="vault:1", at="2000-01-01T00:00:00.000Z", vault=witness.protection)
    assert [outcome.done for outcome in replay([early])] == [False]
    assert [outcome.done for outcome in replay([replace(early, at=LATER)])] == [True]
    assert list(Sealing.objects.values_list("protection", flat=True)) == [other.protection]


def test_a_list_without_an_erasure_that_this_archive_knows_is_refused(testimony):
    source = publish(make_source())
    perform(Action.ERASE, source, make_user("custodian"))
    with pytest.raises(OtherList, match="older than the backup"):
        replay([line(testimony, whole=True)])
    assert "bicycle" in dump()
