"""How Whoosh's postings are laid out: field by field in arrays, read through Whoosh's own interfaces.

A codec, a segment, a writer of postings, a positions format and a matcher: Whoosh's extension points. A
segment has an `.inv` file (terms and postings) and a `.doc` file (entries); nothing in either is pickled.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter
from whoosh.codec.whoosh3 import W3Codec, W3Segment

from search.kernel import postings
from search.kernel.arrays import Array, ArrayWriter, Bytes
from search.kernel.entries import EntryReader, EntryWriter, length_bytes
from search.kernel.matcher import ArchiveMatcher, PlacedText, Places, kept
from search.kernel.postings import Postings
from search.kernel.terms import ENDING, PostingsReader

__all__ = ["ArchiveCodec", "ArchiveMatcher", "ArchiveSegment", "PlacedText", "Places", "PostingsWriter"]


class ArchiveCodec(W3Codec):  # type: ignore[misc]
    """The codec. Fields may be of the formats Existence, Frequency and Places."""

    def per_document_writer(self, storage: Any, segment: Any) -> EntryWriter:
        """A writer of entries."""
        return EntryWriter(storage, segment)

    def per_document_reader(self, storage: Any, segment: Any) -> EntryReader:
        """A reader of entries."""
        return EntryReader(storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> PostingsWriter:
        """A writer of terms and postings."""
        return PostingsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> PostingsReader:
        """A reader of terms and postings."""
        return PostingsReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> ArchiveSegment:
        """A segment of this codec."""
        return ArchiveSegment(self, indexname)


class ArchiveSegment(W3Segment):  # type: ignore[misc]
    """A segment; what is deleted of it stands in the commit, and its files never change."""

    def should_assemble(self) -> bool:
        """Never one compound file: its parts could not be mapped."""
        return False


class PostingsWriter(FieldWriter):  # type: ignore[misc]
    """Takes postings one by one as Whoosh hands them over, or a field at once."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._writer = ArrayWriter(segment.create_file(storage, ENDING))
        self.is_closed = False

    def put(self, name: str, field: Postings, lengths: Array | None) -> None:
        """Write a field; `lengths` is the length byte of each entry, None where the field is not scored."""
        if len(field.terms):
            postings.write(self._writer, name, field, lengths)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field. Raises TypeError for one of another format."""
        kept(fieldobj.format)
        self._name, self._format = fieldname, fieldobj.format
        self._terms: list[bytes] = []
        self._starts, self._ids, self._weights = array("I"), array("I"), array("f")
        self._values: list[bytes] = []
        self._lengths = array("I")

    def start_term(self, btext: bytes) -> None:
        """Begin a term; terms come in order."""
        self._terms.append(btext)
        self._starts.append(len(self._ids))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """One posting of the term. Raises ValueError for positions that are boosted."""
        if isinstance(self._format, Places) and weight * 4 != len(vbytes):
            raise ValueError("boosted positions are not kept")
        self._ids.append(docnum)
        self._weights.append(weight)
        self._values.append(vbytes)
        self._lengths.append(length or 0)

    def finish_term(self) -> None:
        """The term is whole."""

    def finish_field(self) -> None:
        """Write the field."""
        ids = np.frombuffer(self._ids, "<u4")
        starts = np.append(np.frombuffer(self._starts, "<u4"), len(ids))
        weights = np.frombuffer(self._weights, "<f4")
        known: dict[str, Array] = {}
        if isinstance(self._format, Places):
            known["places"] = np.frombuffer(b"".join(self._values), "<u4")
            known["at"] = np.append(0, np.cumsum(weights, dtype=np.int64))[starts]
        field = Postings(Bytes.of(self._terms), starts, ids, weights, **known)
        self.put(self._name, field, self._length_bytes(ids))

    def _length_bytes(self, ids: Array) -> Array | None:
        lengths = np.frombuffer(self._lengths, "<u4")
        if not lengths.any():
            return None
        of_entry = np.zeros(int(ids.max()) + 1, "u1")
        of_entry[ids] = np.frombuffer(length_bytes(lengths), "u1")
        return of_entry

    def close(self) -> None:
        """Write the foot of the file."""
        self._writer.close()
        self.is_closed = True
