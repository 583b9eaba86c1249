"""The Publication Manual of the APA, 7th edition: reference-list entry and in-text citation."""

from testimonies.citations.cited import Cited, Original, When
from testimonies.citations.names import apa_names
from testimonies.citations.originals import (
    authors_of,
    bare,
    house_of,
    is_bare,
    is_part,
    listed,
    month_first,
    only_year,
    place_in,
    short_names,
    year_first,
)
from testimonies.citations.text import commas, italic, sentences, stopped


def reference(cited: Cited) -> str:
    """Group author, date, title, number and version, what it is in brackets, address without a full stop."""
    number = commas(cited.identifier, f"Version {cited.version}", cited.pin("para."), cited.ark)
    title = f"{italic(cited.title)} ({number}) [{cited.genre}]"
    entry = sentences(cited.archive, f"({year_first(When.on(cited.day))})", title)
    return " ".join(part for part in (entry, _address(cited), _originals(cited)) if part)


def in_text(cited: Cited) -> str:
    """(Harden, 2012, p. 12, as summarised in Testimony Archive, 2026, para. 4)."""
    record = commas(cited.archive, str(cited.day.year), cited.pin("para."))
    if not cited.originals:
        return f"({record})"
    sources = listed([_short(original) for original in cited.originals])
    return f"({commas(sources, f'{cited.link} {record}')})"


def _short(original: Original) -> str:
    return commas(short_names(original, " & "), only_year(original), place_in(original, pages_named=True))


def _address(cited: Cited) -> str:
    if cited.accessed is None:
        return cited.address
    return f"Retrieved {month_first(When.on(cited.accessed))}, from {cited.address}"


def _originals(cited: Cited) -> str:
    sources = listed([_original(original).rstrip(".") for original in cited.originals])
    head = "Original sources" if len(cited.originals) > 1 else "Original source"
    return f"({head}, {cited.here}: {stopped(sources)})" if sources else ""


def _original(original: Original) -> str:
    if is_bare(original):
        return bare(original)
    place = commas(original.symbol, place_in(original, pages_named=True))
    title = original.title if is_part(original) else italic(original.title)
    whole = f"{title} ({place})" if place else title
    house = italic(house_of(original)) if is_part(original) else house_of(original)
    names, dated = apa_names(authors_of(original)), f"({year_first(original.when)})"
    # Without an author the title takes the author's place (APA 7, 9.12).
    return sentences(names, dated, whole, house) if names else sentences(whole, dated, house)
