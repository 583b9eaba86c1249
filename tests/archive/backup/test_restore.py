"""restore: an empty directory becomes the archive that was backed up, less what was erased since."""

import json
import sys
from pathlib import Path

import pytest

from archive.backup import restoring
from testimonies import erasure_list
from tests.archive.backup.conftest import run
from tests.archive.backup.words import BEFORE, ERASED_SINCE, KEPT, PASSAGE, SINCE


def holding(data: Path, word: bytes) -> list[str]:
    files = (path for path in data.rglob("*") if path.is_file())
    return [path.name for path in files if word in path.read_bytes() or word in path.name.encode()]


@pytest.fixture(scope="module")
def restored(living, tmp_path_factory):
    """The directory a backup was restored into, and what was said."""
    data = tmp_path_factory.mktemp("restored")
    asked = ("--identity", living.key, "--erasures", living.erasures, "--expect", living.told["head"])
    done = living.run(data, "restore", living.backup, *asked)
    assert done.returncode == 0, done.stderr
    return data, done.stdout


@pytest.fixture(scope="module")
def answers(living, restored):
    """What it answers when it is asked."""
    ask = (sys.executable, "-W", "ignore", "-m", "tests.archive.backup.asking", json.dumps(living.told))
    done = run(restored[0], living.public, *ask)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_no_byte_of_it_is_of_what_was_erased_since(living, restored):
    data, _said = restored
    assert holding(data, KEPT.encode())
    for word in (*ERASED_SINCE, BEFORE.encode(), SINCE.encode()):
        assert holding(data, word) == [], word


def test_it_serves_and_finds_what_was_kept(living, answers):
    assert answers["kept"] == [200, True]
    assert (answers["gone"], answers["ready"]) == (410, 200)
    assert answers["hits"] == [living.told["identifiers"]["kept"]]


def test_its_ledger_holds_with_every_guard_and_its_index_is_what_the_ledger_says(answers):
    assert (answers["findings"], answers["missing"], answers["drift"]) == ([], [], [])


def test_each_kind_of_erasure_was_made_again(answers):
    assert answers["versions"] == {
        "kept": [True],
        "withdrawn": [True],
        "passage": [False],
        "record": [False],
        "finer": [False],
        "figure": [False],
    }
    assert answers["draft"] == ["stands", "removed"]


def test_what_was_withdrawn_since_is_not_public(answers):
    assert answers["withdrawn"] == 410


def test_what_the_custodian_forgot_stays_forgotten_and_the_rest_is_sealed(answers):
    assert (answers["forgotten"], answers["act"], answers["sealed"]) == (0, 1, 1)


def test_nobody_is_signed_in(answers):
    assert answers["sessions"] == 0


def test_it_says_what_was_taken_out_again_and_what_is_left_to_do(living, restored):
    said, names = restored[1], living.told["identifiers"]
    gone = ", ".join(sorted(set(names.values()) - {names["kept"]}))
    for line in (
        f"Taken out again: {names['passage']}, passage 2.",
        "8 erasures and withdrawals came after the backup; 1 were of what it does not hold.",
        f"Without a public version now: {gone}.",
        f"The index holds ledger number {int(living.told['head'].split(':')[0]) + 5}.",
    ):
        assert line in said
    assert PASSAGE not in said


def test_its_files_are_for_their_owner_only_and_nothing_lies_about(restored):
    data, _said = restored
    names = {path.name for path in data.iterdir()}
    assert "restoring" not in names and "media" in names
    kept = (data / "archive.sqlite3", *(data / "vault").rglob("*"), *(data / "media").rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in kept if path.is_file()} == {0o600}
    assert (data / "media").stat().st_mode & 0o777 == 0o700


def test_its_list_of_erasures_goes_on_from_the_one_it_was_given(living, restored):
    before = {erasure.event for erasure in erasure_list.listed(living.erasures)}
    after = {erasure.event for erasure in erasure_list.listed(restored[0] / "erasures.jsonl")}
    assert before < after


def refused(living, data: Path, *asked: str) -> str:
    """What a restore complained of; it must have left nothing."""
    done = living.run(data, "restore", living.backup, "--identity", living.key, *asked)
    assert done.returncode == 1
    assert [path for path in data.rglob("*") if path.is_file()] == []
    assert not (data / "restoring").exists()
    return done.stderr


def test_without_a_list_it_is_refused(living, place):
    assert "--without-erasures" in refused(living, place)


@pytest.mark.assure
def test_a_list_that_is_older_than_the_backup_is_refused(living, place, tmp_path):
    (tmp_path / "old").touch()
    assert "older than the backup" in refused(living, place, "--erasures", tmp_path / "old")


def test_a_changed_backup_is_refused(living, place, tmp_path):
    whole = bytearray(living.backup.read_bytes())
    whole[-1000] ^= 1
    (tmp_path / "changed").write_bytes(whole)
    done = living.run(
        place, "restore", tmp_path / "changed", "--identity", living.key, "--erasures", living.erasures
    )
    assert (done.returncode, "not whole" in done.stderr) == (1, True)
    assert [path for path in place.rglob("*") if path.is_file() or path.name == "restoring"] == []


def test_a_used_directory_is_refused_and_left_alone(living, place):
    (place / "vault").mkdir()
    (place / "vault/vault.sqlite3").write_text("another")
    asked = ("--identity", living.key, "--erasures", living.erasures)
    done = living.run(place, "restore", living.backup, *asked)
    assert done.returncode == 1 and "is in use (vault/vault.sqlite3)" in done.stderr
    assert [path.name for path in place.rglob("*") if path.is_file()] == ["vault.sqlite3"]


def test_when_a_file_cannot_be_put_in_place_the_others_are_taken_back(settings, tmp_path):
    folder, data = tmp_path / "restoring", tmp_path / "data"
    for name in ("archive.sqlite3", "vault/vault.sqlite3", "media/figures/picture.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("restored")
    (data / "vault").mkdir(parents=True)
    (data / "media").mkdir()
    (data / "media/another.png").write_text("another")
    settings.DATA_DIR, settings.MEDIA_ROOT = data, data / "media"
    with pytest.raises(OSError, match="not empty"):
        restoring._put_in_place(folder)
    assert [path.name for path in data.rglob("*") if path.is_file()] == ["another.png"]
    assert (folder / "vault/vault.sqlite3").exists()


@pytest.mark.assure
def test_without_erasures_it_says_so_out_loud_and_the_texts_are_back(living, place):
    asked = ("--identity", living.key, "--without-erasures")
    done = living.run(place, "restore", living.backup, *asked)
    assert done.returncode == 0, done.stderr
    assert "WITHOUT the list of erasures" in done.stdout
    assert holding(place, PASSAGE.encode())
    assert holding(place, BEFORE.encode()) == []
