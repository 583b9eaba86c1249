"""Making a backup: refuse what cannot be kept well, copy, pack, and see that nothing was erased meanwhile."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from pyrage.x25519 import Recipient  # type: ignore[import-untyped]

from archive import VERSION
from archive.backup import Refused, snapshot
from archive.backup.manifest import Manifest, media_in
from archive.backup.packing import keys_of, refuse_existing, write
from archive.backup.room import BACKING_UP, room
from testimonies import erasure_list, ledger
from testimonies.documents.schema import SCHEMA

ATTEMPTS = 3
POSTGRESQL = (
    "The main database is not SQLite, which backup and restore cannot copy. Stop the web and the indexer,"
    " then keep the output of pg_dump, the vault (sqlite3 vault/vault.sqlite3 '.backup FILE') and the media,"
    " each through age -r RECIPIENT."
)


class _ErasedMeanwhile(Exception):
    """What was just written holds a text that is erased by now."""


def backup(file: Path, recipients: Sequence[str], say: Callable[[str], None]) -> Manifest:
    """Write the whole installation to a new `file`, encrypted to age's public keys; what is in it.

    Raises Refused; then nothing was left behind.
    """
    if connection.vendor != "sqlite":
        raise Refused(POSTGRESQL)
    refuse_existing(file)
    keys = keys_of(recipients)
    try:
        _prepare()
        for _attempt in range(ATTEMPTS):
            try:
                return _written(file, keys)
            except _ErasedMeanwhile:
                say("Something was erased meanwhile: once more.")
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise Refused(f"No backup was made: {error}.") from error
    raise Refused("Something was erased each time: make the backup when that is done.")


def _prepare() -> None:
    findings = ledger.verify()
    if findings:
        raise Refused(
            "The ledger does not hold, so a restore would refuse it: see verify_ledger. To keep it as it is"
            " for whoever looks into that, stop everything and copy the files of DATA_DIR."
        )
    try:
        erasure_list.catch_up()
    except erasure_list.NOT_KEPT as error:
        raise Refused(f"The list of erasures ({settings.ERASURES_FILE}) cannot be kept: {error}.") from error


def _written(file: Path, keys: Sequence[Recipient]) -> Manifest:
    made: list[Manifest] = []
    with room(BACKING_UP) as folder:
        taken = snapshot.take(folder)

        def manifested(sums: dict[str, str]) -> bytes:
            _refuse_what_is_erased(taken)
            made.append(Manifest(ledger.now(), VERSION, SCHEMA, taken.head, taken.migrations, sums))
            return made[-1].encoded()

        try:
            write(file, taken.files | media_in(Path(settings.MEDIA_ROOT)), manifested, keys)
        except FileNotFoundError:
            _refuse_what_is_erased(taken)  # a picture that went meanwhile
            raise
    return made[-1]


def _refuse_what_is_erased(taken: snapshot.Snapshot) -> None:
    if snapshot.erasures_now() != taken.erasures:
        raise _ErasedMeanwhile
