"""How many records speak of each decade: those that certainly do, those that possibly do, and noughts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from testimonies.charts.timeline import edges
from testimonies.documents import PeriodDocument

FIRST, LAST = 1950, 2020
UNIT = 7  # pixels a record


@dataclass(frozen=True)
class Decade:
    """Counts of one decade; `certain` records surely speak of a day in it, `possible` ones may."""

    first: int
    certain: int
    possible: int

    @property
    def label(self) -> str:
        """The decade in words: "1970s"."""
        return _("%(year)ss") % {"year": self.first}


def by_decade(periods: Iterable[list[PeriodDocument]]) -> list[Decade]:
    """Counts by decade, noughts included; each item holds the periods of one record, which counts once."""
    records = list(periods)
    return [_decade(first, records) for first in range(FIRST, LAST + 1, 10)]


def _decade(first: int, records: list[list[PeriodDocument]]) -> Decade:
    day, last = date(first, 1, 1), date(first + 9, 12, 31)
    certain = possible = 0
    for periods in records:
        if any(_certainly(period, day, last) for period in periods):
            certain += 1
        elif any(_possibly(period, day, last) for period in periods):
            possible += 1
    return Decade(first, certain, possible)


def _possibly(period: PeriodDocument, day: date, last: date) -> bool:
    return (period.earliest or date.min) <= last and (period.latest or date.max) >= day


def _certainly(period: PeriodDocument, day: date, last: date) -> bool:
    """Some day of the decade surely belongs to it: it lies inside, or the certain part of a span meets it."""
    if period.earliest and period.latest and period.earliest >= day and period.latest <= last:
        return True
    found = edges(period)
    if not found.is_span or not (found.start_last and found.end_first) or found.start_last > found.end_first:
        return False
    return found.start_last <= last and found.end_first >= day
