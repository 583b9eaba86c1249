"""Which styles there are, and the one way into each."""

from collections.abc import Callable
from difflib import get_close_matches

from testimonies.citations import apa, chicago, csl_styles, mla
from testimonies.citations.cited import Cited
from testimonies.citations.text import Run, runs, upright
from testimonies.mistaken import Mistake

STYLES: dict[str, Callable[[Cited], str]] = {
    "chicago-notes": chicago.note,
    "chicago-bibliography": chicago.bibliography,
    "chicago-author-date": chicago.author_date,
    "mla": mla.works_cited,
    "apa": apa.reference,
}
LABELS = {
    "chicago-notes": "Chicago 18, note",
    "chicago-bibliography": "Chicago 18, bibliography",
    "chicago-author-date": "Chicago 18, author-date",
    "mla": "MLA 9",
    "apa": "APA 7",
}
_IN_TEXT: dict[str, Callable[[Cited], str]] = {
    "chicago-author-date": chicago.author_date_in_text,
    "mla": mla.in_text,
    "apa": apa.in_text,
}


class StyleError(Mistake):
    """There is no such style; the message names those that come closest, best first."""


def nearest(style: str) -> tuple[str, ...]:
    """The names closest to `style`, our own first, then those of CSL; all of our own when none is close."""
    asked = style[:80].lower().replace("_", "-").replace(" ", "-")
    starts = [name for name in STYLES if asked and (name.startswith(asked) or asked.startswith(name))]
    close = get_close_matches(asked, STYLES, n=3, cutoff=0.45)
    return tuple(dict.fromkeys([*starts, *close, *_nearest_of_csl(asked)])) or tuple(STYLES)


def _nearest_of_csl(asked: str) -> list[str]:
    named = csl_styles.names() - STYLES.keys()
    begin = sorted((name for name in named if asked and name.startswith(asked)), key=len)
    return [*begin[:3], *get_close_matches(asked, named, n=3, cutoff=0.6)]


def cite(cited: Cited, style: str) -> str:
    """The citation as one line of plain text; `style` is ours, or where the extra is installed one of CSL.

    Raises StyleError, and SettingError for a CSL style that cannot be set.
    """
    if style not in STYLES and style in csl_styles.names():
        return csl_styles.set_in(cited, style)
    return upright(_line(cited, style))


def cite_runs(cited: Cited, style: str) -> tuple[Run, ...]:
    """The citation as stretches of italic and upright text. Raises StyleError."""
    return runs(_line(cited, style))


def cite_in_text(cited: Cited, style: str) -> str:
    """What goes into the running text beside the entry; empty for styles of notes. Raises StyleError."""
    if style not in STYLES:
        raise _unknown(style)
    return upright(_IN_TEXT[style](cited)) if style in _IN_TEXT else ""


def _line(cited: Cited, style: str) -> str:
    if style not in STYLES:
        raise _unknown(style)
    return STYLES[style](cited)


def _unknown(style: str) -> StyleError:
    asked = style if len(style) <= 40 else f"{style[:40]}…"
    known = ", ".join(nearest(style))
    return StyleError("There is no style “%(style)s”. Nearest: %(known)s.", style=asked, known=known)
