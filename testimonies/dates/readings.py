"""A date told back in words, so that a moderator sees how it was understood before it is kept."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from .edtf import Bounds

_MARKS = {
    "en": {"~": "approximate", "?": "uncertain", "[": "one of several", "{": "all of several"},
    "ko": {"~": "대략", "?": "불확실", "[": "여럿 중 하나", "{": "여럿 모두"},
}
_NOTES = {"en": {"intermittent": "with interruptions"}, "ko": {"intermittent": "간헐적"}}
_OPEN = {"en": "no date known", "ko": "날짜 미상"}


def tell(bounds: Bounds, edtf: str, note: str, lang: str) -> str:
    """Take what was read and 'en' or 'ko', return the first and last day and what makes them less than sure.

    Raises KeyError for another language.
    """
    extent = _OPEN[lang] if bounds == (None, None) else (_korean if lang == "ko" else _english)(bounds)
    plain = edtf.replace("%", "~?")
    remarks = [word for mark, word in _MARKS[lang].items() if mark in plain]
    remarks += [_NOTES[lang][note]] if note else []
    return f"{extent} ({', '.join(remarks)})" if remarks else extent


def _english(bounds: Bounds) -> str:
    first, last = bounds
    if first == last and first:
        return _english_day(first)
    if first and last:
        return f"{_english_day(first)} to {_english_day(last)}"
    return f"{_english_day(first)} or later" if first else f"{_english_day(last or date.max)} or earlier"


def _korean(bounds: Bounds) -> str:
    first, last = bounds
    if first == last and first:
        return _korean_day(first)
    if first and last:
        return f"{_korean_day(first)}부터 {_korean_day(last)}까지"
    return f"{_korean_day(first)} 이후" if first else f"{_korean_day(last or date.max)} 이전"


def _english_day(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def _korean_day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"
