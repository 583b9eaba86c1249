"""Where index files lie: one directory per rebuild, and a pointer that says which commit of which one counts.

A commit counts once the pointer names it, with the SHA-256 sum of each of its files. Whoosh unpickles what it
reads, so nothing is opened whose sum is not the pointer's.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.util.filelock import FileLock, try_for
from whoosh.writing import SegmentWriter

from search.analysis import ANALYSIS_VERSION
from testimonies.names import KEY_VERSION

VERSION = f"1.{ANALYSIS_VERSION}.{KEY_VERSION}"
_NAME, _POINTER = "MAIN", "CURRENT"


class SearchUnavailable(Exception):
    """There is no index that can be trusted; the message says what is wrong with it."""


class IndexBusy(Exception):
    """Another process kept the index to itself for longer than we were ready to wait."""


@dataclass(frozen=True)
class Pointer:
    """One commit: its directory, Whoosh's number for it, and the sums of its files by name."""

    directory: str
    generation: int
    sums: dict[str, str] = field(hash=False)
    version: str = VERSION

    @property
    def mark(self) -> tuple[str, int]:
        """What tells one commit from another."""
        return self.directory, self.generation


class Pinned(FileIndex):  # type: ignore[misc]
    """An index opened at one commit, whatever else lies in its directory."""

    def __init__(self, directory: Path, schema: Schema, generation: int, readonly: bool = True) -> None:
        # Not Whoosh's own beginning: that reads the newest commit in the directory, whoever put it there.
        self.storage = FileStorage(str(directory), readonly=readonly)
        self._schema, self.indexname, self.generation = schema, _NAME, generation

    def _read_toc(self) -> TOC:
        return TOC.read(self.storage, self.indexname, gen=self.generation, schema=self._schema)

    def latest_generation(self) -> int:
        return self.generation


class _Writer(SegmentWriter):  # type: ignore[misc]
    """A writer that lets go of the old files only once the pointer names the new ones."""

    shelf: Shelf
    directory: str
    pointed = True

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        if self.pointed:
            names = {segment.segment_id() for segment in segments}
            self.shelf.point(self.directory, self.generation, names)
        clean_files(self.storage, self.indexname, self.generation, segments)


class Shelf:
    """The folder of all that. Readers need no right to write in it."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path, self.schema = path, schema

    def current(self) -> Pointer:
        """The commit that counts. Raises SearchUnavailable when there is none, or one of another version."""
        try:
            pointer = Pointer(**json.loads((self.path / _POINTER).read_text()))
        except FileNotFoundError as error:
            raise SearchUnavailable("there is no index yet") from error
        except (ValueError, TypeError, OSError) as error:
            raise SearchUnavailable("the pointer to the index cannot be read") from error
        if pointer.version != VERSION:
            raise SearchUnavailable("the index was made by another version of the software")
        return pointer

    def open(self, pointer: Pointer) -> Pinned:
        """The index at a commit, every file checked.

        Raises SearchUnavailable when a file is another, FileNotFoundError when the index has moved on.
        """
        directory = self.path / pointer.directory
        for name, expected in pointer.sums.items():
            if _sum(directory / name) != expected:
                raise SearchUnavailable("a file of the index is not the one that was written")
        return Pinned(directory, self.schema, pointer.generation)

    @contextmanager
    def lock(self, timeout: float, name: str = "WRITING") -> Iterator[None]:
        """Hold the shelf for writing. Raises IndexBusy after `timeout` seconds."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(str(self.path / name))
        if not try_for(lock.acquire, timeout=timeout, delay=0.05):
            raise IndexBusy(f"another process has held the index for {timeout:g} seconds")
        try:
            yield
        finally:
            lock.release()

    def writer(self, pointer: Pointer) -> _Writer:
        """A writer on top of a commit; the lock must be held. What an interrupted one left is swept."""
        directory = self.path / pointer.directory
        _sweep(directory, pointer.sums)
        return self._writer(
            Pinned(directory, self.schema, pointer.generation, readonly=False), pointer.directory
        )

    def begin(self) -> _Writer:
        """A writer into a new directory, which nobody reads until it is pointed at."""
        directory = f"generation-{secrets.token_hex(6)}"
        (self.path / directory).mkdir(parents=True, mode=0o700)
        TOC.create(FileStorage(str(self.path / directory)), self.schema, _NAME)
        return self._writer(
            Pinned(self.path / directory, self.schema, 0, readonly=False), directory, pointed=False
        )

    def _writer(self, pinned: Pinned, directory: str, pointed: bool = True) -> _Writer:
        writer = _Writer(pinned, timeout=5.0, limitmb=128, compound=False)
        writer.shelf, writer.directory, writer.pointed = self, directory, pointed
        return writer

    def point(self, directory: str, generation: int, segments: set[str]) -> Pointer:
        """Make a commit the one that counts: its new files flushed to the disk first, then the pointer."""
        known = self._known(directory)
        files = _files(self.path / directory, generation, segments)
        sums = {file.name: known.get(file.name) or _flushed_sum(file) for file in files}
        _flush(self.path / directory)
        pointer = Pointer(directory, generation, sums)
        self._write(pointer)
        return pointer

    def _known(self, directory: str) -> dict[str, str]:
        """Sums of the same directory's earlier commit: files of segments never change."""
        try:
            before = self.current()
        except SearchUnavailable:
            return {}
        return before.sums if before.directory == directory else {}

    def _write(self, pointer: Pointer) -> None:
        content = {"directory": pointer.directory, "generation": pointer.generation}
        text = json.dumps(content | {"sums": pointer.sums, "version": pointer.version})
        aside = self.path / f"{_POINTER}.new"
        aside.write_text(text)
        _flush(aside)
        aside.replace(self.path / _POINTER)
        _flush(self.path)

    def has_files(self) -> bool:
        """Is there any index at all, trusted or not?"""
        return self.path.is_dir() and any(item.is_dir() for item in self.path.iterdir())

    def discard_others(self, keep: str) -> None:
        """Delete every directory but the one that counts."""
        for directory in self.path.iterdir():
            if directory.is_dir() and directory.name != keep:
                shutil.rmtree(directory, ignore_errors=True)


def _files(directory: Path, generation: int, segments: set[str]) -> list[Path]:
    toc = TOC._filename(_NAME, generation)
    return [
        file
        for file in sorted(directory.iterdir())
        if file.name == toc or (file.is_file() and file.name.split(".")[0] in segments)
    ]


def _sweep(directory: Path, kept: Iterable[str]) -> None:
    for item in directory.iterdir():
        if item.is_dir():
            shutil.rmtree(item)
        elif item.name not in kept and not item.name.endswith("WRITELOCK"):
            item.unlink()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flushed_sum(path: Path) -> str:
    _flush(path)
    return _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_sums: dict[tuple[str, int, int, int], str] = {}


def _sum(path: Path) -> str:
    """A file's sum, remembered for as long as the file system says it is the same file."""
    state = path.stat()
    key = (str(path), state.st_ino, state.st_size, state.st_mtime_ns)
    if key not in _sums:
        if len(_sums) > 10_000:
            _sums.clear()
        _sums[key] = _digest(path)
    return _sums[key]
