"""backup: one encrypted file that holds both databases and the media, whole."""

import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import sys
import tarfile
import tomllib
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from django.db import connection

from archive.backup import Refused, packing, snapshot
from archive.backup.making import backup
from archive.backup.room import room
from testimonies import guards
from testimonies.vault import custody
from tests.archive.backup.conftest import run
from tests.archive.backup.words import BEFORE, KEPT, PIXELS, TITLE
from tests.assurance.processes import ROOT

PUBLIC = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"


def decrypted(living, file: Path) -> bytes:
    """The tar file that a backup is."""
    return pyrage.decrypt(file.read_bytes(), custody.identities(str(living.key)))


@pytest.fixture
def opened(living, tmp_path) -> Path:
    """What the backup holds, unpacked with nothing but age and tar."""
    with tarfile.open(fileobj=io.BytesIO(decrypted(living, living.backup))) as tar:
        tar.extractall(tmp_path, filter="data")
    return tmp_path


def rows(file: Path, query: str) -> list:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def test_it_holds_both_databases_the_media_and_the_sums_of_all(living, opened):
    files = {path.relative_to(opened).as_posix() for path in opened.rglob("*") if path.is_file()}
    manifest = json.loads((opened / "manifest.json").read_text())
    assert files - {"manifest.json"} == manifest["sums"].keys()
    assert files > {"archive.sqlite3", "vault/vault.sqlite3", f"media/figures/{'a' * 64}.png"}
    for name, told in manifest["sums"].items():
        assert hashlib.sha256((opened / name).read_bytes()).hexdigest() == told
    assert ":".join(map(str, manifest["head"])) == living.told["head"]
    assert living.told["head"] in living.told["said"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert manifest["software"] == project["version"]


def test_the_vault_is_kept_as_it_is_sealed(living, opened):
    query = f"SELECT token, ciphertext FROM vault_sealing WHERE protection = '{living.told['sealed']}'"
    kept = rows(opened / "vault/vault.sqlite3", query)
    assert kept and kept == rows(living.data / "vault/vault.sqlite3", query)


def test_sessions_counts_and_imports_are_left_out(living, opened):
    assert rows(living.data / "archive.sqlite3", "SELECT count(*) FROM django_session") == [(1,)]
    for table in snapshot.left_out():
        assert rows(opened / "archive.sqlite3", f"SELECT count(*) FROM {table}") == [(0,)]


def test_nothing_can_be_read_in_it_and_what_was_erased_before_is_not_there(living, opened):
    assert KEPT.encode() in (opened / "archive.sqlite3").read_bytes()
    assert BEFORE.encode() not in (opened / "archive.sqlite3").read_bytes()
    sealed = living.backup.read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert [word for word in (KEPT.encode(), PIXELS, b"SQLite format") if word in sealed] == []


def test_only_its_owner_may_read_it_and_no_plain_text_is_left_beside(living):
    assert living.backup.stat().st_mode & 0o777 == 0o600
    assert "backing-up" not in living.told["beside"]
    assert list(living.backup.parent.glob("*.partial")) == []


def test_both_copies_are_of_one_moment_and_writers_go_on(tmp_path):
    files = [tmp_path / name for name in ("one", "two")]
    for file in files:
        with closing(sqlite3.connect(file)) as database:
            database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (n); INSERT INTO t VALUES (1)")
    with snapshot._one_moment(files) as readers:
        for file in files:
            with closing(sqlite3.connect(file, timeout=0)) as database, database:
                database.execute("INSERT INTO t VALUES (2)")
        assert [reader.execute("SELECT count(*) FROM t").fetchone() for reader in readers] == [(1,), (1,)]


def test_the_moment_waits_for_a_transaction_that_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "PATIENCE", 0.01)
    file = tmp_path / "one"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"), snapshot._one_moment([file]):
            pass


@pytest.mark.assure
def test_what_is_erased_while_it_is_written_is_not_in_it(living, tmp_path):
    data, file = Path(shutil.copytree(living.data, tmp_path / "data")), tmp_path / "file"
    assert TITLE.encode() in (data / "archive.sqlite3").read_bytes()
    erase = (sys.executable, "-W", "ignore", "-m", "tests.archive.backup.meanwhile")
    done = run(data, living.public, *erase, living.told["identifiers"]["kept"], str(file))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["Something was erased meanwhile: once more."]
    assert TITLE.encode() in decrypted(living, living.backup)
    assert TITLE.encode() not in decrypted(living, file)


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.parametrize(
    ("recipients", "said"), [([], "--recipient"), (["age1nobody"], "begins with age1")], ids=["none", "wrong"]
)
def test_without_a_usable_public_key_it_is_refused(tmp_path, recipients, said):
    with pytest.raises(Refused, match=said):
        backup(tmp_path / "file", recipients, print)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_file_is_never_overwritten(tmp_path):
    (tmp_path / "file").write_text("something else")
    with pytest.raises(Refused, match="name another"):
        backup(tmp_path / "file", [PUBLIC], print)
    assert (tmp_path / "file").read_text() == "something else"


@pytest.mark.django_db
def test_a_ledger_that_does_not_hold_is_refused(tmp_path):
    guards.drop(connection)
    with pytest.raises(Refused, match="verify_ledger"):
        backup(tmp_path / "file", [PUBLIC], print)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_on_the_way_leaves_no_file_and_tells_its_reason(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"x" * 100)

    def fail(_sums):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        packing.write(target, {"archive.sqlite3": source}, fail, packing.keys_of([PUBLIC]))
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_another_backup_to_the_same_file_is_refused(tmp_path):
    (tmp_path / "target.partial").touch()
    with pytest.raises(Refused, match="remove it"):
        packing.write(tmp_path / "target", {}, lambda sums: b"", packing.keys_of([PUBLIC]))
    assert (tmp_path / "target.partial").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_to_end_takes_the_plain_text_along(settings, tmp_path, number):
    settings.DATA_DIR = tmp_path
    with pytest.raises((SystemExit, KeyboardInterrupt)), room("backing-up") as folder:
        (folder / "archive.sqlite3").write_text("plain")
        os.kill(os.getpid(), number)
        signal.pause()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_and_a_living_one_is_not_disturbed(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "backing-up/vault").mkdir(parents=True)
    (tmp_path / "backing-up/vault/vault.sqlite3").write_text("left")
    with room("backing-up") as folder:
        assert list(folder.iterdir()) == []
        (folder / "archive.sqlite3").write_text("plain")
        with pytest.raises(Refused, match="at work"), room("backing-up"):
            pass
        assert (folder / "archive.sqlite3").exists()
