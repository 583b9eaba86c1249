"""Periods on a strip: which part of a period is certain, which is possible, and how it is drawn."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from testimonies.charts import svg
from testimonies.dates import DateError, UncertainDate, from_edtf, parse
from testimonies.documents import PeriodDocument

_FROM_TO = re.compile(r"\s+(?:to|until|till|through)\s+|\s*[–—]\s*|(?<=\d)\s?[-~]\s?(?=\d{4})|부터\s*")
_LEAD = re.compile(r"^(?:from|since)\s+", re.IGNORECASE)
_A_YEAR = 366
# A page draws the same few dates a hundred times.
_from_edtf = lru_cache(maxsize=4096)(from_edtf)


@dataclass(frozen=True)
class Edges:
    """First and last day the beginning and the end may have been; None is an open side."""

    start_first: date | None
    start_last: date | None
    end_first: date | None
    end_last: date | None

    @property
    def is_span(self) -> bool:
        """Whether something lasted, rather than happened once somewhere inside."""
        return self.start_last != self.end_last or self.start_last is None


def edges(period: PeriodDocument) -> Edges:
    """The blurred edges of a period, from its words where they name two ends, else from its EDTF.

    "Early 1980s to late 1990s" begins by the end of 1983; its EDTF alone, 1980/1999, no longer knows that.
    """
    sides = _FROM_TO.split(_LEAD.sub("", period.text), maxsplit=1)
    if len(sides) == 2:
        start, end = (_read(side, parse) for side in sides)
        if start is None or end is None:
            start, end = _edtf_sides(period.edtf)
        return _between(start, end, period)
    if period.edtf.startswith("../") or period.edtf.endswith("/.."):
        return _between(*_edtf_sides(period.edtf), period)
    return Edges(period.earliest, period.latest, period.earliest, period.latest)


def _between(start: UncertainDate | None, end: UncertainDate | None, period: PeriodDocument) -> Edges:
    return Edges(
        start.earliest if start else period.earliest,
        start.latest if start else period.earliest,
        end.earliest if end else period.latest,
        end.latest if end else period.latest,
    )


def _edtf_sides(edtf: str) -> tuple[UncertainDate | None, UncertainDate | None]:
    start, _slash, end = edtf.partition("/")
    return _read(start, _from_edtf), _read(end, _from_edtf)


def _read(text: str, reader: Callable[[str], UncertainDate]) -> UncertainDate | None:
    if text in ("", ".."):
        return None
    try:
        return reader(text)
    except DateError:
        return None


@dataclass(frozen=True)
class Years:
    """The years a strip shows: from 1 January of `first` to 31 December of `last`."""

    first: int
    last: int

    @classmethod
    def around(
        cls, periods: Iterable[PeriodDocument | None], at_least: tuple[int, int] | None = None
    ) -> "Years":
        """Whole decades around every bound of the periods; `at_least` widens it."""
        days = [day for period in periods if period for day in (period.earliest, period.latest) if day]
        years = [day.year for day in days] + list(at_least or ())
        if not years:
            years = [1950, 2029]
        return cls(min(years) // 10 * 10, max(years) // 10 * 10 + 9)

    def x(self, day: date) -> float:
        """The place of a day in per cent, kept inside the strip."""
        whole = self.last + 1 - self.first
        year = day.year + (day.timetuple().tm_yday - 1) / _A_YEAR
        return min(max((year - self.first) / whole * 100, 0), 100)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Places and years of the axis: every decade, or every second one when there are many."""
        step = 10 if self.last - self.first < 50 else 20
        return [(self.x(date(year, 1, 1)), str(year)) for year in range(self.first, self.last + 1, step)]


def marks(period: PeriodDocument, years: Years, known_until: date | None = None) -> SafeString:
    """The marks of one period. An open end is certain up to `known_until`, the day its source speaks of."""
    found = edges(period)
    if not found.is_span:
        return _moment(found, years)
    first, last = (date(years.first, 1, 1), date(years.last, 12, 31))
    start = (found.start_first or first, found.start_last or found.end_first or last)
    end = (found.end_first or max(known_until or start[1], start[1]), found.end_last or last)
    if start[1] > end[0]:
        return _faded("both", start[0], end[1], years, (found.start_first, found.end_last))
    parts = [
        _faded("in", *start, years, (found.start_first, None)),
        _certain(start[1], end[0], years),
        _faded("out", *end, years, (None, found.end_last)),
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


def _moment(found: Edges, years: Years) -> SafeString:
    assert found.start_first and found.start_last  # a date without an open side
    if (found.start_last - found.start_first).days <= _A_YEAR:
        return svg.dot((years.x(found.start_first) + years.x(found.start_last)) / 2)
    ticks = (found.start_first, found.start_last)
    return _faded("both", found.start_first, found.start_last, years, ticks)


def _faded(
    kind: str, start: date, end: date, years: Years, ticks: tuple[date | None, date | None]
) -> SafeString:
    drawn = svg.bar(kind, years.x(start), years.x(end)) if end > start else SafeString("")
    return drawn + format_html_join("", "{}", ((svg.tick(years.x(day)),) for day in ticks if day))


def _certain(start: date, end: date, years: Years) -> SafeString:
    return svg.bar("c", years.x(start), years.x(end)) if end > start else SafeString("")


def struck(period: PeriodDocument, years: Years) -> SafeString:
    """A period that was taken back: a dashed box."""
    first, last = (date(years.first, 1, 1), date(years.last, 12, 31))
    return svg.bar("dash", years.x(period.earliest or first), years.x(period.latest or last), 9)
