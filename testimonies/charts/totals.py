"""Rival totals over time: years across in per cent, numbers upwards in pixels. No mean, no line between them.

A claim is an upright range, or a dot for one figure, at the middle of the period it speaks of; a thin line
shows how long that period is. Claims that would lie on each other are set side by side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from testimonies.charts.estimates import Scale
from testimonies.charts.svg import bar, per_cent
from testimonies.charts.timeline import Years
from testimonies.documents import ClaimDocument, PeriodDocument

HEIGHT, HEAD = 300, 16  # pixels from nought to the top of the scale, and above it
STEP = 9  # pixels between claims set side by side
NEAR = 2.5  # per cent: closer than this, two claims would touch

T = TypeVar("T")


@dataclass(frozen=True)
class Placed:
    """Where a claim is drawn: the period it speaks of, its middle, and how many pixels it is moved aside."""

    claim: ClaimDocument
    start: float
    end: float
    middle: float
    aside: int


def place(claims: Iterable[tuple[ClaimDocument, T]], years: Years) -> list[tuple[Placed, T]]:
    """The dated claims from left to right, those that would touch moved aside; undated ones are left out."""
    found: list[tuple[Placed, T]] = []
    dated = [(claim, mine) for claim, mine in claims if claim.as_of]
    for claim, mine in sorted(dated, key=lambda pair: _middle(pair[0], years)):
        middle = _middle(claim, years)
        near = sum(1 for placed, _other in found if middle - placed.middle < NEAR)
        start, end = _ends(claim.as_of, years)
        found.append((Placed(claim, start, end, middle, near * STEP), mine))
    return found


def _ends(period: PeriodDocument | None, years: Years) -> tuple[float, float]:
    assert period
    first, last = date(years.first, 1, 1), date(years.last, 12, 31)
    return years.x(period.earliest or period.latest or first), years.x(
        period.latest or period.earliest or last
    )


def _middle(claim: ClaimDocument, years: Years) -> float:
    return sum(_ends(claim.as_of, years)) / 2


def y(value: str | Decimal, scale: Scale) -> float:
    """The height of a number in pixels from the top of the drawing."""
    return HEAD + HEIGHT - float(Decimal(value) / scale.top) * HEIGHT


def mark(placed: Placed, scale: Scale) -> SafeString:
    """One claim: a range with ticks, a dot, or a bound that fades towards the side that is not told."""
    claim = placed.claim
    low, high = claim.low, claim.high
    top = y(high if high is not None else scale.top, scale)
    foot = y(low if low is not None else Decimal(0), scale)
    centre = (top + foot) / 2
    return format_html(
        '<svg x="{}"><rect class="touch" x="{}" width="{}" y="{}" height="{}"/>{}</svg>{}',
        per_cent(placed.middle),
        *(placed.aside - STEP / 2, STEP, f"{top - 5:g}", f"{foot - top + 10:g}"),
        _upright(placed.aside, top, foot, (low is not None, high is not None)),
        _lasting(placed, centre),
    )


def _upright(x: int, top: float, foot: float, told: tuple[bool, bool]) -> SafeString:
    if top == foot:
        return format_html('<circle class="c" cx="{}" cy="{}" r="4.5"/>', x, f"{top:g}")
    ticks = [end for end, is_told in ((foot, told[0]), (top, told[1])) if is_told]
    drawn = format_html_join(
        "",
        '<line class="ext" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>',
        ((x - 4, x + 4, f"{end:g}") for end in ticks),
    )
    kind = "rng" if all(told) else "rng open"
    return drawn + format_html(
        '<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>', kind, x, f"{top:g}", f"{foot:g}"
    )


def _lasting(placed: Placed, height: float) -> SafeString:
    """The years a claim speaks of: a thin line, and a faded one towards a side its words leave open."""
    period = placed.claim.as_of
    if period and period.earliest is None:
        return _faded("in", 0, placed.end, height)
    if period and period.latest is None:
        return _faded("out", placed.start, 100, height)
    if placed.end - placed.start < NEAR:
        return SafeString("")
    return format_html(
        '<line class="ext" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        *(per_cent(placed.start), per_cent(placed.end), f"{height:g}", f"{height:g}"),
    )


def _faded(kind: str, start: float, end: float, height: float) -> SafeString:
    return format_html('<svg y="{}">{}</svg>', f"{height:g}", bar(kind, start, end, 3))


def grid(years: Years, scale: Scale) -> SafeString:
    """Lines and numbers of both axes; noughts lie on the lowest line."""
    across = format_html_join(
        "",
        '<line class="g" x1="0" x2="100%" y1="{0}" y2="{0}"/><text x="0" y="{1}">{2}</text>',
        _levels(scale),
    )
    foot = HEAD + HEIGHT
    upright = format_html_join(
        "",
        '<line class="g" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text x="{0}" y="{3}" text-anchor="{4}">{5}</text>',
        (
            (per_cent(x), HEAD, foot, foot + 16, "start" if x < 3 else "middle", label)
            for x, label in years.ticks
        ),
    )
    return across + upright


def _levels(scale: Scale) -> Iterable[tuple[str, str, str]]:
    for index in range(int(scale.top / scale.step) + 1):
        height = y(scale.step * index, scale)
        yield f"{height:g}", f"{height - 4:g}", f"{scale.step * index:,f}"
