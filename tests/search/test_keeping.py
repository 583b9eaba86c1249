"""The index as a cache of the ledger: rebuilt, purged, distrusted, and never half there."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

import search
from search import engine, keeping
from search.shelf import IndexBusy, SearchUnavailable
from testimonies import ledger
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_testimony, make_user, publish

WORD = "xylophone"


def ask(q=WORD):
    return search.find(search.SearchRequest(q=q)).total


def holds(index, word):
    """Index files whose bytes hold a word, as UTF-8."""
    return [path.name for path in index.files() if word.encode() in path.read_bytes()]


def until(holds, seconds=20):
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds
        time.sleep(0.05)


def erase(record, django_capture_on_commit_callbacks, **particulars):
    with django_capture_on_commit_callbacks(execute=True):
        perform(Action.ERASE, record, make_user("custodian"), "for safety", **particulars)


@pytest.fixture
def record(index):
    made = publish(make_testimony(texts=(f"A {WORD} stood there.", "A second passage."), title="One"))
    index.catch_up()
    return made


@pytest.mark.django_db
def test_an_erased_record_is_in_no_file_of_the_index(index, record, django_capture_on_commit_callbacks):
    assert holds(index, WORD)
    erase(record, django_capture_on_commit_callbacks)
    assert holds(index, WORD) == []
    assert (ask(), keeping.verify()) == (0, [])


@pytest.mark.django_db
def test_an_erased_passage_is_in_no_file_and_the_rest_is_found(
    index, record, django_capture_on_commit_callbacks
):
    for _ in range(3):
        publish(make_testimony(texts=("Something else.",)))
        index.catch_up()
    erase(record, django_capture_on_commit_callbacks, passage=1)
    index.catch_up()
    assert holds(index, WORD) == []
    assert ask() == 0


@pytest.mark.django_db
def test_text_of_an_earlier_version_leaves_with_the_erasure(
    index, record, django_capture_on_commit_callbacks
):
    passage = record.passages.first()
    passage.text = "A marimba stood there."
    passage.save()
    publish(record)
    index.catch_up()
    erase(record, django_capture_on_commit_callbacks)
    assert holds(index, WORD) == []
    assert holds(index, "marimba") == []


@pytest.mark.django_db
def test_what_a_killed_rebuild_left_goes_with_the_erasure(index, record, django_capture_on_commit_callbacks):
    shutil.copytree(index.path / engine.backend().shelf.current().directory, index.path / "generation-left")
    erase(record, django_capture_on_commit_callbacks)
    assert holds(index, WORD) == []


@pytest.mark.django_db
def test_what_a_killed_rebuild_left_goes_with_the_indexers_next_look_and_a_running_one_is_left_alone(
    index, record
):
    shelf = engine.backend().shelf
    shutil.copytree(index.path / shelf.current().directory, index.path / "generation-left")
    with shelf.lock(0, "REBUILDING"):
        keeping.follow()
        assert (index.path / "generation-left").exists()
    keeping.follow()
    assert shelf.others(keep="") == [index.path / shelf.current().directory]
    assert ask() == 1


@pytest.mark.django_db
def test_an_erasure_purges_an_index_that_is_not_trusted(index, record, django_capture_on_commit_callbacks):
    pointer = index.path / "CURRENT"
    pointer.write_text("{}")
    erase(record, django_capture_on_commit_callbacks)
    assert holds(index, WORD) == []
    assert keeping.verify() == []


@pytest.mark.django_db
def test_a_busy_index_masks_the_erased_text_and_the_next_replay_purges_it(
    index, record, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(keeping.catch_up, "__defaults__", (0.1,))
    with engine.backend().shelf.lock(0):
        erase(record, django_capture_on_commit_callbacks)
        assert ask() == 0
    index.catch_up()
    assert holds(index, WORD) == []


@pytest.mark.django_db
def test_waiting_for_the_index_is_bounded(index, record):
    publish(make_source())
    started = time.monotonic()
    with engine.backend().shelf.lock(0), pytest.raises(IndexBusy):
        keeping.catch_up(wait=0.2)
    assert time.monotonic() - started < 2


@pytest.mark.django_db
def test_a_rebuild_holds_what_the_ledger_says_and_leaves_one_generation(index, record):
    before = engine.backend().shelf.current().directory
    assert index.rebuild() == engine.backend().held()
    assert [path.name for path in index.path.iterdir() if path.is_dir()] != [before]
    assert (ask(), keeping.verify()) == (1, [])


@pytest.mark.django_db
def test_a_rebuild_never_shows_an_empty_index(index, record):
    shelf, seen, done = engine.backend().shelf, [], threading.Event()

    def read():
        while not done.is_set():
            try:
                seen.append(len(engine._opened(shelf)))
            except SearchUnavailable as error:
                seen.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(6):
        index.rebuild()
    done.set()
    reader.join()
    assert set(seen) == {len(engine._opened(shelf))}


@pytest.mark.django_db
def test_a_second_rebuild_at_the_same_time_is_refused(index, record):
    with engine.backend().shelf.lock(0, "REBUILDING"), pytest.raises(IndexBusy):
        keeping.rebuild()


@pytest.mark.django_db
def test_an_index_of_another_version_is_refused_and_rebuilt_by_the_indexer(index, record):
    path = index.path / "CURRENT"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": "0"}))
    with pytest.raises(SearchUnavailable):
        ask()
    call_command("run_indexer", "--once")
    assert ask() == 1


@pytest.mark.django_db
def test_an_index_ahead_of_the_ledger_is_not_trusted(index, record):
    engine.backend().replay([], set(), 10_000)
    with pytest.raises(SearchUnavailable):
        ask()


@pytest.mark.django_db
def test_verify_finds_what_is_missing_what_is_too_much_and_what_differs(index, record, capsys):
    held = engine.backend().held()
    entry = next(iter(engine.prepare([ledger.current(record.identifier)])))
    for entries, gone, says in (
        ([entry | {"text": "Other words."}], set(), "its words in the index are not those"),
        ([entry | {"sha256": "0" * 64}], set(), "another version"),
        ([], {record.identifier}, "not in the index"),
        ([entry, entry | {"id": "T-999999"}], set(), "not public"),
    ):
        engine.backend().replay(entries, gone, held)
        assert [says in line for line in keeping.verify()] == [True]
    engine.backend().replay([entry], {"T-999999"}, held)
    assert keeping.verify() == []
    publish(make_source())
    with pytest.raises(CommandError):
        call_command("verify_index")
    call_command("update_index")
    call_command("verify_index")
    assert "holds what the ledger says" in capsys.readouterr().out


@pytest.mark.django_db
def test_clear_index_refuses(index, record):
    with pytest.raises(CommandError, match="never cleared"):
        call_command("clear_index", "--noinput")
    assert ask() == 1


PUBLISH_AND_LOOK = """
import time
import search
from tests.factories import make_testimony, publish

record = publish(make_testimony(texts=("A xylophone stood there.",)))
started = time.monotonic()
while not search.find(search.SearchRequest(q="xylophone")).total and time.monotonic() - started < 30:
    time.sleep(0.01)
print("seconds", time.monotonic() - started)
"""


def test_a_running_indexer_makes_a_record_searchable_and_ends_on_a_signal(blank_data):
    environment = os.environ | {"DATA_DIR": str(blank_data), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    manage = [sys.executable, "manage.py"]
    options = {"cwd": settings.BASE_DIR, "env": environment, "stderr": subprocess.PIPE}
    indexer = subprocess.Popen([*manage, "run_indexer"], **options)
    try:
        assert b"started" in indexer.stderr.readline()
        until(lambda: (blank_data / "index" / "CURRENT").exists())
        look = [*manage, "shell", "-v0", "-c", PUBLISH_AND_LOOK]
        said = subprocess.run(look, check=True, stdout=subprocess.PIPE, timeout=60, **options).stdout
        assert float(said.split()[-1]) < 1
        indexer.send_signal(signal.SIGTERM)
        assert indexer.wait(10) == 0
    finally:
        indexer.kill()
        indexer.stderr.close()
        indexer.wait()


@pytest.mark.django_db
def test_the_indexer_survives_a_busy_index(index, record, monkeypatch):
    monkeypatch.setattr(keeping.catch_up, "__defaults__", (0.1,))
    publish(make_testimony(texts=(f"Another {WORD}.",)))
    with engine.backend().shelf.lock(0), transaction.atomic():
        call_command("run_indexer", "--once")
    assert ask() == 1
    call_command("run_indexer", "--once")
    assert ask() == 2
