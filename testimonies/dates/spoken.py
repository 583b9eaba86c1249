"""Dates as people say them, in English and Korean, turned into EDTF.

One grammar for both languages; Korean puts its words after the date where English puts them before:

    text    := [INTERMITTENT] period [","] ["(" INTERMITTENT ")" | INTERMITTENT] ["."]
    period  := "between" date "and" date | side date
             | date ["to" date | side-after | {("or" | "and" | ",") date}]
    date    := [circa] [part] base [part-after] [circa-after]
    base    := century | decade | year | season year | month year | day month year

Rules (INTERFACE.md, Dates):

- early, mid, late of a decade are its years 0-3, 4-6, 6-9; of a century, year or month its thirds.
  "Beginning of" and "end of" say the same, for Korean has one word for each pair (초, 말).
- A century is the hundred years that share their first digits, as EDTF counts: the 20th is 19XX.
- Before X ends the day before X begins; until and by X end with X; after X begins the day after X ends;
  since and from X begin with X. 이전 and 이후 include X, 전 and 후 do not.

Whatever is said in part only (03/04/1995, 1977-87, a month without its year) is refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from . import edtf
from .errors import DateError
from .single import RANGE_MARKS, DateReader, SaidDate
from .words import Kind, Token

INTERMITTENT = "intermittent"


def to_edtf(text: str) -> tuple[str, str]:
    """Take a date as said, return its EDTF and a note ('intermittent' or ''); raise DateError."""
    return _Reader(text).read()


def _since(when: SaidDate) -> str:
    return f"{when.opening}/.."


def _until(when: SaidDate) -> str:
    return f"../{when.closing}"


def _before(when: SaidDate) -> str:
    """The open period that ends before `when`, told in the same unit: before 1992 is until 1991."""
    earliest = edtf.read(when.first).earliest
    if earliest is None or earliest == date.min:
        raise DateError("Nothing can be dated before the year 1.", when.start)
    return f"../{_shorten(earliest - timedelta(days=1), when.first)}{when.qualifier}"


def _after(when: SaidDate) -> str:
    """The open period that starts after `when`, told in the same unit: after 1992 is since 1993."""
    latest = edtf.read(when.last).latest
    if latest is None or latest == date.max:
        raise DateError("Nothing can be dated after the year 9999.", when.start)
    return f"{_shorten(latest + timedelta(days=1), when.last)}{when.qualifier}/.."


def _shorten(day: date, like: str) -> str:
    return day.isoformat()[: len(like)]


_BEFORE_THE_DATE: dict[Kind, Callable[[SaidDate], str]] = {
    Kind.BEFORE: _before,
    Kind.AFTER: _after,
    Kind.UNTIL: _until,
    Kind.BY: _until,
}
_BEHIND_THE_DATE: dict[Kind, Callable[[SaidDate], str]] = {
    Kind.BEFORE_AFTER: _before,
    Kind.AFTER_AFTER: _after,
    Kind.UNTIL_AFTER: _until,
    Kind.BACKWARD: _until,
    Kind.ONWARD: _since,
}


class _Reader(DateReader):
    """The upper half of the grammar: periods, open sides, alternatives."""

    def read(self) -> tuple[str, str]:
        note = self._interruptions()
        period = self._period()
        note = self._interruptions() or note
        self._take(Kind.DOT)
        if self._next().kind is not Kind.END:
            self._fail("Nothing more was expected here: a date, one period, or dates joined by 'or'.")
        return period, note

    def _interruptions(self) -> str:
        if self._take(Kind.INTERMITTENT):
            return INTERMITTENT
        ahead = 1 if self._next().kind in (Kind.COMMA, Kind.OPENING) else 0
        if not ahead or self._next(1).kind is not Kind.INTERMITTENT:
            return ""
        bracket = self._next().kind is Kind.OPENING
        self._index += 2
        if bracket:
            self._need(Kind.CLOSING, "The bracket is not closed.")
        return INTERMITTENT

    def _period(self) -> str:
        if self._take(Kind.BETWEEN):
            return self._between()
        if self._take(Kind.FROM):
            return self._from()
        side = self._take(*_BEFORE_THE_DATE)
        if side:
            return self._sided(_BEFORE_THE_DATE[side.kind], self._date())
        return self._continued(self._date())

    def _between(self) -> str:
        first = self._date()
        self._need(Kind.AND, "'Between' needs its second date after 'and'.")
        return self._span(first, self._date())

    def _from(self) -> str:
        first = self._date()
        if self._take(*RANGE_MARKS):
            return self._to(first)
        self._take(Kind.ONWARD)
        return _since(first)

    def _continued(self, first: SaidDate) -> str:
        self._take(Kind.AT_AFTER)
        if self._take(Kind.FROM_AFTER):
            return self._from_korean(first)
        if self._take(*RANGE_MARKS):
            return self._to(first)
        side = self._take(*_BEHIND_THE_DATE)
        if side:
            return self._sided(_BEHIND_THE_DATE[side.kind], first)
        if self._joined():
            return self._several(first)
        return first.as_period()

    def _sided(self, build: Callable[[SaidDate], str], when: SaidDate) -> str:
        try:
            return build(when)
        except DateError as error:
            self._fail(str(error), when.start)

    def _from_korean(self, first: SaidDate) -> str:
        ended = self._next().kind in (Kind.END, Kind.INTERMITTENT, Kind.COMMA, Kind.OPENING, Kind.DOT)
        return _since(first) if ended else self._to(first)

    def _to(self, first: SaidDate) -> str:
        if self._take(Kind.NOW):
            self._take(Kind.UNTIL_AFTER)
            return _since(first)
        second = self._date()
        self._take(Kind.UNTIL_AFTER, Kind.BETWEEN_AFTER)
        return self._span(first, second)

    def _span(self, first: SaidDate, second: SaidDate) -> str:
        period = f"{first.opening}/{second.closing}"
        try:
            edtf.read(period)
        except DateError:
            self._fail(edtf.BACKWARDS, second.start)
        return period

    def _joined(self) -> Token | None:
        if self._next().kind is Kind.COMMA and self._next(1).kind is Kind.INTERMITTENT:
            return None
        joint = self._take(Kind.COMMA, Kind.AND, Kind.OR)
        return (self._take(Kind.AND, Kind.OR) or joint) if joint else None

    def _several(self, first: SaidDate) -> str:
        """Dates joined by 'or' are one of a set, by 'and' all; "around" before the first goes for each."""
        found, joints = [first], [self._next(-1)]
        while True:
            found.append(self._date())
            joint = self._joined()
            if joint is None:
                break
            joints.append(joint)
        if self._take(Kind.BETWEEN_AFTER):
            return self._between_korean(found)
        return self._set(found, joints)

    def _between_korean(self, found: list[SaidDate]) -> str:
        if len(found) != 2:
            self._fail("사이 stands between two dates.", found[2].start)
        return self._span(*found)

    def _set(self, found: list[SaidDate], joints: list[Token]) -> str:
        kinds = {joint.kind for joint in joints} - {Kind.COMMA}
        if len(kinds) != 1:
            self._fail("Join the dates by 'or' if one is right, by 'and' if all are.", joints[-1].start)
        if kinds == {Kind.OR} and self._tokens[0].kind is Kind.CIRCA:
            found = [when._replace(qualifier=when.qualifier or found[0].qualifier) for when in found]
        members = ",".join(when.as_member() for when in found)
        return f"[{members}]" if kinds == {Kind.OR} else f"{{{members}}}"
