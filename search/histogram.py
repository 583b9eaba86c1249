"""Where the bars of the histogram stand: x in per cent of the width, y in pixels."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.request import SearchRequest, Span

TOP, FLOOR, LABELS = 20.0, 118.0, 134  # pixels
GAP = 0.22  # of a bar's width


@dataclass(frozen=True)
class Bar:
    """One year: what lies wholly inside stands at the foot, what may fall in it above."""

    span: Span
    words: str
    address: str
    x: str
    width: str
    certain_y: str
    certain_height: str
    possible_y: str
    possible_height: str


@dataclass(frozen=True)
class Histogram:
    """The whole drawing."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, int], ...]
    highest: int
    first: int
    last: int


def histogram(years: tuple[Span, ...], request: SearchRequest) -> Histogram | None:
    """The drawing for the years of a page; None when nothing is dated."""
    if not years:
        return None
    highest = max(span.possible for span in years)
    step = 100 / len(years)
    words = _("%(year)s: %(possible)s possible, %(certain)s of them certain")
    bars = tuple(_bar(span, words, at * step, step, highest, request) for at, span in enumerate(years))
    every = 10 if len(years) > 20 else 5 if len(years) > 8 else 1
    ticks = tuple(
        (f"{at * step:.1f}%", span.first) for at, span in enumerate(years) if span.first % every == 0
    )
    return Histogram(bars, ticks, highest, years[0].first, years[-1].last)


def _bar(span: Span, words: str, x: float, step: float, highest: int, request: SearchRequest) -> Bar:
    unit = (FLOOR - TOP) / max(highest, 1)
    certain, rest = span.certain * unit, (span.possible - span.certain) * unit
    return Bar(
        span,
        words % {"year": span.first, "possible": span.possible, "certain": span.certain},
        request.address(first_year=span.first, last_year=span.last),
        f"{x:.2f}%",
        f"{step * (1 - GAP):.2f}%",
        f"{FLOOR - certain:.1f}",
        f"{certain:.1f}",
        f"{FLOOR - certain - rest:.1f}",
        f"{max(rest - 1, 0):.1f}",
    )
