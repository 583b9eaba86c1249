"""Tags that draw: time strips, numbers, decades, the map. Each drawing has a row of words beside it."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from testimonies.charts import estimates, land, svg, timeline
from testimonies.charts.decades import UNIT, Decade
from testimonies.charts.estimates import Scale
from testimonies.charts.timeline import Years
from testimonies.documents import ClaimDocument, PeriodDocument, PositionDocument
from testimonies.templatetags.records import amount, spoken
from testimonies.views.claims import known_until
from testimonies.vocabulary import PassageStanding

register = template.Library()
TALLEST = 34  # pixels of a decade's bar


@register.simple_tag
def time_axis(years: Years) -> SafeString:
    """The years over a column of time strips."""
    return svg.axis(years.ticks)


@register.simple_tag
def time_strip(
    period: PeriodDocument | None, years: Years, standing: str = PassageStanding.STANDS
) -> SafeString:
    """A period on its strip; a retracted one as a dashed box; nothing for no date."""
    lines = [x for x, _label in years.ticks]
    if period is None:
        return svg.strip(_("No date given"), lines, SafeString(""))
    retracted = standing == PassageStanding.RETRACTED
    drawn = timeline.struck(period, years) if retracted else timeline.marks(period, years)
    label = _("%(date)s, retracted") % {"date": spoken(period)} if retracted else spoken(period)
    return svg.strip(label, lines, drawn)


@register.simple_tag(takes_context=True)
def claim_time_strip(context: Context, claim: ClaimDocument, years: Years) -> SafeString:
    """A claim's period on its strip, an open end told as certain up to the date of its newest source."""
    lines = [x for x, _label in years.ticks]
    if claim.as_of is None:
        return svg.strip(_("No date given"), lines, SafeString(""))
    return svg.strip(
        spoken(claim.as_of), lines, timeline.marks(claim.as_of, years, known_until(claim, context["shelf"]))
    )


@register.simple_tag
def number_axis(scale: Scale) -> SafeString:
    """The numbers over a column of estimates."""
    return svg.axis(scale.ticks)


@register.simple_tag
def number_strip(claim: ClaimDocument, scale: Scale) -> SafeString:
    """A claim's number on its scale."""
    metric = f", {claim.metric.label}" if claim.metric else ""
    return svg.strip(f"{amount(claim)}{metric}", scale.lines, estimates.marks(claim, scale))


@register.simple_tag
def decade_bar(decade: Decade, most: int) -> SafeString:
    """One decade's count as a bar, possible ones on top of certain ones; a line for nought."""
    unit = min(UNIT, (TALLEST - 2) / max(most, 1))
    certain, possible = decade.certain * unit, decade.possible * unit
    solid = _upright("c", TALLEST - 2 - certain, certain)
    faint = _upright("p", TALLEST - 2 - certain - possible, max(possible - 1, 0))
    base = SafeString('<line class="ext" x1="0" x2="100%" y1="32.5" y2="32.5"/>')
    return format_html(
        '<svg width="100%" height="{}" aria-hidden="true">{}{}{}</svg>', TALLEST, solid, faint, base
    )


def _upright(kind: str, y: float, height: float) -> SafeString:
    if not height:
        return SafeString("")
    return format_html(
        '<rect class="{}" x="0" width="100%" y="{}" height="{}"/>', kind, f"{y:g}", f"{height:g}"
    )


@register.filter
def most(decades: list[Decade]) -> int:
    """The largest count of a row of decades."""
    return max(decade.certain + decade.possible for decade in decades)


@register.simple_tag
def state_mark(state: str, x: float = 7, y: float = 7, radius: float = 5.5) -> SafeString:
    """The symbol of a camp's state: full, half, hollow, or a small dash ring where no claim tells it."""
    if state == "working":
        return format_html('<circle class="dot" cx="{}" cy="{}" r="{}"/>', x, y, radius + 0.5)
    if state == "untold":
        return format_html('<circle class="dash" cx="{}" cy="{}" r="{}"/>', x, y, radius - 0.5)
    ring = format_html('<circle class="ring" cx="{}" cy="{}" r="{}"/>', x, y, radius)
    if state == "closed":
        return ring
    return ring + format_html(
        '<path class="c" d="M{0} {1}a{2} {2} 0 0 0 0 {3}z"/>', x, y - radius, radius, 2 * radius
    )


@register.simple_tag
def small_map_point(position: PositionDocument) -> dict[str, Any]:
    """Where a position lies on the map's drawing: x and y."""
    x, y = land.project(position.latitude, position.longitude)
    return {"x": x, "y": y}
