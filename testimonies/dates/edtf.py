"""The bounds of an EDTF string (Extended Date/Time Format, Library of Congress 2019; ISO 8601-2:2019).

Levels 0 and 1, and of level 2 the sets, qualifiers of single components, unspecified digits anywhere and
the sub-year groupings 25 to 41. Years outside 0001 to 9999 (negative, long, exponential) are refused: the
calendar of the standard library does not hold them, and no testimony needs them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from .errors import DateError


class Bounds(NamedTuple):
    """The first and last day a date may mean; None where that side is open or unknown."""

    earliest: date | None
    latest: date | None


class _Days(NamedTuple):
    """Bounds of a single date, which are never open."""

    earliest: date
    latest: date


_QUALIFIER = "[?~%]?"
_DATE = re.compile(
    rf"(?P<year>{_QUALIFIER}[0-9X]{{4}}{_QUALIFIER})"
    rf"(?:-(?P<month>{_QUALIFIER}[0-9X]{{2}}{_QUALIFIER})(?:-(?P<day>{_QUALIFIER}[0-9X]{{2}}{_QUALIFIER}))?)?"
)
# ISO 8601 offsets that exist: -12:00 to +14:00, and zero is written with a plus.
_OFFSET = (
    r"Z|\+(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|\+14(?::00)?"
    r"|-(?!00(?::00)?$)(?:0[0-9]|1[01])(?::[0-5][0-9])?|-12(?::00)?"
)
_TIME = re.compile(rf"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:{_OFFSET})?")

# Code: first and last month; 13 and 14 are January and February of the next year.
# A winter is named by the year it begins or ends in: winter 1998 holds both (INTERFACE.md, Dates).
_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 5), (6, 8), (9, 11), (1, 14)
_GROUPS = (
    *(_SPRING, _SUMMER, _AUTUMN, _WINTER),  # 21-24 of no hemisphere: read as northern, where Korea lies
    *(_SPRING, _SUMMER, _AUTUMN, _WINTER),  # 25-28 northern
    *(_AUTUMN, _WINTER, _SPRING, _SUMMER),  # 29-32 southern
    *((1, 3), (4, 6), (7, 9), (10, 12)),  # 33-36 quarters
    *((1, 4), (5, 8), (9, 12)),  # 37-39 thirds
    *((1, 6), (7, 12)),  # 40-41 halves
)
SUB_YEAR = {21 + index: months for index, months in enumerate(_GROUPS)}

BACKWARDS = "The period ends before it begins: the earlier date comes first."
_FORM = "A date is written 1995, 1995-03 or 1995-03-14, with a year from 0001 to 9999."
_OPEN = ("", "..")
# How far "circa" reaches: a month 31 days, a day 3 days; a year is counted in years (INTERFACE.md, Dates).
_ABOUT = {"month": timedelta(days=31), "day": timedelta(days=3)}


def read(text: str) -> Bounds:
    """Take an EDTF string, return its bounds; raise DateError with the place where it stops being one."""
    if text[:1] in ("[", "{"):
        return _set(text)
    if "/" in text:
        return _interval(text)
    head, mark, _ = text.partition("T")
    if mark and len(head) == len("2004-06-11"):
        return _moment(text, head)
    return Bounds(*_date(text, 0, text))


def _moment(text: str, head: str) -> Bounds:
    """A date with a time of day: the day it falls on, as written."""
    days = _date(head, 0, text)
    if not head.replace("-", "").isdigit() or not _TIME.fullmatch(text, len(head)):
        raise DateError("A time of day is written T23:20:30, with Z or +09:00 after it.", len(head), head)
    return Bounds(*days)


def _interval(text: str) -> Bounds:
    start, _, end = text.partition("/")
    second = len(start) + 1
    first = None if start in _OPEN else _date(start, 0, text).earliest
    last = None if end in _OPEN else _date(end, second, text).latest
    if (start, end) == ("", ""):
        raise DateError("A period needs at least one end: 1990/.. or ../1990.", 0)
    if first and last and first > last:
        raise DateError(BACKWARDS, second, text[:second])
    return Bounds(first, last)


def _set(text: str) -> Bounds:
    closing = {"[": "]", "{": "}"}[text[0]]
    if not text.endswith(closing):
        raise DateError(f"A set that begins with {text[0]} ends with {closing}.", len(text), text)
    members = []
    offset = 1
    for piece in text[1:-1].split(","):
        members.append(_member(piece, offset, text))
        offset += len(piece) + 1
    _check_open_ends(members, text)
    return Bounds(_least(member.earliest for member in members), _most(member.latest for member in members))


def _member(piece: str, offset: int, whole: str) -> Bounds:
    start, dots, end = piece.partition("..")
    if not dots:
        return Bounds(*_date(piece, offset, whole))
    second = offset + len(start) + 2
    first = _date(start, offset, whole).earliest if start else None
    last = _date(end, second, whole).latest if end or not start else None
    if start and end and start.count("-") != end.count("-"):
        raise DateError("Both ends of a range in a set have the same precision.", second, whole[:second])
    if first and last and first > last:
        raise DateError(BACKWARDS, second, whole[:second])
    return Bounds(first, last)


def _check_open_ends(members: Sequence[Bounds], text: str) -> None:
    """Only the first member of a set may be open before, only the last one after."""
    if any(member.earliest is None for member in members[1:]):
        raise DateError("Only the first date of a set may be open before it.", 1, text[:1])
    if any(member.latest is None for member in members[:-1]):
        raise DateError("Only the last date of a set may be open after it.", 1, text[:1])


def _least(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else min(day for day in known if day)


def _most(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else max(day for day in known if day)


def _date(piece: str, offset: int, whole: str) -> _Days:
    """A single date with its qualifiers. `offset` is where it begins in `whole`, for the error."""
    match = _DATE.match(piece)
    if not match or match.end() != len(piece):
        stopped = offset + (match.end() if match else 0)
        raise DateError(_FORM, stopped, whole[:stopped])
    parts = {name: value for name, value in match.groupdict().items() if value}
    digits = {name: value.strip("?~%") for name, value in parts.items()}
    days = _days(digits)
    if days is None:
        raise DateError("No such day is in the calendar.", offset, whole[:offset])
    return _widen(days, parts)


def _days(digits: dict[str, str]) -> _Days | None:
    months = SUB_YEAR.get(int(digits["month"])) if digits.get("month", "X").isdigit() else None
    if months and "day" not in digits:
        return _group(digits["year"], *months)
    choices = [
        _numbers(digits["year"], 9999),
        _numbers(digits.get("month", "XX"), 12),
        _numbers(digits.get("day", "XX"), 31),
    ]
    first = _first_that_exists(choices)
    last = _first_that_exists([numbers[::-1] for numbers in choices])
    return _Days(first, last) if first and last else None


def _group(year: str, first_month: int, last_month: int) -> _Days | None:
    years = _numbers(year, 9999)
    if not years:
        return None
    return _Days(date(years[0], first_month, 1), _end_of_month(years[-1], last_month))


def _end_of_month(year: int, month: int) -> date:
    year, month = (year, month) if month <= 12 else (year + 1, month - 12)
    return date(year, month, monthrange(year, month)[1]) if year <= 9999 else date.max


def _numbers(pattern: str, highest: int) -> list[int]:
    """All numbers from 1 to `highest` that fit a pattern of digits and X, ascending."""
    choices = ["0123456789" if character == "X" else character for character in pattern]
    found = (int("".join(digits)) for digits in product(*choices))
    return [number for number in found if 1 <= number <= highest]


def _first_that_exists(choices: Sequence[Sequence[int]]) -> date | None:
    for year, month, day in product(*choices):
        if day <= monthrange(year, month)[1]:
            return date(year, month, day)
    return None


def _widen(days: _Days, parts: dict[str, str]) -> _Days:
    """Reach out by the unit that ~ or % stands at: of 1993-05~ the month, of 1993~-05 the year."""
    vague = [name for name, value in parts.items() if "~" in value or "%" in value]
    if not vague:
        return days
    if "year" in vague:
        return _Days(_shift_year(days.earliest, -1), _shift_year(days.latest, 1))
    reach = _ABOUT[vague[0]]
    return _Days(
        days.earliest - min(reach, days.earliest - date.min),
        days.latest + min(reach, date.max - days.latest),
    )


def _shift_year(day: date, by: int) -> date:
    year = day.year + by
    if not 1 <= year <= 9999:
        return date.min if by < 0 else date.max
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
