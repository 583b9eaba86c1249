"""Reading a backup: decrypted as it is read, every sum compared, nothing believed before its end."""

import hashlib
import os
import tarfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import pyrage  # type: ignore[import-untyped]
from pyrage.x25519 import Identity  # type: ignore[import-untyped]

from archive.backup import Refused, manifest
from archive.backup.manifest import Manifest

PIECE = 1 << 18
MOST_OF_A_MANIFEST = 1 << 26  # bytes

# Given the name of a file, where its pieces go.
Sink = Callable[[str], IO[bytes] | None]


def nowhere(_name: str) -> None:
    """The sink of who only looks whether a backup is whole."""


def unpack(file: Path, identities: Sequence[Identity], sink: Sink = nowhere) -> Manifest:
    """Read a whole backup, each of its files into what `sink` returns for it; its manifest.

    Raises Refused when it does not open, is not whole, or is of a version not known here. What went into the
    sink by then is worth nothing.
    """
    sums: dict[str, str] = {}
    found: Manifest | None = None
    with file.open("rb") as source, _decrypted(source, identities) as plain:
        with tarfile.open(fileobj=plain, mode="r|") as tar:
            for member in tar:
                if found or not member.isfile() or not manifest.is_safe(member.name) or member.name in sums:
                    raise Refused(f"The backup holds what does not belong there: {member.name}.")
                content = tar.extractfile(member)
                assert content is not None  # of a regular file
                if member.name == manifest.NAME:
                    found = manifest.decoded(content.read(MOST_OF_A_MANIFEST))
                else:
                    sums[member.name] = _copied(content, sink(member.name))
        while plain.read(PIECE):
            pass  # to the end, which age vouches for too
    if found is None:
        raise Refused("The backup is not whole: it ends before its manifest.")
    manifest.check(found, sums)
    return found


def _copied(content: IO[bytes], target: IO[bytes] | None) -> str:
    digest = hashlib.sha256()
    try:
        while piece := content.read(PIECE):
            digest.update(piece)
            if target:
                target.write(piece)
    finally:
        if target:
            target.close()
    return digest.hexdigest()


@contextmanager
def _decrypted(source: BinaryIO, identities: Sequence[Identity]) -> Iterator[IO[bytes]]:
    """The plain text of a file of age, to be read as it comes. Raises Refused when it is another."""
    reading, writing = os.pipe()
    failed: list[Exception] = []
    thread = threading.Thread(target=_decrypt, args=(source, writing, identities, failed))
    thread.start()
    try:
        with os.fdopen(reading, "rb") as plain:
            yield plain
    except (tarfile.TarError, EOFError) as error:
        thread.join()
        raise _refusal(failed) from error
    finally:
        thread.join()
    if failed:
        raise _refusal(failed)


def _decrypt(source: BinaryIO, writing: int, identities: Sequence[Identity], failed: list[Exception]) -> None:
    with os.fdopen(writing, "wb", buffering=0) as target:
        try:
            pyrage.decrypt_io(source, target, list(identities))
        except (pyrage.DecryptError, OSError) as error:
            failed.append(error)


def _refusal(failed: list[Exception]) -> Refused:
    if failed and "No matching keys" in str(failed[0]):
        return Refused("This private key does not open the backup: name the one it was made for, --identity.")
    return Refused("The backup is not whole, or no backup: a part of it is missing or was changed.")
