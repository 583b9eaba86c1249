"""Which date does a cell mean? What may count days or seconds, or take a day for a month, is refused."""

import re
from datetime import UTC, date, datetime, timedelta

from testimonies.dates import DateError, parse

_NUMBER = re.compile(r"[+-]?\d{5,}(?:\.\d+)?|\d{5}\.\d+")
_EIGHT = re.compile(r"\d{8}")
_TWICE_TWO = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?")
_EXCEL_BEGINS = date(1899, 12, 30)
_SECONDS, _MILLISECONDS = (9, 10), (12, 13)  # digits of a day between 1973 and 2286


class WhenError(ValueError):
    """The cell is read as no date; the message says why and what would be right."""


def said(cell: str) -> str:
    """The words to keep for a date in a cell; testimonies.dates reads them.

    A day and a month in figures are read where only one of them can be the month, and kept as 1985-12-25; the
    midnight that spreadsheets add is cut. Raises WhenError.
    """
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        raise WhenError(_counted(text))
    midnight, figures = _MIDNIGHT.fullmatch(text), _TWICE_TWO.fullmatch(text)
    if midnight:
        text = midnight[1]
    elif figures:
        text = _one_of_two(*map(int, figures.groups()))
    try:
        parse(text)
    except DateError as error:
        raise WhenError(f"“{_short(cell)}” is not read as a date. {error}") from error
    return text


def _one_of_two(first: int, second: int, year: int) -> str:
    """The day that two figures and a year certainly mean, as ISO 8601."""
    readings = {day for month, of in ((first, second), (second, first)) if (day := _day(year, month, of))}
    if len(readings) == 1:
        return readings.pop().isoformat()
    told = " or ".join(sorted(day.isoformat() for day in readings)) or "no day at all"
    raise WhenError(f"“{first}/{second}/{year}” may be {told}: write the year first.")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _counted(text: str) -> str:
    """What a bare number may count: told, never taken for granted."""
    digits = len(text.lstrip("+-").split(".")[0])
    written = _day(int(text[:4]), int(text[4:6]), int(text[6:])) if _EIGHT.fullmatch(text) else None
    if written:
        return f"“{text}” may be {written.isoformat()} without hyphens, or a number: write the hyphens."
    if digits in _MILLISECONDS:
        return f"“{text}” may count milliseconds since 1970 ({_since_1970(text, 1000)}): write the date."
    if digits in _SECONDS:
        return f"“{text}” may count seconds since 1970 ({_since_1970(text, 1)}): write the date."
    if digits == 5:
        day = _EXCEL_BEGINS + timedelta(days=int(float(text)))
        return f"“{text}” may be a spreadsheet's count of days ({day.isoformat()}): write the date."
    return f"“{_short(text)}” is a number, not a date: write the date."


def _since_1970(text: str, parts: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(text) / parts)).date().isoformat()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
