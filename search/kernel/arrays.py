"""Named arrays in one file: raw, little-endian, memory-mapped, never unpickled; a JSON foot names them."""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MAGIC = b"ARCHIVE1"
_FOOT = struct.Struct("<II8s")  # the foot's CRC-32, its length, MAGIC
_KINDS = frozenset({"|u1", "<u2", "<u4", "<u8", "<i2", "<i4", "<i8", "<f4"})
_ALIGNED = 8


class ArrayWriter:
    """Writes named arrays one after another into a file opened for bytes."""

    def __init__(self, file: Any) -> None:
        self._file, self._at, self._places = file, 0, dict[str, tuple[str, int, int]]()
        self._write(MAGIC)

    def add(self, name: str, array: Array) -> None:
        """Write one array of one dimension or more. Raises TypeError for a kind the format does not know."""
        kind = array.dtype.newbyteorder("<").str
        if kind not in _KINDS:
            raise TypeError(f"arrays of {array.dtype} are not kept")
        self._write(bytes(-self._at % _ALIGNED))
        self._places[name] = (kind, self._at, array.size)
        if array.size:
            self._write(_view(np.ascontiguousarray(array, kind).reshape(-1).view("u1")))

    def close(self, **facts: Any) -> None:
        """Write the foot, with facts of one's own, and close the file."""
        foot = json.dumps({"arrays": self._places, "facts": facts}).encode()
        self._write(foot)
        self._write(_FOOT.pack(zlib.crc32(foot), len(foot), MAGIC))
        self._file.close()

    def _write(self, content: Any) -> None:
        self._file.write(content)
        self._at += len(content)


class Arrays(Mapping[str, Array]):
    """The arrays of a file, mapped and not to be written to; each is made when it is asked for."""

    def __init__(self, mapped: mmap.mmap, places: dict[str, tuple[str, int, int]], end: int) -> None:
        self._mapped, self._places, self._end = mapped, places, end

    def __getitem__(self, name: str) -> Array:
        kind, at, size = self._places[name]
        if kind not in _KINDS or not 0 <= at <= at + size * np.dtype(kind).itemsize <= self._end:
            raise ValueError("an array lies outside of its file")
        return np.frombuffer(self._mapped, kind, size, at) if size else np.empty(0, kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def read(path: Path) -> tuple[Arrays, dict[str, Any]]:
    """The arrays of a file, and its facts.

    Raises ValueError for a file that is not one, FileNotFoundError where there is none. Only the foot is
    checked here: whether the arrays are those that were written, the sum of the file says.
    """
    with path.open("rb") as file:
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:
            raise ValueError(f"{path.suffix} file: empty") from error
    foot, end = _foot(mapped, path)
    return Arrays(mapped, foot["arrays"], end), foot["facts"]


def _foot(mapped: mmap.mmap, path: Path) -> tuple[dict[str, Any], int]:
    end = len(mapped) - _FOOT.size
    crc, length, magic = _FOOT.unpack(mapped[end:]) if end > len(MAGIC) else (0, 0, b"")
    content = mapped[max(end - length, 0) : end]
    if magic != MAGIC or mapped[: len(MAGIC)] != MAGIC or zlib.crc32(content) != crc:
        raise ValueError(f"{path.suffix} file: not one, or damaged")
    foot: dict[str, Any] = json.loads(content)
    return foot, end - length


def _view(array: Any) -> memoryview:
    return memoryview(array)


class Bytes(Sequence[bytes]):
    """A sequence of byte strings over offsets (one more than strings) and one blob."""

    def __init__(self, offsets: Array, blob: Array) -> None:
        # Plain numbers come out of a memoryview several times faster than out of an array.
        self.offsets, self.blob = offsets, blob
        self._offsets, self._blob = _view(offsets), _view(blob)

    @classmethod
    def of(cls, strings: Iterable[bytes]) -> Bytes:
        """Strings laid out anew."""
        listed = list(strings)
        offsets = np.zeros(len(listed) + 1, "<u4")
        np.cumsum([len(one) for one in listed], out=offsets[1:])
        return cls(offsets, np.frombuffer(b"".join(listed), "u1"))

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, at: int) -> bytes: ...

    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...

    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        return bytes(self._blob[self._offsets[at] : self._offsets[at + 1]])

    def listed(self) -> list[bytes]:
        """All of them at once: faster than one by one."""
        blob, ends = self.blob.tobytes(), self.offsets.tolist()
        return [blob[start:end] for start, end in pairwise(ends)]


class Strings(Sequence[str]):
    """A sequence of strings over offsets and one UTF-8 blob. Sorted ones are found with find()."""

    def __init__(self, encoded: Bytes) -> None:
        self.encoded = encoded

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Strings laid out anew."""
        return cls(Bytes.of(one.encode() for one in strings))

    def __len__(self) -> int:
        return len(self.encoded)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [one.decode() for one in self.encoded[at]]
        return self.encoded[at].decode()

    def listed(self) -> list[str]:
        """All of them at once: faster than one by one."""
        return [one.decode() for one in self.encoded.listed()]

    def find(self, string: str) -> int | None:
        """The place of a string among sorted ones, None where it is not there."""
        wanted = string.encode()  # UTF-8 sorts as the code points do
        at = bisect_left(self.encoded, wanted)
        return at if at < len(self) and self.encoded[at] == wanted else None


def runs(starts: Array, sizes: Array) -> Array:
    """The places start, start + 1, ... of each of several runs, one run after another."""
    sizes = sizes.astype(np.int64)
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts.astype(np.int64) - before, sizes) + np.arange(int(sizes.sum()))


def ends_of(sizes: Array, dtype: str = "<u4") -> Array:
    """Starts of consecutive runs of these sizes, and at last where the last one ends."""
    starts = np.zeros(len(sizes) + 1, dtype)
    np.cumsum(sizes, out=starts[1:])
    return starts


def narrow(array: Array, kinds: Sequence[str] = ("<u1", "<u2", "<u4")) -> Array:
    """The same whole numbers in the first of several kinds that holds them all."""
    top = int(array.max()) if array.size else 0
    return array.astype(next(kind for kind in kinds if top <= np.iinfo(kind).max), copy=False)
