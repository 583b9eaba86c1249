"""The MLA Handbook, 9th edition: works-cited entry and in-text citation."""

from testimonies.citations.cited import Cited, Original, When
from testimonies.citations.names import mla_names
from testimonies.citations.originals import (
    authors_of,
    bare,
    day_first,
    house_of,
    is_bare,
    is_part,
    listed,
    place_in,
    short_names,
)
from testimonies.citations.text import capital, commas, italic, quoted, sentences


def works_cited(cited: Cited) -> str:
    """Title first, for the archive is its own publisher; then container, version, number, date, location."""
    container = commas(
        italic(cited.archive),
        f"version {cited.version}",
        cited.label,
        day_first(When.on(cited.day)),
        cited.pin("par."),
        cited.ark,
        cited.address,
    )
    return sentences(quoted(cited.title, "."), container, _accessed(cited), _originals(cited))


def in_text(cited: Cited) -> str:
    """(Harden, p. 12, as summarised in “Shin Dong-hyuk,” par. 4)."""
    pin = cited.pin("par.")
    record = commas(quoted(cited.title, "," if pin else ""), pin)
    if not cited.originals:
        return f"({record})"
    sources = listed([_short(original) for original in cited.originals])
    return f"({commas(sources, f'{cited.link} {record}')})"


def _short(original: Original) -> str:
    return commas(short_names(original, " and "), place_in(original, pages_named=True))


def _accessed(cited: Cited) -> str:
    return f"Accessed {day_first(When.on(cited.accessed))}" if cited.accessed else ""


def _originals(cited: Cited) -> str:
    sources = listed([_original(original).rstrip(".") for original in cited.originals])
    head = "Original sources" if len(cited.originals) > 1 else "Original source"
    return f"{head}, {cited.here}: {sources}" if sources else ""


def _original(original: Original) -> str:
    if is_bare(original):
        return bare(original)
    title, house = italic(original.title), house_of(original)
    if is_part(original):
        title, house = quoted(original.title, "."), italic(house)
    where = commas(house, original.symbol, day_first(original.when), place_in(original, pages_named=True))
    return sentences(mla_names(authors_of(original)), title, capital(where))
