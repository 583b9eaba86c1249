"""What Whoosh keeps of each entry: its stored fields, as JSON, and the lengths of its fields, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader, PerDocumentWriter
from whoosh.util.numeric import byte_to_length, length_to_byte

from search.kernel import arrays
from search.kernel.arrays import Array, ArrayWriter, Bytes

ENDING = ".doc"
_LENGTHS = ":lengths"


class EntryWriter(PerDocumentWriter):  # type: ignore[misc]
    """Takes entries one by one as Whoosh hands them over, or several at once."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._segment = segment
        self._writer = ArrayWriter(segment.create_file(storage, ENDING))
        self._entry: dict[str, Any] = {}
        self._stored: list[bytes] = []
        self._lengths: dict[str, bytearray] = {}
        self._totals: dict[str, int] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the entry that comes next."""
        self._entry = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Keep a value (None: nothing is stored) and the length of a field (0: it is not scored)."""
        if value is not None:
            self._entry[fieldname] = value
        if length:
            self._totals[fieldname] = self._totals.get(fieldname, 0) + length
            self._lengths_of(fieldname).append(length_to_byte(length))

    def _lengths_of(self, name: str) -> bytearray:
        lengths = self._lengths.setdefault(name, bytearray())
        lengths.extend(bytes(len(self._stored) - len(lengths)))
        return lengths

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Refused: what is known of entries stands in columns of our own."""
        raise TypeError("this codec keeps no columns of Whoosh's")

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        """Refused: nothing reads vectors."""
        raise TypeError("this codec keeps no vectors")

    def finish_doc(self) -> None:
        """The entry is whole."""
        self._stored.append(as_json(self._entry))

    def put(self, stored: list[bytes], lengths: dict[str, Array]) -> None:
        """Entries at once: their stored fields as as_json() gives them, and the lengths of their fields."""
        for name, own in lengths.items():
            self._lengths_of(name).extend(length_bytes(own))
            self._totals[name] = self._totals.get(name, 0) + int(own.sum())
        self._stored += stored

    def lengths(self) -> dict[str, Array]:
        """The length byte of each entry so far, by field."""
        return {name: np.frombuffer(bytes(self._lengths_of(name)), "u1") for name in self._lengths}

    def close(self) -> None:
        """Write the file."""
        stored = Bytes.of(self._stored)
        self._writer.add("offsets", stored.offsets)
        self._writer.add("stored", stored.blob)
        for name, lengths in self.lengths().items():
            self._writer.add(name + _LENGTHS, lengths)
        self._writer.close(totals=self._totals)
        self.is_closed = True


class EntryReader(PerDocumentReader):  # type: ignore[misc]
    """Whoosh's view of that file."""

    def __init__(self, storage: Any, segment: Any) -> None:
        found, facts = arrays.read(Path(storage.folder) / segment.make_filename(ENDING))
        self._segment = segment
        self._totals: dict[str, int] = facts["totals"]
        self.stored = Bytes(found["offsets"], found["stored"])
        self.lengths = {
            name.removesuffix(_LENGTHS): array for name, array in found.items() if name.endswith(_LENGTHS)
        }

    def doc_count(self) -> int:
        """Entries without the deleted ones."""
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """Entries with the deleted ones."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Is any entry deleted?"""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Is that entry deleted?"""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """The deleted entries."""
        return iter(self._segment.deleted_docs())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of an entry."""
        stored: dict[str, Any] = json.loads(self.stored[docnum])
        return stored

    def doc_field_length(self, docnum: int, fieldname: str, default: int | None = 0) -> int | None:
        """The length of a field of an entry, as exactly as a length byte says it."""
        if fieldname not in self.lengths:
            return default
        byte = self.lengths[fieldname][docnum]
        return int(byte_to_length(byte)) if byte else None

    def field_length(self, fieldname: str) -> int:
        """The sum of the lengths of a field."""
        return self._totals.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        """The shortest length of a field."""
        return int(byte_to_length(min(self.lengths[fieldname], default=0)))

    def max_field_length(self, fieldname: str) -> int:
        """The longest length of a field."""
        return int(byte_to_length(max(self.lengths[fieldname], default=0)))

    def has_column(self, fieldname: str) -> bool:
        """Never: see EntryWriter.add_column_value()."""
        return False

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Never: see EntryWriter.add_vector_items()."""
        return False


def as_json(stored: dict[str, Any]) -> bytes:
    """Stored fields as they are kept."""
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


_LONGEST = 106374  # from here on every length has the same byte
_BYTES = np.array([length_to_byte(length) for length in range(_LONGEST + 1)], "u1")


def length_bytes(lengths: Array) -> bytes:
    """Whoosh's length bytes."""
    found: bytes = _BYTES[np.minimum(lengths, _LONGEST)].tobytes()
    return found
