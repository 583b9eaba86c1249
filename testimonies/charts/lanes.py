"""Several periods in one drawing: those that would lie on each other go into lanes below each other."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from testimonies.charts import svg
from testimonies.charts.timeline import Years
from testimonies.documents import PeriodDocument

LANE = 16  # pixels
ROOM = 3.2  # per cent that a mark takes at least, so that a finger finds it

T = TypeVar("T")


def pack(periods: Iterable[tuple[PeriodDocument, T]], years: Years) -> list[list[T]]:
    """What belongs to the periods, in lanes: each goes into the first lane in which it has room."""
    lanes: list[tuple[float, list[T]]] = []
    for (start, end), mine in sorted(
        ((_span(period, years), mine) for period, mine in periods), key=_by_span
    ):
        free = next((index for index, (taken, _held) in enumerate(lanes) if taken <= start), None)
        if free is None:
            lanes.append((end, [mine]))
        else:
            lanes[free] = (end, [*lanes[free][1], mine])
    return [held for _taken, held in lanes]


def _by_span(pair: tuple[tuple[float, float], T]) -> tuple[float, float]:
    return pair[0]


def _span(period: PeriodDocument, years: Years) -> tuple[float, float]:
    """From where to where a mark reaches in per cent; a short one is given room around its middle."""
    start = years.x(period.earliest or date(years.first, 1, 1))
    end = years.x(period.latest or date(years.last, 12, 31))
    lacking = max(ROOM - (end - start), 0) / 2
    return start - lacking, end + lacking


def drawn(label: str, lines: Iterable[float], lanes: list[SafeString]) -> SafeString:
    """The drawing: `lanes` are the marks of each lane, links among them, so that it is a group, no image."""
    rows = format_html_join(
        "",
        '<svg y="{}">{}</svg>',
        ((LANE * index + LANE // 2 + 4, marks) for index, marks in enumerate(lanes)),
    )
    height = LANE * max(len(lanes), 1) + 8
    return format_html(
        '<svg class="lanes" height="{}" role="group" aria-label="{}">{}{}</svg>',
        *(height, label, _grid(lines, height), rows),
    )


def _grid(lines: Iterable[float], height: int) -> SafeString:
    """Upright lines that reach over the row's edges, so that they join those of the next row."""
    return format_html_join(
        "",
        '<line class="g" x1="{0}" x2="{0}" y1="-3" y2="{1}"/>',
        ((svg.per_cent(x), height + 3) for x in lines),
    )
