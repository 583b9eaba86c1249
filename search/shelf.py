"""Where index files lie: one directory per rebuild, and a pointer that says which commit of which one counts.

A commit counts once the pointer names it, with the SHA-256 sum and the size of each of its files. Whoosh
unpickles the commit itself, so that is never opened unless its sum is the pointer's; nor are small files. The
large ones are raw arrays: a reader looks at their sizes only, the indexer and verify_index at every sum.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.util.filelock import FileLock, try_for

from search.analysis import ANALYSIS_VERSION
from search.kernel.codec import ArchiveSegment
from search.kernel.columns import ENDING as COLUMNS_ENDING
from search.kernel.files import flush, flushed_sums, sum_of
from search.kernel.writer import Writer
from testimonies.names import KEY_VERSION

VERSION = f"3.{ANALYSIS_VERSION}.{KEY_VERSION}"
SMALL = 1 << 18  # bytes: files up to here are read whole before they are opened
_NAME, _POINTER, _TOC_ENDING = "MAIN", "CURRENT", ".toc"
_ANOTHER = "a file of the index is not the one that was written"


class SearchUnavailable(Exception):
    """There is no index that can be trusted; the message says what is wrong with it."""


class IndexBusy(Exception):
    """Another process kept the index to itself for longer than we were ready to wait."""


@dataclass(frozen=True)
class Pointer:
    """One commit: its directory, Whoosh's number for it, and the sums and sizes of its files by name."""

    directory: str
    generation: int
    sums: dict[str, str] = field(hash=False)
    sizes: dict[str, int] = field(hash=False)
    version: str = VERSION

    @property
    def mark(self) -> tuple[str, int]:
        """What tells one commit from another."""
        return self.directory, self.generation

    @property
    def segments(self) -> int:
        """How many segments it has."""
        return sum(name.endswith(COLUMNS_ENDING) for name in self.sums)


class Pinned(FileIndex):  # type: ignore[misc]
    """An index opened at one commit, whatever else lies in its directory."""

    def __init__(self, directory: Path, schema: Schema, generation: int) -> None:
        # Not Whoosh's own beginning: that reads the newest commit in the directory, whoever put it there.
        self.storage = FileStorage(str(directory), readonly=True)
        self._schema, self.indexname, self.generation = schema, _NAME, generation

    def _read_toc(self) -> TOC:
        return TOC.read(self.storage, self.indexname, gen=self.generation, schema=self._schema)

    def latest_generation(self) -> int:
        return self.generation

    def segments(self) -> list[ArchiveSegment]:
        """Its segments, in Whoosh's order."""
        segments: list[ArchiveSegment] = self._read_toc().segments
        return segments


class Shelf:
    """The folder of all that. Readers need no right to write in it."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path, self.schema = path, schema
        self._read: tuple[tuple[int, ...], Pointer] | None = None

    def current(self) -> Pointer:
        """The commit that counts. Raises SearchUnavailable when there is none, or one of another version."""
        try:
            pointer = self._pointer()
        except FileNotFoundError as error:
            raise SearchUnavailable("there is no index yet") from error
        except (ValueError, TypeError, OSError) as error:
            raise SearchUnavailable("the pointer to the index cannot be read") from error
        if pointer.version != VERSION:
            raise SearchUnavailable("the index was made by another version of the software")
        return pointer

    def _pointer(self) -> Pointer:
        """What the pointer says; it is read again when another file stands in its place."""
        found = (self.path / _POINTER).stat()
        mark = (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
        if self._read is None or self._read[0] != mark:
            self._read = (mark, Pointer(**json.loads((self.path / _POINTER).read_text())))
        return self._read[1]

    def open(self, pointer: Pointer) -> Pinned:
        """The index at a commit, for reading: small files checked, of the large ones the size.

        Raises SearchUnavailable when a file is another, FileNotFoundError when the index has moved on.
        """
        directory = self.path / pointer.directory
        for name, size in pointer.sizes.items():
            small = size <= SMALL or name.endswith(_TOC_ENDING)
            if (directory / name).stat().st_size != size or (small and not _is(directory / name, pointer)):
                raise SearchUnavailable(_ANOTHER)
        return Pinned(directory, self.schema, pointer.generation)

    def check(self, pointer: Pointer) -> None:
        """Check every file of a commit. Raises like open()."""
        self.open(pointer)
        if not all(_is(self.path / pointer.directory / name, pointer) for name in pointer.sums):
            raise SearchUnavailable(_ANOTHER)

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

    def writer(self, pointer: Pointer) -> Writer:
        """A writer on top of a commit; the lock must be held. What an interrupted one left is swept.

        Raises SearchUnavailable when a file of the commit is not the one that was written.
        """
        self.check(pointer)
        directory = self.path / pointer.directory
        _sweep(directory, pointer.sums)
        return Writer(FileStorage(str(directory)), self.schema, _NAME, pointer.generation)

    def begin(self) -> Writer:
        """A writer into a new directory, which nobody reads until it is pointed at."""
        directory = self.path / f"generation-{secrets.token_hex(6)}"
        directory.mkdir(parents=True, mode=0o700)
        storage = FileStorage(str(directory))
        TOC.create(storage, self.schema, _NAME)
        return Writer(storage, self.schema, _NAME, 0)

    def settle(self, writer: Writer) -> None:
        """Flush and sum what a writer wrote, so that publish() need not, which others wait for."""
        names = {segment.segment_id() for segment in writer.segments}
        flushed_sums(_files(Path(writer.storage.folder), writer.generation, names))

    def publish(self, writer: Writer) -> Pointer:
        """Make what a writer wrote the commit that counts: its files flushed first, then the pointer."""
        writer.commit()
        directory = Path(writer.storage.folder)
        known = self._known(directory.name)
        names = {segment.segment_id() for segment in writer.segments}
        files = _files(directory, writer.generation, names)
        fresh = flushed_sums(file for file in files if file.name not in known)
        sums = {file.name: known.get(file.name) or fresh[file.name] for file in files}
        flush(directory)
        sizes = {file.name: file.stat().st_size for file in files}
        pointer = Pointer(directory.name, writer.generation, sums, sizes)
        self._write(pointer)
        writer.clean()
        return pointer

    def _known(self, directory: str) -> dict[str, str]:
        """Sums of the same directory's earlier commit: files of segments never change."""
        try:
            before = self.current()
        except SearchUnavailable:
            return {}
        return before.sums if before.directory == directory else {}

    def _write(self, pointer: Pointer) -> None:
        aside = self.path / f"{_POINTER}.new"
        aside.write_text(json.dumps(asdict(pointer)))
        flush(aside)
        aside.replace(self.path / _POINTER)
        flush(self.path)

    def has_files(self) -> bool:
        """Is there any index at all, trusted or not?"""
        return self.path.is_dir() and any(item.is_dir() for item in self.path.iterdir())

    def discard_others(self, keep: str) -> None:
        """Delete every directory but the one that counts."""
        for directory in self.others(keep):
            shutil.rmtree(directory, ignore_errors=True)

    def others(self, keep: str) -> list[Path]:
        """Every directory but the one that counts: of a rebuild that goes on, or of one that was killed."""
        return [item for item in self.path.iterdir() if item.is_dir() and item.name != keep]


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
        elif item.name not in kept:
            item.unlink()


def _is(path: Path, pointer: Pointer) -> bool:
    return sum_of(path) == pointer.sums.get(path.name)
