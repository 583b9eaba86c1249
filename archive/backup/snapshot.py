"""Copies of both databases as of one moment, without what is nobody's to keep."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections

from archive.backup import Refused
from archive.backup.manifest import MAIN, VAULT
from testimonies.models import Event, Head, Import
from testimonies.transitions import Action
from testimonies.vault.models import Act, Deed

FILES = {MAIN: "default", VAULT: "vault"}
PATIENCE = 20.0  # seconds, as long as the archive itself waits for a lock
_MIGRATIONS = "SELECT app, name FROM django_migrations"


@dataclass(frozen=True)
class Snapshot:
    """Where the copies lie, by name; and what they say of themselves."""

    files: dict[str, Path]
    head: tuple[int, str]
    migrations: tuple[str, ...]
    erasures: tuple[int, int]


def path_of(alias: str) -> Path:
    """The file of one of the archive's databases."""
    return Path(connections[alias].settings_dict["NAME"])


def take(folder: Path) -> Snapshot:
    """Copy both databases into `folder`. Nobody writes while their moment is fixed; then all go on.

    Raises Refused when a database is damaged; sqlite3.Error when another holds one for longer than we wait,
    or the disk is full.
    """
    files = {name: folder / name for name in FILES}
    with _one_moment(path_of(alias) for alias in FILES.values()) as readers:
        for reader, file in zip(readers, files.values(), strict=True):
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.touch(mode=0o600)
            with closing(sqlite3.connect(file)) as copy:
                reader.backup(copy)
    _empty_the_journals()
    _strip(files[MAIN])
    _strip(files[VAULT])
    with closing(sqlite3.connect(files[MAIN])) as main, closing(sqlite3.connect(files[VAULT])) as vault:
        return Snapshot(files, _head(main), _migrations(main, vault), erasures_in(main, vault))


@contextmanager
def _one_moment(paths: Iterable[Path]) -> Iterator[list[sqlite3.Connection]]:
    """Readers that see all databases as they were while every one of them was locked against writing."""
    with ExitStack() as stack:
        places = list(paths)
        readers = [stack.enter_context(closing(_open(path))) for path in places]
        with ExitStack() as locks:
            for path in places:
                writer = locks.enter_context(closing(_open(path)))
                writer.execute("BEGIN IMMEDIATE")
            for reader in readers:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield readers


def _open(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def _empty_the_journals() -> None:
    """An erasure made while we read could not empty the journal: it is done now."""
    for alias in FILES.values():
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def left_out() -> dict[str, str]:
    """Tables whose rows are not kept, and why."""
    return {
        Session._meta.db_table: "a restored session would sign someone in",
        settings.CACHES["default"]["LOCATION"]: "counts of minutes, and codes that were used",
        Import._meta.db_table: "their uploads are gone after a day and are not kept either",
    }


def _strip(file: Path) -> None:
    """Delete, in a copy, what is left out, and make it one file without a journal beside it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as copy:
        if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise Refused(f"{file.name} is damaged: restore an earlier backup, or ask who knows SQLite.")
        copy.execute("PRAGMA journal_mode=MEMORY")
        copy.execute("PRAGMA secure_delete=ON")
        there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in left_out().keys() & there:
            copy.execute(f'DELETE FROM "{table}"')


def _head(main: sqlite3.Connection) -> tuple[int, str]:
    number, sha256 = main.execute(f"SELECT number, sha256 FROM {Head._meta.db_table}").fetchone()
    return int(number), str(sha256)


def _migrations(*copies: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(sorted({f"{app}.{name}" for copy in copies for app, name in copy.execute(_MIGRATIONS)}))


def erasures_in(main: sqlite3.Connection, vault: sqlite3.Connection) -> tuple[int, int]:
    """Numbers of the last erasure and of the last act of forgetting; they grow when there is another."""
    event, act = Event._meta.db_table, Act._meta.db_table
    erased = main.execute(f"SELECT max(id) FROM {event} WHERE action = ?", [Action.ERASE.value]).fetchone()
    forgotten = vault.execute(f"SELECT max(id) FROM {act} WHERE deed = ?", [Deed.FORGET.value]).fetchone()
    return erased[0] or 0, forgotten[0] or 0


def erasures_now() -> tuple[int, int]:
    """The same of the archive as it is now."""
    with ExitStack() as stack:
        main, vault = (stack.enter_context(closing(_open(path_of(alias)))) for alias in FILES.values())
        return erasures_in(main, vault)
