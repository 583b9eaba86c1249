"""The Chicago Manual of Style, 18th edition: note, bibliography entry, author-date entry."""

from testimonies.citations.cited import Cited, Original, When
from testimonies.citations.names import six_then_others, two_then_others
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
)
from testimonies.citations.text import capital, commas, italic, quoted, sentences, stopped


def note(cited: Cited) -> str:
    """A full note: the source first, then the record it was read in, as CMOS sets "quoted in"."""
    record = _record_in_note(cited)
    if not cited.originals:
        return stopped(capital(record))
    sources = _opened(cited, listed([original_in_note(original) for original in cited.originals]))
    return stopped(commas(sources, f"{_each(cited)}{cited.link} {record}"))


def _opened(cited: Cited, sources: str) -> str:
    # A name may begin with a small letter, a note's number may not begin a citation with one.
    return capital(sources) if is_bare(cited.originals[0]) else sources


def _each(cited: Cited) -> str:
    return {1: "", 2: "both "}.get(len(cited.originals), "all ")


def bibliography(cited: Cited) -> str:
    """A bibliography entry: the source's own, then "As summarised in" and the record."""
    record = _record_in_note(cited)
    if not cited.originals:
        return sentences(cited.archive, *_record_in_list(cited))
    listing = listed([_original_in_list(original).rstrip(".") for original in cited.originals])
    sources = _opened(cited, listing)
    return sentences(sources, f"{capital(_each(cited) + cited.link)} {record}")


def author_date(cited: Cited) -> str:
    """A reference-list entry under the archive, the year after it; the sources at its end."""
    entry = sentences(cited.archive, str(cited.day.year), *_record_in_list(cited))
    return sentences(entry, originals_sentence(cited))


def author_date_in_text(cited: Cited) -> str:
    """In the running text: (Harden 2012, 12, as summarised in Testimony Archive 2026, T-000003, v3)."""
    year = f"{cited.archive} {cited.day.year}"
    record = commas(year, cited.identifier, f"v{cited.version}", cited.pin("para."))
    if not cited.originals:
        return f"({record})"
    sources = listed([_original_in_text(original) for original in cited.originals])
    return f"({commas(sources, f'{_each(cited)}{cited.link} {record}')})"


def originals_sentence(cited: Cited, most: int | None = 4) -> str:
    """Original source, as summarised in this record: …; empty when there is none. At most `most` sources."""
    sources = listed([original_in_note(original) for original in cited.originals], most)
    head = "Original sources" if len(cited.originals) > 1 else "Original source"
    return f"{head}, {cited.here}: {sources}" if sources else ""


def original_in_note(original: Original) -> str:
    """Blaine Harden, Escape from Camp 14 (Viking, 2012), 12."""
    if is_bare(original):
        return bare(original)
    names = two_then_others([author.direct for author in authors_of(original)])
    place = place_in(original, pages_named=False)
    dated, house = month_first(original.when), house_of(original)
    if is_part(original):
        title = quoted(original.title, "," if house or dated or place else "")
        return commas(names, title, italic(house), dated, place)
    facts = commas(house, dated)
    whole = commas(italic(original.title), original.symbol) + (f" ({facts})" if facts else "")
    return commas(names, whole, place)


def _original_in_list(original: Original) -> str:
    if is_bare(original):
        return bare(original)
    authors = authors_of(original)
    names = six_then_others([author.direct if at else author.inverted for at, author in enumerate(authors)])
    place = place_in(original, pages_named=False)
    dated, house = month_first(original.when), house_of(original)
    if is_part(original):
        return sentences(names, quoted(original.title, "."), capital(commas(italic(house), dated, place)))
    return sentences(names, italic(original.title), original.symbol, capital(commas(house, dated, place)))


def _original_in_text(original: Original) -> str:
    names = f"{short_names(original, ' and ')} {only_year(original)}".rstrip()
    return commas(names, place_in(original, pages_named=False))


def _accessed(cited: Cited) -> str:
    return f"accessed {month_first(When.on(cited.accessed))}" if cited.accessed else ""


def _record_in_note(cited: Cited) -> str:
    return commas(
        quoted(cited.title, ","),
        cited.label,
        f"version {cited.version}",
        cited.pin("para."),
        cited.archive,
        month_first(When.on(cited.day)),
        _accessed(cited),
        cited.ark,
        cited.address,
    )


def _record_in_list(cited: Cited) -> tuple[str, ...]:
    what = commas(capital(cited.label), f"version {cited.version}", cited.pin("para."))
    dates = commas(month_first(When.on(cited.day)), _accessed(cited))
    return (quoted(cited.title, "."), what, dates, cited.ark, cited.address)
