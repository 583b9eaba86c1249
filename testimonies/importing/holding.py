"""Where do files lie while they are imported, and when are they gone? Below DATA_DIR, a day at most."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from testimonies.importing.tables import Row
from testimonies.models import Import

KEPT = timedelta(days=1)
# Of one import: the upload until it was read, its rows until they were imported, and what was found of each.
UPLOAD, ROWS, TEXTS, VERDICTS, OUTCOMES = "upload", "rows.jsonl", "texts", "verdicts.jsonl", "outcomes.jsonl"


def folder_of(job: Import) -> Path:
    """The folder of one import."""
    return Path(settings.DATA_DIR) / "imports" / job.token


def make_folder(job: Import) -> Path:
    """The folder of a new import, for the account that runs the archive only."""
    folder = folder_of(job)
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700)
    return folder


def discard(job: Import) -> None:
    """Delete an import and its files. What was imported stays."""
    shutil.rmtree(folder_of(job), ignore_errors=True)
    Import.objects.filter(pk=job.pk).delete()


def forget(job: Import, *names: str) -> None:
    """Delete files of an import that are needed no more."""
    for name in names:
        (folder_of(job) / name).unlink(missing_ok=True)


def sweep() -> None:
    """Delete the imports that were begun more than a day ago, and folders that belong to none."""
    for job in Import.objects.filter(begun__lt=timezone.now() - KEPT):
        discard(job)
    folders = [path for path in (Path(settings.DATA_DIR) / "imports").glob("*") if _is_old(path)]
    known = set(Import.objects.values_list("token", flat=True)) if folders else set()
    for folder in folders:
        if folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    return folder.stat().st_mtime < (timezone.now() - KEPT).timestamp()


@contextmanager
def alone(job: Import) -> Iterator[None]:
    """One process at a time works on an import."""
    with (folder_of(job) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_rows(job: Import, rows: Iterable[Row]) -> int:
    """Keep the rows of a file, one a line; returns how many."""
    count = 0
    with _private(folder_of(job) / ROWS, "w") as file:
        for row in rows:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            count += 1
    return count


def rows_from(job: Import, offset: int) -> Iterator[tuple[Row, int]]:
    """The rows of an import from a byte on, each with the byte at which the next begins."""
    with (folder_of(job) / ROWS).open("rb") as file:
        file.seek(offset)
        for line in file:
            offset += len(line)
            yield Row(**json.loads(line)), offset


def first_rows(job: Import, count: int) -> list[Row]:
    """The first rows of an import, as examples."""
    return [row for row, _next in islice(rows_from(job, 0), count)]


def append(job: Import, name: str, lines: list[dict[str, Any]], size: int) -> int:
    """Add lines to a list of results behind its first `size` bytes, which count; returns the new size."""
    with _private(folder_of(job) / name, "ab") as file:
        file.truncate(size)
        file.seek(size)
        file.writelines(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
        return int(file.tell())


def results(job: Import, name: str) -> Iterator[dict[str, Any]]:
    """The lines of a list of results, as far as they count."""
    path = folder_of(job) / name
    if not path.exists():
        return
    with path.open("rb") as file:
        while file.tell() < job.size and (line := file.readline()):
            yield json.loads(line)


def _private(path: Path, mode: str) -> Any:
    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, 0o600)

    return open(path, mode, opener=opener, encoding=None if "b" in mode else "utf-8")
