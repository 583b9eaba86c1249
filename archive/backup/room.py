"""Where plain text lies while a backup is made or restored: a folder of DATA_DIR that goes afterwards.

What a process that was killed left there is removed by the next.
"""

import fcntl
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings

from archive.backup import Refused

BACKING_UP, RESTORING = "backing-up", "restoring"


@contextmanager
def room(name: str) -> Iterator[Path]:
    """An empty folder in DATA_DIR, for its owner alone; it goes with all in it. Raises Refused."""
    folder = Path(settings.DATA_DIR) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _hold(handle, folder)
        with _told_to_stop(), _emptied(folder):
            yield folder
    finally:
        os.close(handle)


def _hold(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused(f"Another process is at work in {folder}: wait for it to end.") from error


@contextmanager
def _emptied(folder: Path) -> Iterator[None]:
    try:
        for item in folder.iterdir():
            shutil.rmtree(item) if item.is_dir() else item.unlink()
        yield
    finally:
        shutil.rmtree(folder)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """A signal to end is an exception here, so that what is to be removed is."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
