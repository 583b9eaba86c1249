"""The list of erasures: a line for each, without content, written by every erasure, never rewritten."""

import json

import pytest

from testimonies import erasure_list
from testimonies.models import Passage
from testimonies.vault import custody
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_testimony, make_user, publish
from tests.testimonies.vault.scene import BOTH, protected

pytestmark = pytest.mark.django_db(databases=BOTH)
SECRET = "The synthetic neighbour kept a blue bicycle."


@pytest.fixture
def file(settings, tmp_path):
    """Where the list is kept; nothing is there yet."""
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    return settings.ERASURES_FILE


def erase(record, passage=None):
    perform(Action.ERASE, record, make_user("custodian"), passage=passage)


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_an_erasure_writes_its_line_after_the_commit(file, django_capture_on_commit_callbacks):
    source = publish(make_source())
    with django_capture_on_commit_callbacks(execute=True):
        erase(source)
        assert not file.exists()
    (line,) = lines(file)
    assert (line["identifier"], line["whole"], line["record"]) == (source.identifier, True, source.pk)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_passage_is_named_by_number_and_the_rows_that_held_it_by_digest(file):
    testimony = publish(make_testimony(texts=("It begins harmlessly.", SECRET), title="Synthetic title"))
    row = testimony.ledger_rows.get()
    erase(testimony, passage=2)
    erasure_list.catch_up()
    (line,) = lines(file)
    assert (line["passages"], line["rows"]) == ([2], [[row.number, row.digest]])
    assert "whole" not in line
    assert not {"bicycle", "Synthetic title", "harmlessly"} & set(file.read_text().split())


def test_of_a_draft_the_removed_passages_are_named_or_all_of_it(file):
    part, whole = (make_testimony(texts=("It begins harmlessly.", SECRET)) for _ in range(2))
    erase(part, passage=2)
    erase(whole)
    erasure_list.catch_up()
    of_part, of_whole = lines(file)
    assert (of_part["passages"], "whole" in of_part) == ([2], False)
    assert ("passages" in of_whole, of_whole["whole"]) == (False, True)


def test_a_record_erased_after_one_of_its_passages_has_both_lines(file):
    testimony = publish(make_testimony(texts=("It begins harmlessly.", SECRET)))
    erase(testimony, passage=2)
    publish(testimony)
    erase(testimony)
    erasure_list.catch_up()
    assert ["whole" in line for line in lines(file)] == [False, True]


def test_a_finer_version_that_a_coarser_one_erased_is_no_whole_record(file):
    testimony = publish(make_testimony(given="12 March 2001"))
    testimony.public_given = "2001"
    testimony.save()
    publish(testimony)
    erase(testimony)
    erasure_list.catch_up()
    finer, whole = lines(file)
    assert ("whole" in finer, len(finer["rows"])) == (False, 1)
    assert (whole["whole"], len(whole["rows"])) == (True, 1)


def test_a_withdrawal_is_listed_too(file, django_capture_on_commit_callbacks):
    source = publish(make_source())
    with django_capture_on_commit_callbacks(execute=True):
        perform(Action.WITHDRAW, source, make_user("moderator"), note=SECRET, reason=ReasonClass.CONSENT)
    (line,) = lines(file)
    assert (line["withdrawn"], line["identifier"], line["reason"]) == (True, source.identifier, "consent")
    assert "bicycle" not in file.read_text()


def test_what_the_custodian_forgets_is_named_by_token(file, django_capture_on_commit_callbacks, settings):
    settings.VAULT_RECIPIENT = custody.new_identity(file.with_name("key"))
    witness = protected()
    with django_capture_on_commit_callbacks(using="vault", execute=True):
        custody.forget(witness.protection, "a test", "a test")
    (line,) = lines(file)
    assert line["vault"] == witness.protection
    assert "Chol-hwan" not in file.read_text()


def test_lines_are_added_and_none_is_written_twice(file):
    erase(publish(make_source()))
    assert erasure_list.catch_up() == 1
    first = file.read_bytes()
    erase(publish(make_source()))
    assert (erasure_list.catch_up(), erasure_list.catch_up()) == (1, 0)
    assert file.read_bytes().startswith(first)


def test_a_line_cut_off_by_a_power_cut_is_written_again(file):
    erase(publish(make_source()))
    erasure_list.catch_up()
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert erasure_list.catch_up() == 1
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "text", ["another file", "another file\n", '{"event": 1}\n', "[]\n", '{"at": "x"}\n']
)
def test_a_file_that_is_something_else_is_refused_and_left_alone(file, text):
    file.write_text(text)
    erase(publish(make_source()))
    with pytest.raises(erasure_list.Unreadable):
        erasure_list.catch_up()
    assert file.read_text() == text


def test_a_list_that_cannot_be_written_does_not_undo_the_erasure_and_is_logged(
    file, caplog, django_capture_on_commit_callbacks
):
    file.mkdir()
    testimony = publish(make_testimony(texts=("It begins harmlessly.", SECRET)))
    with django_capture_on_commit_callbacks(execute=True):
        erase(testimony, passage=2)
    assert "list of erasures could not be written" in caplog.text
    assert not Passage.objects.filter(text=SECRET).exists()


def test_what_is_read_is_what_was_written(file):
    erase(publish(make_testimony(texts=("It begins harmlessly.", SECRET))), passage=2)
    erasure_list.catch_up()
    assert erasure_list.listed(file) == erasure_list.performed()
