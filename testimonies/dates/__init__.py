"""Dates with blurred edges: what was said, its EDTF, and the first and last day it may mean.

`parse("late 1970s")` keeps the words, reads them as 1976/1979 and knows that this is 1 January 1976 to
31 December 1979. The rules are in INTERFACE.md (Dates) and, one by one, in `dates.spoken` and `dates.edtf`.
Nothing is read by halves: what is not understood wholly raises DateError, which points at the place.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from . import edtf as _edtf
from . import readings, spoken
from .errors import DateError

__all__ = ["DateError", "UncertainDate", "from_edtf", "parse"]


@dataclass(frozen=True)
class UncertainDate:
    """A date as said and as understood. Bounds are inclusive days; None is an open or unknown side."""

    text: str
    edtf: str
    earliest: date | None
    latest: date | None
    note: str = ""

    def __str__(self) -> str:
        return self.text

    def describe(self, lang: str = "en") -> str:
        """Take 'en' or 'ko', return the reading in words: '1 January 1976 to 31 December 1979'."""
        return readings.tell(_edtf.Bounds(self.earliest, self.latest), self.edtf, self.note, lang)

    def certainly(self, earliest: date | None, latest: date | None) -> bool:
        """Does this date lie inside the period, whatever day it was? None is an open side, here as there."""
        begins_inside = earliest is None or (self.earliest is not None and self.earliest >= earliest)
        ends_inside = latest is None or (self.latest is not None and self.latest <= latest)
        return begins_inside and ends_inside

    def possibly(self, earliest: date | None, latest: date | None) -> bool:
        """Does this date overlap the period? None is an open side, here as there."""
        begins_in_time = latest is None or self.earliest is None or self.earliest <= latest
        ends_in_time = earliest is None or self.latest is None or self.latest >= earliest
        return begins_in_time and ends_in_time


def parse(text: str) -> UncertainDate:
    """Take a date in English, Korean or EDTF, return it understood.

    Raises DateError, with the place in `text`, for anything not understood to its end.
    """
    said = unicodedata.normalize("NFC", text)
    try:
        return _build(text, *_read(said.strip()))
    except DateError as error:
        position = _place(text, error.position + len(said) - len(said.lstrip()))
        raise DateError(str(error), position, text[:position].strip()) from None


def from_edtf(edtf: str) -> UncertainDate:
    """Take an EDTF string, return it understood with itself as the words; raise DateError if it is none."""
    return _build(edtf, _compact(edtf), "")


def _build(text: str, edtf: str, note: str) -> UncertainDate:
    return UncertainDate(text.strip(), edtf, *_edtf.read(edtf), note)


def _compact(text: str) -> str:
    """People put blanks into sets, [1989, 1990]; the standard does not, but they change nothing."""
    stripped = text.strip()
    return stripped.replace(", ", ",") if stripped[:1] in ("[", "{") else stripped


def _read(said: str) -> tuple[str, str]:
    """EDTF first, for 1998-24 is a winter; the error that got further is the one that helps."""
    compact = _compact(said)
    try:
        _edtf.read(compact)
    except DateError as not_edtf:
        try:
            return spoken.to_edtf(said)
        except DateError as not_spoken:
            raise (not_edtf if not_edtf.position > not_spoken.position else not_spoken) from None
    return compact, ""


def _place(text: str, position: int) -> int:
    """A position in the NFC form of a text, in the text itself: Hangul may be typed as single letters."""

    def composed(index: int) -> int:
        return len(unicodedata.normalize("NFC", text[:index]))

    return min(bisect_left(range(len(text) + 1), position, key=composed), len(text))
