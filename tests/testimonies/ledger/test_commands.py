"""verify_ledger and erase, as someone at the shell meets them."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from testimonies import guards, ledger
from testimonies.management.commands import erase
from testimonies.models import LedgerRow, Passage, Reference, Testimony
from testimonies.vocabulary import Standing
from testimonies.workflow import Action, allowed, perform
from tests.factories import CHECKED, make_source, make_testimony, make_user, publish
from tests.testimonies.ledger.dumping import dump

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
SECRET = "The synthetic neighbour kept a blue bicycle."


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(erase, "PATIENCE", 0.0)


def _run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def testimony():
    return publish(make_testimony(texts=("It begins harmlessly.", SECRET)))


def test_a_sound_ledger_is_said_to_hold_with_its_head():
    publish(make_source())
    assert f"holds, with all its guards. Head {ledger.head()}" in _run("verify_ledger")
    assert "holds" in _run("verify_ledger", expect=str(ledger.head()))


def test_another_head_than_the_expected_one_exits_1():
    publish(make_source())
    with pytest.raises(CommandError, match="1 findings") as refusal:
        _run("verify_ledger", expect=f"7:{'0' * 64}")
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("text", ["7", "x:y", "7:abc"])
def test_an_expectation_that_is_none_is_explained(text):
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        _run("verify_ledger", expect=text)


def test_missing_guards_exit_1_and_are_named():
    guards.drop(connection)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", stdout=out)
    assert "guard missing: ledger_two_people" in out.getvalue()


def test_erasing_a_passage_says_what_is_public_now_and_what_comes_next(testimony):
    said = _run("erase", testimony.identifier, passage=2)
    assert "has no public version now" in said
    assert "waits for review" in said
    assert "erasures.jsonl: keep a copy elsewhere" in said
    assert "No copy was found" in said
    testimony.refresh_from_db()
    assert (testimony.stage, ledger.standing(testimony)) == ("submitted", Standing.WITHDRAWN)
    assert "bicycle" not in dump()
    moderator = make_user("moderator")
    perform(Action.START, testimony, moderator)
    perform(Action.APPROVE, testimony, moderator, checked=CHECKED)
    assert ledger.current(testimony.identifier).document.passages[1].standing == "removed"


def test_the_account_of_the_shell_may_erase_and_submit_and_nobody_signs_in_with_it(testimony):
    _run("erase", testimony.identifier, passage=2)
    system = User.objects.get(username="system-custodian")
    assert not system.has_usable_password()
    assert not system.is_staff
    assert Action.START not in allowed(testimony, system)
    assert LedgerRow.objects.get(kind="erased").actor == system.actor


def test_a_named_account_needs_the_permission(testimony):
    moderator = make_user("moderator")
    with pytest.raises(CommandError, match="needs the permission “erase”"):
        _run("erase", testimony.identifier, by=moderator.username)
    with pytest.raises(CommandError, match="no account"):
        _run("erase", testimony.identifier, by="nobody-of-that-name")
    assert ledger.current(testimony.identifier).document is not None


def test_a_custodian_who_may_not_submit_is_told_who_must(testimony):
    said = _run("erase", testimony.identifier, passage=2, by=make_user("custodian").username)
    assert "It was not submitted." in said
    assert "needs the permission “contribute”" in said


def test_a_draft_someone_is_writing_is_not_submitted_over_their_head(testimony):
    perform(Action.EDIT, testimony, make_user("contributor"))
    said = _run("erase", testimony.identifier, passage=2)
    assert "Someone was editing it" in said
    testimony.refresh_from_db()
    assert testimony.stage == "draft"


def test_a_record_stays_public_when_its_current_version_lacked_the_passage(testimony):
    testimony.passages.get(number=2).delete()
    publish(testimony)
    assert "stays public" in _run("erase", testimony.identifier, passage=2)
    assert ledger.standing(testimony) == Standing.PUBLIC


def test_erasing_a_record_leaves_its_reason_only(testimony):
    assert "is erased" in _run("erase", testimony.identifier, reason="consent")
    assert ledger.current(testimony.identifier).reason == "consent"
    assert "bicycle" not in dump()


def test_a_copy_in_another_record_is_found_and_exits_1(testimony):
    other = publish(make_testimony(texts=(f"Another says: {SECRET}",)))
    out = StringIO()
    with pytest.raises(CommandError, match="not gone"):
        call_command("erase", testimony.identifier, passage=2, stdout=out)
    row = Passage.objects.get(testimony=other)
    assert f"Still found: table testimonies_passage, column text, row {row.pk}" in out.getvalue()
    assert "table testimonies_ledgerrow, column body" in out.getvalue()


def test_a_copy_in_a_file_is_found_and_exits_1(testimony, settings):
    left = settings.DATA_DIR / "left-over.csv"
    left.write_text(f"1,{SECRET}\n")
    try:
        with pytest.raises(CommandError, match="not gone"):
            _run("erase", testimony.identifier, passage=2)
    finally:
        left.unlink()


@pytest.mark.parametrize(
    ("record", "options", "why"),
    [
        ("T-999999", {}, "No record was ever published"),
        ("T-000001", {"passage": 9}, "no passage 9"),
        ("T-000001", {"figure": "F-0009"}, "never showed a figure"),
    ],
)
def test_what_is_not_there_is_not_erased(testimony, record, options, why):
    with pytest.raises(CommandError, match=why):
        _run("erase", record, **options)
    assert Testimony.objects.get().title
    assert ledger.current(testimony.identifier).document is not None


def test_words_left_in_an_index_are_found_without_being_printed(testimony, settings):
    settings.INDEX_DIR.mkdir(parents=True, exist_ok=True)
    left = settings.INDEX_DIR / "left-over.trm"
    left.write_bytes(b"\x00\x07bicycle\x01")
    out = StringIO()
    try:
        with pytest.raises(CommandError, match="rebuild the index"):
            call_command("erase", testimony.identifier, passage=2, stdout=out)
    finally:
        left.unlink()
    assert "words of it: file left-over.trm" in out.getvalue()
    assert "bicycle" not in out.getvalue()


def test_a_place_in_a_source_that_another_record_names_too_is_no_copy(testimony):
    source = publish(make_source())
    for texts in (("He spoke of a kiln by the river.",), ("She spoke of an orchard.",)):
        record = make_testimony(source, texts)
        Reference.objects.filter(passage__testimony=record).update(locator="cited in the chapter on work")
        publish(record)
    assert "No copy was found" in _run("erase", record.identifier, "--passage", "1")


def test_a_place_in_a_source_that_stands_within_other_words_is_no_copy():
    publish(make_source(title="Synthetic article", pages="pp. 1 to 20"))
    record = make_testimony(texts=(SECRET,))
    Reference.objects.filter(passage__testimony=record).update(locator="p. 1")
    said = _run("erase", publish(record).identifier)
    assert "No copy was found" in said
