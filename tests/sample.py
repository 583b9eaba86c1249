"""The sample archive, loaded once for the whole run and put into the test database where a file asks."""

import fcntl
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from search import engine, keeping
from testimonies.sample import Counts, load

INDEX = Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
MEDIA = Path(settings.MEDIA_ROOT)


@dataclass(frozen=True)
class Sample:
    """Where the loaded archive lies (database, media, index), what the loader counted, and what it said."""

    folder: Path
    counts: Counts
    lines: list[str]

    @contextmanager
    def put_in(self) -> Iterator[None]:
        """The sample in the test database, its pictures and its index in place; the empty one afterwards."""
        with _put_back():
            _copy(self.folder / "database", into=connection.connection)
            for name, place in (("media", MEDIA), ("index", INDEX)):
                shutil.copytree(self.folder / name, place, dirs_exist_ok=True)
            yield

    def lay_down(self, directory: Path) -> None:
        """The sample as the data directory of an installation."""
        shutil.copy(self.folder / "database", directory / "archive.sqlite3")
        for name in ("media", "index"):
            shutil.copytree(self.folder / name, directory / name)


def sample_in(folder: Path) -> Sample:
    """The sample loaded into a folder, by the first process that asks; the others wait for it."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = folder / "said.json"
        if not said.exists():
            said.write_text(json.dumps(_made(folder)))
    told = json.loads(said.read_text())
    return Sample(folder, Counts(**told["counts"]), told["lines"])


def _made(folder: Path) -> dict[str, object]:
    lines: list[str] = []
    with _put_back():
        counts = load(lines.append)
        keeping.rebuild()
        shutil.copytree(MEDIA, folder / "media")
        shutil.copytree(INDEX, folder / "index")
        with sqlite3.connect(folder / "database") as file:
            connection.connection.backup(file)
        file.close()
    return {"counts": asdict(counts), "lines": lines}


@contextmanager
def _put_back() -> Iterator[None]:
    """Afterwards the test database is what it was, and the index and its open snapshot are gone."""
    connection.ensure_connection()
    before = sqlite3.connect(":memory:")
    connection.connection.backup(before)
    shutil.rmtree(INDEX, ignore_errors=True)
    engine._open.clear()
    try:
        yield
    finally:
        before.backup(connection.connection)
        before.close()
        shutil.rmtree(INDEX, ignore_errors=True)
        engine._open.clear()


def _copy(file: Path, into: sqlite3.Connection) -> None:
    source = sqlite3.connect(file)
    source.backup(into)
    source.close()
