"""Tags of the pages that show the archive as a whole: marks of several claims in one drawing, each a link."""

from decimal import Decimal

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from testimonies.addresses import address_of, in_language
from testimonies.charts import lanes, svg, timeline, totals
from testimonies.charts.decades import Decade
from testimonies.charts.estimates import Scale
from testimonies.charts.timeline import Years
from testimonies.ledger import Published
from testimonies.templatetags.records import spoken
from testimonies.views.claims import known_until
from testimonies.views.shelf import Shelf, content
from testimonies.views.system import Silence

register = template.Library()


@register.simple_tag(takes_context=True)
def turns_strip(context: Context, claims: list[Published], years: Years) -> SafeString:
    """Several claims in one drawing, each mark a link that says when and which, never the value."""
    dated = [(content(item).as_of, item) for item in claims if content(item).as_of]
    packed = [_lane(held, years, context["shelf"]) for held in lanes.pack(dated, years)]
    label = _("%(dated)s of %(all)s with a date") % {"dated": len(dated), "all": len(claims)}
    return lanes.drawn(label, [x for x, _label in years.ticks], packed)


def _lane(claims: list[Published], years: Years, shelf: Shelf) -> SafeString:
    return format_html_join("", "{}", ((_linked(item, years, shelf),) for item in claims))


def _linked(item: Published, years: Years, shelf: Shelf) -> SafeString:
    claim = content(item)
    drawn = timeline.marks(claim.as_of, years, known_until(claim, shelf))
    return svg.link(in_language(address_of(item)), said_of(item), drawn)


def said_of(item: Published) -> str:
    """What a mark says of its claim: when, who says so, which. Its value stands in the claim's own row."""
    claim = content(item)
    when = _("As of %(when)s") % {"when": spoken(claim.as_of) if claim.as_of else _("no date given")}
    return ", ".join(filter(None, (when, claim.attributed_to, item.identifier)))


@register.simple_tag
def totals_plot(claims: list[Published], years: Years, scale: Scale) -> SafeString:
    """Numbers over time: years across, numbers upwards, each claim a mark of its own and a link."""
    marks = totals.place([(content(item), item) for item in claims], years)
    drawn = format_html_join(
        "",
        "{}",
        (
            (svg.link(in_language(address_of(item)), said_of(item), totals.mark(placed, scale)),)
            for placed, item in marks
        ),
    )
    words = _("%(number)s claims, %(first)s to %(last)s; the table below says the same in words")
    label = words % {"number": len(marks), "first": years.first, "last": years.last}
    return format_html(
        '<svg class="totals" role="group" aria-label="{}">{}{}</svg>', label, totals.grid(years, scale), drawn
    )


@register.simple_tag
def silence_cell(decade: Decade, most: int) -> SafeString:
    """One camp's decade as a bar of what certainly falls in it, and what possibly does; a line for nought."""
    height = max(most, 1)
    certain, possible = decade.certain / height * 100, decade.possible / height * 100
    drawn = svg.bar("c", 0, certain, 6) if certain else SafeString("")
    if possible:
        drawn += svg.bar("p", certain, certain + possible, 6)
    base = SafeString('<line class="ext" x1="0" x2="0" y1="-4" y2="4"/>')
    return format_html('<svg class="cell" aria-hidden="true"><svg y="50%">{}{}</svg></svg>', base, drawn)


@register.filter
def most_of(silences: list[Silence]) -> int:
    """The largest count of a matrix."""
    return max((item.certain + item.possible for line in silences for item in line.decades), default=0)


@register.filter
def metric(item: Published) -> str:
    """What a claim's number counts, in words; that it gives no number where it gives none."""
    claim = content(item)
    return _("counts: %(metric)s") % {"metric": claim.metric.label} if claim.metric else _("no number")


@register.filter
def grouped(number: Decimal) -> str:
    """A number with its thousands apart."""
    return f"{number:,f}"
