"""Writing a backup: a tar file, made as it is read, encrypted as it is written. Nothing waits in memory."""

import hashlib
import io
import os
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]
from pyrage.x25519 import Recipient  # type: ignore[import-untyped]

from archive.backup import Refused
from archive.backup.manifest import NAME
from testimonies.vault.envelope import CannotSeal, recipient_of

PIECE = 1 << 18  # bytes read from a file at once

# Given the sum of every file written, the manifest that ends the backup.
Manifested = Callable[[dict[str, str]], bytes]


def write(file: Path, files: dict[str, Path], manifested: Manifested, keys: Sequence[Recipient]) -> None:
    """Write `files`, by name, and their manifest, encrypted to public keys, as a new file.

    It has its name once it is whole and on disk. Raises Refused, OSError.
    """
    with _aside(file) as target:
        source = _Stream(_tar(files, manifested))
        try:
            pyrage.encrypt_io(source, target, list(keys))
        except (pyrage.EncryptError, OSError) as error:
            raise source.broken or OSError(f"The backup could not be written: {error}") from error


def keys_of(recipients: Sequence[str]) -> list[Recipient]:
    """Public keys as age reads them. Raises Refused when there is none, or one is none."""
    if not recipients:
        raise Refused("Say to whose public key: --recipient age1..., or set VAULT_RECIPIENT.")
    try:
        return [recipient_of(recipient) for recipient in recipients]
    except CannotSeal as error:
        raise Refused(str(error)) from error


@contextmanager
def _aside(file: Path) -> Iterator[BinaryIO]:
    """The file under another name until it is whole; gone if it never is. Never overwrites."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(
            f"{partial} is there, of a backup that runs or was stopped: remove it first."
        ) from error
    try:
        with os.fdopen(number, "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        refuse_existing(file)
        partial.rename(file)
        flush_folder(file.parent)
    finally:
        partial.unlink(missing_ok=True)


def refuse_existing(file: Path) -> None:
    """Raises Refused when there is a file of that name."""
    if file.exists():
        raise Refused(f"{file} is there already: name another file.")


def flush_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlasts a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Stream(io.RawIOBase):
    """Pieces of bytes, read as a file is. `broken`: what stopped it; age passes on the words only."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.rest = pieces, b""
        self.broken: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.rest and (piece := next(self.pieces, None)) is not None:
                self.rest = piece
        except BaseException as error:
            self.broken = error
            raise
        taken = self.rest if size < 0 else self.rest[:size]
        self.rest = self.rest[len(taken) :]
        return taken


def _tar(files: dict[str, Path], manifested: Manifested) -> Iterator[bytes]:
    sums: dict[str, str] = {}
    for name, path in files.items():
        digest, size = hashlib.sha256(), path.stat().st_size
        yield _header(name, size)
        for piece in _pieces(path, size):
            digest.update(piece)
            yield piece
        yield _padding(size)
        sums[name] = digest.hexdigest()
    text = manifested(sums)
    yield _header(NAME, len(text)) + text + _padding(len(text)) + bytes(2 * tarfile.BLOCKSIZE)


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            size -= len(piece)
            yield piece
    if size:
        raise Refused(f"{path.name} changed while it was read: run the backup again.")


def _header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(time.time())
    return member.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)
