"""restore --verify: a backup that was cut, changed, forged or made for another key is noticed."""

import json

import pytest

from archive.backup import Refused, packing
from archive.backup.manifest import FORMAT
from archive.backup.restoring import Wish, verify
from testimonies.vault import custody
from tests.archive.backup.words import KEPT


@pytest.fixture
def wish(living):
    """Asks for the living installation's backup, or for another file with its key."""

    def make(file=living.backup, **fields):
        return Wish(file, custody.identities(str(living.key)), **fields)

    return make


def test_a_whole_backup_is_told_to_be_so(living, wish):
    found = verify(wish(erasures=living.erasures))
    assert ":".join(map(str, found.head)) == living.told["head"]
    assert "1 media files" in found.told


def test_the_command_says_so_and_writes_nothing(living, place):
    done = living.run(place, "restore", living.backup, "--verify", "--identity", living.key)
    assert done.returncode == 0 and living.told["head"] in done.stdout
    assert [path for path in place.rglob("*") if path.is_file()] == []


def test_a_flipped_bit_anywhere_is_noticed(living, wish, tmp_path):
    whole, file = living.backup.read_bytes(), tmp_path / "changed"
    step = len(whole) // 40
    for at in (*range(0, 400, 9), *range(400, len(whole), step), len(whole) - 1):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(Refused):
            verify(wish(file))


@pytest.mark.parametrize("share", [0, 0.3, 0.999])
def test_a_backup_that_was_cut_is_noticed(living, wish, tmp_path, share):
    whole = living.backup.read_bytes()
    (tmp_path / "cut").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Refused, match="not whole"):
        verify(wish(tmp_path / "cut"))


def test_what_is_added_at_its_end_is_noticed(living, wish, tmp_path):
    (tmp_path / "longer").write_bytes(living.backup.read_bytes() + b"more")
    with pytest.raises(Refused, match="not whole"):
        verify(wish(tmp_path / "longer"))


def test_another_private_key_does_not_open_it(living, tmp_path):
    custody.new_identity(tmp_path / "other")
    with pytest.raises(Refused, match="does not open"):
        verify(Wish(living.backup, custody.identities(str(tmp_path / "other"))))


def test_another_head_than_the_one_noted_elsewhere_is_noticed(wish):
    with pytest.raises(Refused, match="expected"):
        verify(wish(expect=(1, "0" * 64)))


def test_a_list_of_erasures_with_half_a_line_is_noticed(living, wish, tmp_path):
    (tmp_path / "half").write_text(living.erasures.read_text()[:-9])
    with pytest.raises(Refused, match="line 9 is not an erasure"):
        verify(wish(erasures=tmp_path / "half"))


def test_a_file_that_is_not_there_is_said(wish, tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        verify(wish(tmp_path / "nowhere"))


@pytest.fixture
def forged(living, tmp_path):
    """A file encrypted to the same public key, which everyone may have, with other things in it."""

    def make(names=("archive.sqlite3", "vault/vault.sqlite3"), **changes):
        content = tmp_path / "content"
        content.write_text(KEPT)

        def manifested(sums):
            told = {"made": "then", "software": "9.9", "schema": 1, "head": [0, "0" * 64], "migrations": []}
            told |= {"format": FORMAT, "sums": sums | changes.pop("more", {})} | changes
            return json.dumps(told).encode()

        packing.write(
            tmp_path / "forged", dict.fromkeys(names, content), manifested, packing.keys_of([living.public])
        )
        return tmp_path / "forged"

    return make


def test_a_forged_one_without_a_fault_would_pass_until_it_is_restored(forged, wish):
    assert verify(wish(forged())).software == "9.9"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"sums": {}}, "archive.sqlite3, vault/vault.sqlite3 is missing or not what it was"),
        ({"more": {"media/gone.png": "0" * 64}}, "media/gone.png is missing"),
        ({"names": ("archive.sqlite3",)}, "no databases"),
        ({"names": ("archive.sqlite3", "../elsewhere")}, "does not belong"),
        ({"names": ("archive.sqlite3", "/etc/elsewhere")}, "does not belong"),
        ({"names": ("archive.sqlite3", "media/../../elsewhere")}, "does not belong"),
        (
            {"migrations": ["testimonies.9999_of_tomorrow"]},
            "testimonies.9999_of_tomorrow.: update",
        ),
        ({"format": FORMAT + 1}, "later version"),
        ({"head": "none"}, "manifest cannot be read"),
    ],
    ids=["sums", "missing", "databases", "above", "absolute", "winding", "migrations", "format", "head"],
)
def test_a_fault_inside_is_named(forged, wish, fault, said):
    with pytest.raises(Refused, match=said):
        verify(wish(forged(**fault)))
