"""How a mark becomes SVG: x in per cent of the width, y in pixels around a middle line, no styles."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FADES = ("in", "out", "both")


def per_cent(value: float) -> str:
    """A position in per cent, at most one decimal: "57.6%"."""
    return f"{round(value, 1):g}%"


def bar(kind: str, start: float, end: float, height: float = 10) -> SafeString:
    """A bar of class `kind` from `start` to `end` per cent, at least half a per cent wide."""
    width = max(end - start, 0.5)
    return format_html(
        '<rect class="{}" x="{}" width="{}" y="{}" height="{}"/>',
        *(kind, per_cent(start), per_cent(width), f"{-height / 2:g}", f"{height:g}"),
    )


def tick(x: float, reach: int = 4) -> SafeString:
    """A short upright line: the outermost value."""
    return format_html('<line class="ext" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', per_cent(x), -reach, reach)


def dot(x: float, kind: str = "c") -> SafeString:
    """A disc: one figure, or one year."""
    return format_html('<circle class="{}" cx="{}" cy="0" r="4.5"/>', kind, per_cent(x))


def line(start: float, end: float) -> SafeString:
    """A range with both ends known."""
    drawn = format_html('<line class="rng" x1="{}" x2="{}" y1="0" y2="0"/>', per_cent(start), per_cent(end))
    return drawn + tick(start, 5) + tick(end, 5)


def grid(positions: Iterable[float]) -> SafeString:
    """Light upright lines at the positions of an axis."""
    return format_html_join(
        "", '<line class="g" x1="{0}" x2="{0}" y1="0" y2="100%"/>', ((per_cent(x),) for x in positions)
    )


def strip(label: str, lines: Iterable[float], marks: SafeString) -> SafeString:
    """One row's drawing: `label` says it in words, `lines` are grid places, `marks` sit on its middle."""
    return format_html(
        '<svg class="strip" role="img" aria-label="{}">{}<svg y="50%">{}</svg></svg>',
        label,
        grid(lines),
        marks,
    )


def link(address: str, words: str, marks: SafeString) -> SafeString:
    """Marks as a link; `words` say where it leads. Out of the tab order: a row of words has the same link."""
    return format_html(
        '<a href="{}" tabindex="-1" aria-label="{}"><title>{}</title>{}</a>', address, words, words, marks
    )


def axis(labels: Iterable[tuple[float, str]]) -> SafeString:
    """The numbers over a column of strips; those at the edges are kept inside."""
    texts = format_html_join(
        "",
        '<text x="{}" y="12" text-anchor="{}">{}</text>',
        ((per_cent(x), "start" if x < 3 else "end" if x > 97 else "middle", text) for x, text in labels),
    )
    return format_html('<svg class="axis" aria-hidden="true">{}</svg>', texts)
