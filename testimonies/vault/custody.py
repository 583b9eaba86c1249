"""The custodian's side: reading, rotating, checking, forgetting. For a process that holds the private key.

Each of these writes its act, and commits it, before anything is opened.
"""

from collections.abc import Iterable
from pathlib import Path

import pyrage  # type: ignore[import-untyped]
from django.conf import settings
from django.db import connections, transaction
from pyrage.x25519 import Identity  # type: ignore[import-untyped]

from testimonies import erasure_list, ledger
from testimonies.models import Witness
from testimonies.vault import guards
from testimonies.vault.envelope import Details, NotSealedHere, Place, recipient_of, seal, unseal
from testimonies.vault.models import Act, Deed, Sealing
from testimonies.vault.router import ALIAS


class Refused(Exception):
    """The custodian's process will not do this; the message says why and what to do instead."""


def new_identity(file: Path) -> str:
    """Make a key pair, keep the private key in a new file that only its owner may read; the public key.

    Raises FileExistsError rather than overwrite a key.
    """
    identity = Identity.generate()
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(f"# public key: {identity.to_public()}\n{identity}\n", encoding="ascii")
    return str(identity.to_public())


def identities(name: str = "") -> list[Identity]:
    """The private keys in a file, by default the one VAULT_IDENTITY_FILE names. Raises Refused."""
    name = name or settings.VAULT_IDENTITY_FILE
    if not name:
        raise Refused("This process has no private key: set VAULT_IDENTITY_FILE.")
    try:
        lines = Path(name).read_text(encoding="utf-8").split("\n")
        found = [Identity.from_str(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    except OSError as error:
        raise Refused(f"The private key cannot be read: {error.strerror}.") from error
    except (pyrage.IdentityError, UnicodeDecodeError):
        found = []
    if not found:
        raise Refused("The file named does not hold a private key of age, and nothing else.")
    return found


def note(deed: Deed, who: str, reason: str, protection: str = "") -> Act:
    """Keep who does what and why; the act. Raises Refused without a reason or a name."""
    if not reason.strip() or not who.strip():
        raise Refused("Say why, and who you are: both are kept.")
    return Act.objects.create(
        deed=deed, protection=protection, who=who, at=ledger.now(), reason=reason.strip()
    )


def read(protection: str, who: str, reason: str) -> list[tuple[str, Details]]:
    """Everything sealed under a token: when, and what. Raises Refused, NotSealedHere."""
    keys = identities()
    rows = Sealing.objects.filter(protection=protection)
    if not rows.exists():
        raise Refused(f"Nothing is sealed under {protection}.")
    note(Deed.READ, who, reason, protection)
    return [(row.at, opened(row, keys)) for row in rows]


def opened(row: Sealing, keys: list[Identity]) -> Details:
    """What one row holds. Raises NotSealedHere."""
    return unseal(bytes(row.ciphertext), _place(row), keys)


def _place(row: Sealing) -> Place:
    return Place(row.token, row.protection, row.at)


def rotate(to: str, who: str, identity_file: str = "") -> int:
    """Seal every row to the public key `to`; how many were. All of them or none.

    Each new ciphertext is opened with the new private key and compared before it replaces the old one: that
    key is in `identity_file`, or beside the old one in VAULT_IDENTITY_FILE. Raises Refused, NotSealedHere.
    """
    keys = identities()
    recipient = str(recipient_of(to))
    held = [key for key in identities(identity_file) if str(key.to_public()) == recipient]
    if not held:
        raise Refused("Name the file of the new private key with --identity: without it nothing is verified.")
    act = note(Deed.ROTATE, who, recipient)
    with transaction.atomic(using=ALIAS):
        # What is sealed from now on, while the web still has the old key, waits for the next rotation.
        rows = list(Sealing.objects.filter(at__lte=act.at).exclude(recipient=recipient))
        for row in rows:
            _replace(row, recipient, keys, held)
    _empty_the_journal()
    return len(rows)


def _replace(row: Sealing, recipient: str, keys: list[Identity], held: list[Identity]) -> None:
    details = opened(row, keys)
    row.ciphertext, row.recipient = seal(details, _place(row), recipient), recipient
    if opened(row, held) != details:
        raise NotSealedHere(f"Row {row.token} did not open as it was sealed: nothing was changed.")
    row.save(update_fields=["ciphertext", "recipient"])


def forget(protection: str, who: str, reason: str) -> int:
    """Delete everything sealed under a token; how many rows. The act stays. Raises Refused."""
    note(Deed.FORGET, who, reason, protection)
    deleted, _by_model = Sealing.objects.filter(protection=protection).delete()
    _empty_the_journal()
    erasure_list.remember_after_commit(ALIAS)
    return deleted


def _empty_the_journal() -> None:
    """The write-ahead log still has what was replaced."""
    if not connections[ALIAS].in_atomic_block:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def findings(who: str) -> list[str]:
    """What is wrong with the vault, a line each: guards, keys, rows that do not open, rows of nobody.

    Without a private key rows are not opened, and that is one of the lines.
    """
    rows = list(Sealing.objects.all())
    known = set(Witness.objects.exclude(protection=None).values_list("protection", flat=True))
    found = [f"The guard {name} is missing." for name in sorted(guards.missing(connections[ALIAS]))]
    found += [f"{row.protection} belongs to no witness." for row in rows if row.protection not in known]
    others = sum(row.recipient != settings.VAULT_RECIPIENT for row in rows)
    found += [f"{others} rows are sealed to a key that is not VAULT_RECIPIENT."] if others else []
    if not settings.VAULT_IDENTITY_FILE:
        return [*found, "No row was opened: this process has no private key."]
    keys = identities()
    note(Deed.CHECK, who, "check")
    return found + list(_closed(rows, keys))


def _closed(rows: Iterable[Sealing], keys: list[Identity]) -> Iterable[str]:
    for row in rows:
        try:
            opened(row, keys)
        except NotSealedHere as refusal:
            yield str(refusal)
