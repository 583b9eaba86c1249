"""Restoring: unpack aside, settle there, put in place; into an empty data directory or not at all."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from pyrage.x25519 import Identity  # type: ignore[import-untyped]

from archive.backup import Refused, settling, snapshot
from archive.backup.making import POSTGRESQL
from archive.backup.manifest import MAIN, MEDIA, VAULT, Manifest
from archive.backup.packing import flush_folder
from archive.backup.room import RESTORING, room
from archive.backup.unpacking import unpack
from search import keeping
from search.shelf import IndexBusy, SearchUnavailable
from testimonies import erasure_list
from testimonies.erasure_list import Erasure

# Of the environment, what would lead the settling process out of its folder.
_ELSEWHERE = ("DATABASE_URL", "SEARCH_URL", "ERASURES_FILE", "VAULT_IDENTITY_FILE", "DEBUG")


@dataclass(frozen=True)
class Wish:
    """What to restore: a file, the private keys, the list of erasures, a head known from elsewhere.

    Without `erasures` none is replayed: who asks for that has to say so.
    """

    file: Path
    identities: list[Identity]
    erasures: Path | None = None
    expect: tuple[int, str] | None = None


def verify(wish: Wish) -> Manifest:
    """Whether a backup opens, is whole and of a version known here; what is in it. Writes nothing.

    Raises Refused.
    """
    _listed(wish)
    try:
        found = unpack(wish.file, wish.identities)
    except OSError as error:
        raise Refused(f"The backup cannot be read: {error}.") from error
    if wish.expect and found.head != wish.expect:
        raise Refused("The backup's ledger does not end at the number and hash expected.")
    return found


def restore(wish: Wish, say: Callable[[str], None]) -> Manifest:
    """Make the empty DATA_DIR what the backup holds, less what was erased since; what was in the backup.

    Raises Refused; then DATA_DIR is empty as before.
    """
    _refuse_a_used_place()
    listed = _listed(wish)
    try:
        with room(RESTORING) as folder:
            found = unpack(wish.file, wish.identities, _Into(folder))
            _settle(folder, found, wish, say)
            _put_in_place(folder)
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"Nothing was restored: {error}.") from error
    _finish(listed, say)
    return found


def _listed(wish: Wish) -> list[Erasure]:
    try:
        return erasure_list.listed(wish.erasures) if wish.erasures else []
    except (OSError, erasure_list.Unreadable) as error:
        raise Refused(f"The list of erasures cannot be read: {error}.") from error


def _refuse_a_used_place() -> None:
    if connection.vendor != "sqlite":
        raise Refused(POSTGRESQL)
    data = Path(settings.DATA_DIR)
    if snapshot.path_of("default").parent != data:
        raise Refused("A restore goes into DATA_DIR: unset DATABASE_URL, restore, then move the database.")
    there = [path.relative_to(data).as_posix() for path in _used(data)]
    if there:
        raise Refused(
            f"{data} is in use ({', '.join(sorted(there)[:3])}). A restore overwrites nothing: stop the web"
            " and the indexer and move that directory away, or set DATA_DIR to a new one."
        )


def _used(data: Path) -> Iterator[Path]:
    """Files that count: not collected static files, a list of erasures, or what a killed restore left."""
    passed = (Path(settings.STATIC_ROOT), data / RESTORING, Path(settings.ERASURES_FILE))
    for path in data.rglob("*"):
        if not path.is_dir() and not any(path == one or one in path.parents for one in passed):
            yield path


class _Into:
    """A sink that makes files below a folder, for their owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str) -> IO[bytes]:
        path = self.folder / name
        for parent in reversed(path.relative_to(self.folder).parents):
            (self.folder / parent).mkdir(mode=0o700, exist_ok=True)
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(number, "wb")


def _settle(folder: Path, found: Manifest, wish: Wish, say: Callable[[str], None]) -> None:
    own = {"DATA_DIR": str(folder)} | {"SECRET_KEY": settings.SECRET_KEY}
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    heads = [word for head in filter(None, (found.head, wish.expect)) for word in ("--head", *map(str, head))]
    listed = ["--erasures", str(wish.erasures.absolute())] if wish.erasures else []
    done = subprocess.run(
        [sys.executable, "-c", settling.PROGRAM, *heads, *listed],
        cwd=settings.BASE_DIR,
        env=kept | own,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Refused((done.stderr.strip().splitlines() or ["It ended without a word."])[-1])
    for line in done.stdout.splitlines():
        say(line)


def _put_in_place(folder: Path) -> None:
    """The main database last: without it there is no archive."""
    data = Path(settings.DATA_DIR)
    journals = [path.name for path in folder.rglob("*-wal") if path.stat().st_size]
    if journals:
        raise Refused(f"The database is still in use: {', '.join(journals)}.")
    media = folder / MEDIA
    moves = [(folder / VAULT, data / VAULT), (media, Path(settings.MEDIA_ROOT)), (folder / MAIN, data / MAIN)]
    placed: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            if source.exists():
                source.chmod(0o700 if source.is_dir() else 0o600)
                source.rename(target)
                placed.append((source, target))
                flush_folder(target.parent)
    except BaseException:
        for source, target in reversed(placed):
            target.rename(source)
        raise


def _finish(listed: list[Erasure], say: Callable[[str], None]) -> None:
    """What can be done again by itself: the index, and the list of erasures."""
    try:
        erasure_list.catch_up(listed)
    except erasure_list.NOT_KEPT as error:
        say(f"The list of erasures could not be written: {settings.ERASURES_FILE}: {error}.")
    try:
        say(f"The index holds ledger number {keeping.rebuild()}.")
    except (OSError, IndexBusy, SearchUnavailable) as error:
        say(f"The index was not built ({error}): run rebuild_index.")
