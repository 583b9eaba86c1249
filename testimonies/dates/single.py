"""One date as people say it, in figures or words: the lower half of the grammar described in `spoken`."""

from __future__ import annotations

from calendar import monthrange
from enum import Enum
from typing import NamedTuple, NoReturn

from .errors import DateError
from .words import PART_SPANS, Kind, Token, tokens


class _Unit(Enum):
    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"


class _Base(NamedTuple):
    unit: _Unit
    edtf: str
    last: str = ""


class SaidDate(NamedTuple):
    """A date or part of one: its first and last EDTF date, which differ in a part, and where it was said."""

    first: str
    last: str
    qualifier: str
    start: int

    @property
    def opening(self) -> str:
        return self.first + self.qualifier

    @property
    def closing(self) -> str:
        return self.last + self.qualifier

    def as_period(self) -> str:
        return self.opening if self.first == self.last else f"{self.opening}/{self.closing}"

    def as_member(self) -> str:
        return self.opening if self.first == self.last else f"{self.opening}..{self.closing}"


# Per unit: digits of the EDTF base to drop, how the part is written, then the ends of early, mid, late and
# the two halves. 31 stands for the last day of any month.
_PARTS = {
    _Unit.CENTURY: (2, "{:02d}", ((0, 33), (34, 66), (67, 99), (0, 49), (50, 99))),
    _Unit.DECADE: (1, "{:d}", ((0, 3), (4, 6), (6, 9), (0, 4), (5, 9))),
    _Unit.YEAR: (0, "-{:02d}", ((1, 4), (5, 8), (9, 12), (1, 6), (7, 12))),
    _Unit.MONTH: (0, "-{:02d}", ((1, 10), (11, 20), (21, 31), (1, 15), (16, 31))),
}
_EXAMPLES = "such as 1995, March 1995, 14 May 1995, winter 1998, late 1970s, 1970년대 후반"
RANGE_MARKS = (Kind.DASH, Kind.TILDE, Kind.TO, Kind.UNTIL)
_NUMERIC_MARKS = (Kind.DASH, Kind.DOT, Kind.SLASH)


class DateReader:
    """Reads the words from left to right; every method takes what it recognises and leaves the rest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._index = 0

    def _next(self, ahead: int = 0) -> Token:
        return self._tokens[min(self._index + ahead, len(self._tokens) - 1)]

    def _take(self, *kinds: Kind) -> Token | None:
        token = self._next()
        if token.kind not in kinds:
            return None
        self._index = min(self._index + 1, len(self._tokens) - 1)
        return token

    def _need(self, kind: Kind, wanted: str) -> Token:
        return self._take(kind) or self._fail(wanted)

    def _fail(self, wanted: str, at: int | None = None) -> NoReturn:
        position = self._next().start if at is None else at
        raise DateError(wanted, position, self._text[:position].strip())

    def _date(self) -> SaidDate:
        start = self._next().start
        qualifiers = self._qualifiers(Kind.IN, Kind.CIRCA, Kind.MAYBE)
        self._take(Kind.THE)
        parts = self._parts()
        base = self._base()
        parts = parts or self._parts_behind()
        qualifiers |= self._qualifiers(Kind.CIRCA_AFTER, Kind.MAYBE)
        first, last = self._part_of(base, parts, start) if parts else (base.edtf, base.last or base.edtf)
        return SaidDate(first, last, _mark(qualifiers), start)

    def _qualifiers(self, *kinds: Kind) -> set[Kind]:
        """At most one of each kind, in any order."""
        found: set[Kind] = set()
        while self._next().kind in set(kinds) - found:
            found.add(self._next().kind)
            self._index += 1
        if Kind.MAYBE in kinds and self._next().kind is Kind.OPENING and self._next(1).kind is Kind.MAYBE:
            self._index += 2
            self._need(Kind.CLOSING, "The bracket is not closed.")
            found.add(Kind.MAYBE)
        return found

    def _parts(self) -> tuple[int, int] | None:
        first = self._take(Kind.PART)
        if not first:
            return None
        last = self._second_part() or first
        self._take(Kind.DASH, Kind.OF)
        self._take(Kind.IN, Kind.THE)
        return _ends(first)[0], _ends(last)[1]

    def _second_part(self) -> Token | None:
        """The late of "mid-to-late 1980s"; the dash of "mid-1980s" is left alone."""
        before = self._index
        while self._take(*RANGE_MARKS, Kind.AND, Kind.OR, Kind.SLASH):
            pass
        part = self._take(Kind.PART)
        if not part:
            self._index = before
        return part

    def _parts_behind(self) -> tuple[int, int] | None:
        part = self._take(Kind.PART)
        return _ends(part) if part else None

    def _part_of(self, base: _Base, parts: tuple[int, int], start: int) -> tuple[str, str]:
        if base.unit not in _PARTS:
            self._fail("Early, mid and late are said of a month, a year, a decade or a century.", start)
        drop, form, ends = _PARTS[base.unit]
        lowest, highest = ends[parts[0]][0], ends[parts[1]][1]
        if lowest > highest:
            self._fail("The period ends before it begins: early comes before mid, mid before late.", start)
        if base.unit is _Unit.MONTH:
            highest = min(highest, _days_in(base.edtf))
        stem = base.edtf[: len(base.edtf) - drop]
        return stem + form.format(lowest), stem + form.format(highest)

    def _base(self) -> _Base:
        token = self._take(Kind.DECADE, Kind.ORDINAL, Kind.NUMBER, Kind.MONTH, Kind.SEASON)
        if not token:
            self._fail(f"A date was expected here, {_EXAMPLES}.")
        if token.kind is Kind.NUMBER:
            return self._after_number(token)
        if token.kind is Kind.ORDINAL:
            return self._after_ordinal(token)
        if token.kind is Kind.DECADE:
            return self._decade(token)
        return self._after_month(token) if token.kind is Kind.MONTH else self._after_season(token)

    def _decade(self, token: Token) -> _Base:
        if not token.number or token.number % 10:
            self._fail("A decade begins with a year that ends in 0, such as 1970s.", token.start)
        return _Base(_Unit.DECADE, f"{token.number // 10:03d}X")

    def _century(self, token: Token) -> _Base:
        if not 1 <= token.number <= 99:
            self._fail("A century is numbered from 1 to 99.", token.start)
        return _Base(_Unit.CENTURY, f"{token.number - 1:02d}XX")

    def _after_number(self, token: Token) -> _Base:
        if token.length == 4:
            return self._after_year(token)
        if token.length <= 2 and self._take(Kind.CENTURY):
            return self._century(token)
        if token.length <= 2 and self._next().kind in (Kind.MONTH, Kind.OF):
            return self._day_first(token)
        return self._fail("A date in figures begins with its four-digit year: 1995-03-14.", token.start)

    def _after_ordinal(self, token: Token) -> _Base:
        self._take(Kind.DASH)
        return self._century(token) if self._take(Kind.CENTURY) else self._day_first(token)

    def _year(self, token: Token) -> str:
        if token.length != 4 or not token.number:
            self._fail("A year has four digits, 0001 to 9999: 1977-1987, not 1977-87.", token.start)
        return f"{token.number:04d}"

    def _year_behind(self, what: str) -> str:
        self._take(Kind.OF)
        self._take(Kind.COMMA)
        self._take(Kind.IN)
        return self._year(self._need(Kind.NUMBER, f"The {what} needs its year behind it, in four digits."))

    def _after_month(self, month: Token) -> _Base:
        day = self._next()
        if day.kind is Kind.ORDINAL or (day.kind is Kind.NUMBER and day.length <= 2):
            self._index += 1
            return self._day(self._year_behind("month"), month, day)
        return _Base(_Unit.MONTH, f"{self._year_behind('month')}-{month.number:02d}")

    def _day_first(self, day: Token) -> _Base:
        self._take(Kind.OF)
        month = self._need(Kind.MONTH, "A month by its name was expected here, such as 14 May 1995.")
        return self._day(self._year_behind("month"), month, day)

    def _after_season(self, season: Token) -> _Base:
        year = self._year_behind("season")
        following = self._next(1)
        pair = self._next().kind in (Kind.DASH, Kind.SLASH) and following.kind is Kind.NUMBER
        if season.number == 24 and pair and _follows(following, year):
            self._index += 2
            return _Base(_Unit.SEASON, f"{year}-12", f"{int(year) + 1:04d}-02")
        return _Base(_Unit.SEASON, f"{year}-{season.number}")

    def _after_year(self, token: Token) -> _Base:
        year = self._year(token)
        if self._take(Kind.DECADE_UNIT):
            return self._decade(token)
        if self._take(Kind.YEAR_UNIT):
            return self._korean(year)
        following = self._next(1)
        if self._next().kind in _NUMERIC_MARKS and following.kind is Kind.NUMBER and following.length < 4:
            return self._numeric(year)
        season = self._take(Kind.SEASON)
        return _Base(_Unit.SEASON, f"{year}-{season.number}") if season else _Base(_Unit.YEAR, year)

    def _korean(self, year: str) -> _Base:
        season = self._take(Kind.SEASON)
        if season:
            return _Base(_Unit.SEASON, f"{year}-{season.number}")
        month = self._take(Kind.NUMBER)
        if not month:
            return _Base(_Unit.YEAR, year)
        self._need(Kind.MONTH_UNIT, "월 was expected after the number of the month.")
        day = self._take(Kind.NUMBER)
        if not day:
            return self._month(year, month)
        self._need(Kind.DAY_UNIT, "일 was expected after the number of the day.")
        return self._day(year, month, day)

    def _numeric(self, year: str) -> _Base:
        mark, month = self._next(), self._next(1)
        self._index += 2
        following = self._next(1)
        if self._next().kind is not mark.kind or following.kind is not Kind.NUMBER or following.length > 2:
            return self._month(year, month)
        self._index += 2
        return self._day(year, month, following)

    def _month(self, year: str, month: Token) -> _Base:
        if not 1 <= month.number <= 12:
            self._fail("A month is 1 to 12; a period of years is written in full, 1977-1987.", month.start)
        return _Base(_Unit.MONTH, f"{year}-{month.number:02d}")

    def _day(self, year: str, month: Token, day: Token) -> _Base:
        stem = self._month(year, month).edtf
        if not 1 <= day.number <= _days_in(stem):
            self._fail(f"That month has the days 1 to {_days_in(stem)}.", day.start)
        return _Base(_Unit.DAY, f"{stem}-{day.number:02d}")


def _ends(part: Token) -> tuple[int, int]:
    return PART_SPANS.get(part.number, (part.number, part.number))


def _mark(qualifiers: set[Kind]) -> str:
    """EDTF: ~ approximate, ? uncertain, % both."""
    vague = bool(qualifiers & {Kind.CIRCA, Kind.CIRCA_AFTER})
    if Kind.MAYBE in qualifiers:
        return "%" if vague else "?"
    return "~" if vague else ""


def _days_in(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:7]))[1]


def _follows(token: Token, year: str) -> bool:
    """Is the number the next year, written 1999 or 99 behind 1998?"""
    next_year = int(year) + 1
    return token.number == (next_year if token.length == 4 else next_year % 100) and token.length in (2, 4)
