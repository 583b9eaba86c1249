"""Whoosh's view of the terms of a segment, and the arrays behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound

from search.kernel import arrays
from search.kernel.arrays import Bytes
from search.kernel.matcher import ArchiveMatcher, kept
from search.kernel.postings import Fields, Postings, Statistics

ENDING = ".inv"


class PostingsReader(TermsReader):  # type: ignore[misc]
    """Whoosh's view of the file of terms and postings; `fields` are the arrays themselves."""

    def __init__(self, storage: Any, segment: Any) -> None:
        found, _facts = arrays.read(Path(storage.folder) / segment.make_filename(ENDING))
        self.fields = Fields(found)

    def _find(self, fieldname: str, text: bytes) -> tuple[Postings, Statistics, int]:
        """Raises KeyError."""
        field, statistics = self.fields[fieldname]
        return field, statistics, field.find(text)

    def _found(self, fieldname: str, text: bytes) -> tuple[Postings, Statistics, int]:
        """Raises what Whoosh expects of a missing term here."""
        try:
            return self._find(fieldname, text)
        except KeyError as error:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from error

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        try:
            self._find(*term)
        except KeyError:
            return False
        return True

    def indexed_field_names(self) -> list[str]:
        """The fields that have a term."""
        return list(self.fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term, field after field."""
        return ((name, term) for name, (field, _) in self.fields.items() for term in field.terms.listed())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from one on, to the end of the last field."""
        return (term for term, _info in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term with what is known of it."""
        return ((term, info()) for name in self.fields for term, info in self._from(name, b"", only=True))

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms from one on, with what is known of them."""
        return ((term, info()) for term, info in self._from(fieldname, prefix))

    def _from(self, fieldname: str, prefix: bytes, only: bool = False) -> Iterator[tuple[Any, Any]]:
        for name, (field, statistics) in self.fields.items():
            if name < fieldname or (only and name != fieldname):
                continue
            start = bisect_left(field.terms, prefix) if name == fieldname else 0
            for number in range(start, len(field.terms)):
                yield (name, field.terms[number]), lambda f=field, s=statistics, n=number: s.info(f, n)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term. Raises TermNotFound."""
        field, statistics, number = self._found(fieldname, text)
        return statistics.info(field, number)

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in all entries. Raises KeyError: Whoosh's reader answers 0 then."""
        _field, statistics, number = self._find(fieldname, text)
        return float(statistics.weights[number])

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many entries hold a term. Raises KeyError: Whoosh's reader answers 0 then."""
        field, _statistics, number = self._find(fieldname, text)
        return field.count(number)

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> ArchiveMatcher:
        """The postings of a term. Raises TermNotFound."""
        field, statistics, number = self._found(fieldname, text)
        term = (fieldname, text)
        return ArchiveMatcher(
            field, number, statistics.info(field, number), format_, kept(format_), term, scorer
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> Cursor:
        """A cursor over the terms of a field."""
        terms = self.fields[fieldname][0].terms if fieldname in self.fields else Bytes.of([])
        return Cursor(self, fieldname, fieldobj, terms)


class Cursor(FieldCursor):  # type: ignore[misc]
    """Walks the terms of one field in order; after the last one its text is None."""

    def __init__(self, reader: PostingsReader, fieldname: str, fieldobj: Any, terms: Bytes) -> None:
        self._reader, self._name, self._field, self._terms = reader, fieldname, fieldobj, terms
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term at or after one."""
        wanted = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._at = bisect_left(self._terms, wanted)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """The term, decoded."""
        return self._field.from_bytes(self._terms[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of it."""
        return self._reader.term_info(self._name, self._terms[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Is it on a term?"""
        return self._at < len(self._terms)
