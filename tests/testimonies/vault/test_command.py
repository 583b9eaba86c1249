"""manage.py vault: what the custodian does is kept before it is done."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from testimonies.vault import custody, guards
from testimonies.vault.models import Act, Sealing
from tests.testimonies.vault.scene import BOTH, DETAILS, protected

pytestmark = pytest.mark.django_db(databases=BOTH)


def vault(*words: str) -> str:
    out = StringIO()
    call_command("vault", *words, "--by", "synthetic custodian", stdout=out)
    return out.getvalue()


def acts(deed: str) -> list[tuple[str, str, str]]:
    return list(Act.objects.filter(deed=deed).values_list("who", "protection", "reason"))


def test_keygen_makes_a_key_for_its_owner_alone_and_never_overwrites_one(tmp_path: Path):
    file = tmp_path / "key"
    public = vault("keygen", str(file)).strip().split("VAULT_RECIPIENT=")[1]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [str(key.to_public()) for key in custody.identities(str(file))] == [public]
    with pytest.raises(CommandError, match="No key was made"):
        vault("keygen", str(file))


def test_each_reading_is_kept_with_who_which_and_why(hold_the_key):
    witness = protected()
    hold_the_key()
    told = vault("read", witness.protection, "--reason", "a call from the witness")
    assert DETAILS.legal_name in told and DETAILS.needs in told
    assert acts("read") == [("synthetic custodian", witness.protection, "a call from the witness")]
    assert "a call from the witness" in vault("list", "--acts")


@pytest.mark.parametrize("reason", [[], ["--reason", ""], ["--reason", "  "]])
def test_a_reading_without_a_reason_is_refused(hold_the_key, reason):
    witness = protected()
    hold_the_key()
    with pytest.raises(CommandError):
        vault("read", witness.protection, *reason)
    assert acts("read") == []


def test_a_reading_of_a_row_that_was_moved_is_refused_and_kept(hold_the_key):
    one, other = protected(), protected()
    guards.drop(connections["vault"])
    moved = Sealing.objects.get(protection=other.protection).ciphertext
    Sealing.objects.filter(protection=one.protection).update(ciphertext=moved)
    hold_the_key()
    with pytest.raises(CommandError, match="it belongs to another row"):
        vault("read", one.protection, "--reason", "a test")
    assert len(acts("read")) == 1


@pytest.mark.parametrize("words", ["read {} --reason test", "scan #{}", "rotate --to {}"])
def test_nothing_is_opened_without_the_private_key(key_file, words):
    witness = protected()
    word = witness.pk if words.startswith("scan") else witness.protection
    with pytest.raises(CommandError, match="VAULT_IDENTITY_FILE"):
        vault(*words.format(word).split())


def test_the_list_names_tokens_and_days_and_no_value(key_file):
    witness = protected()
    told = vault("list")
    assert f"{witness.protection}  witness #{witness.pk}  1 sealed" in told
    assert not any(value in told for value in vars(DETAILS).values())


def test_a_rotation_seals_every_row_to_the_new_key_and_to_no_other(hold_the_key, tmp_path, settings):
    witnesses = [protected() for _ in range(3)]
    hold_the_key()
    new = tmp_path / "new-key"
    public = custody.new_identity(new)
    assert vault("rotate", "--to", public, "--identity", str(new)).startswith("3 rows")
    with pytest.raises(CommandError, match="refused"):
        vault("read", witnesses[0].protection, "--reason", "with the old key")
    settings.VAULT_IDENTITY_FILE, settings.VAULT_RECIPIENT = str(new), public
    assert all(DETAILS.legal_name in vault("read", w.protection, "--reason", "a test") for w in witnesses)
    assert vault("check").startswith("3 rows, all of them open")
    assert acts("rotate") == [("synthetic custodian", "", public)]


def test_a_rotation_to_a_key_that_nobody_holds_is_refused(hold_the_key, tmp_path):
    protected()
    hold_the_key()
    before = bytes(Sealing.objects.get().ciphertext)
    public = custody.new_identity(tmp_path / "lost-key")
    with pytest.raises(CommandError, match="--identity"):
        vault("rotate", "--to", public)
    with pytest.raises(CommandError, match="age1"):
        vault("rotate", "--to", "age1mistyped")
    assert bytes(Sealing.objects.get().ciphertext) == before


def test_a_rotation_that_meets_a_bent_row_changes_none(hold_the_key, tmp_path):
    for _ in range(3):
        protected()
    rows = list(Sealing.objects.all())
    guards.drop(connections["vault"])
    Sealing.objects.filter(pk=rows[-1].pk).update(ciphertext=b"bent")
    guards.after_migrate()
    before = [bytes(row.ciphertext) for row in Sealing.objects.all()]
    hold_the_key()
    new = tmp_path / "new-key"
    with pytest.raises(CommandError, match="refused"):
        vault("rotate", "--to", custody.new_identity(new), "--identity", str(new))
    assert [bytes(row.ciphertext) for row in Sealing.objects.all()] == before


def test_the_check_finds_missing_guards_bent_rows_and_rows_of_nobody(hold_the_key):
    witness = protected()
    hold_the_key()
    assert vault("check").startswith("1 rows")
    guards.drop(connections["vault"])
    Sealing.objects.update(ciphertext=b"bent", protection="nobody")
    out = StringIO()
    with pytest.raises(CommandError, match="findings"):
        call_command("vault", "check", stdout=out)
    told = out.getvalue()
    assert "guard vault_act_delete is missing" in told and "nobody belongs to no witness" in told
    assert "is refused" in told and witness.protection not in told


def test_what_is_forgotten_is_deleted_and_the_act_stays(hold_the_key):
    one, other = protected(), protected()
    vault("forget", one.protection, "--reason", "the witness asked for it")
    assert [row.protection for row in Sealing.objects.all()] == [other.protection]
    assert acts("forget") == [("synthetic custodian", one.protection, "the witness asked for it")]
