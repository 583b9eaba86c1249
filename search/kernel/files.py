"""Files on the disk: flushed, and their SHA-256 sums."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FLUSHED_AT_ONCE = 4  # the files of one commit


def flush(path: Path) -> None:
    """Have the disk hold what was written into a file, or into a directory."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flushed_sums(paths: Iterable[Path]) -> dict[str, str]:
    """Sums by the names of files, once the disk holds them all.

    Side by side: the file system then commits its journal once, not for each of them.
    """
    several = list(paths)
    with ThreadPoolExecutor(FLUSHED_AT_ONCE) as pool:
        list(pool.map(flush, several))
    return {path.name: sum_of(path) for path in several}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_sums: dict[tuple[str, int, int, int], str] = {}


def sum_of(path: Path) -> str:
    """A file's sum, remembered for as long as the file system says it is the same file."""
    state = path.stat()
    key = (str(path), state.st_ino, state.st_size, state.st_mtime_ns)
    if key not in _sums:
        if len(_sums) > 10_000:
            _sums.clear()
        _sums[key] = _digest(path)
    return _sums[key]
