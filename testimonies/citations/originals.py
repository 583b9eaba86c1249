"""The shapes of a source that every style shares: who answers for it, where it stands, its date."""

import re
from collections.abc import Sequence

from testimonies.citations.cited import Original, When
from testimonies.citations.names import Author, read_author
from testimonies.citations.text import commas, quoted

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
# Parts of something larger stand in quotation marks; works of their own are italic.
_PARTS = frozenset({"news", "website", "letter", "encyclopedia", "state_media"})


def is_part(original: Original) -> bool:
    """Whether the title stands in quotation marks, as a part of something larger."""
    return original.kind in _PARTS


def is_bare(original: Original) -> bool:
    """Whether the title is only a number or note known from elsewhere, so neither italic nor quoted."""
    return original.kind == "unresolved"


def authors_of(original: Original) -> tuple[Author, ...]:
    """The authors, or else the organisation that answers for it."""
    if original.authors:
        return tuple(read_author(name) for name in original.authors)
    return (Author(original.organisation),) if original.organisation else ()


def house_of(original: Original) -> str:
    """Who published it or what it appeared in; empty when that is who answers for it already."""
    house = original.publisher or (original.organisation if original.authors else "")
    return "" if not original.authors and house == original.organisation else house


def place_in(original: Original, pages_named: bool) -> str:
    """The locator, saying so when the source is unresolved; without "p." where a style wants bare pages."""
    place = original.locator
    if not pages_named:
        place = re.sub(r"^pp?\.\s*(?=\d)", "", place)
    missing = original.unresolved and "unresolved" not in f"{original.title} {place}".lower()
    return ", ".join(part for part in (place, "unresolved" if missing else "") if part)


def month_first(when: When | None) -> str:
    """A date as Chicago sets it, October 13, 2014; the words when the parts are not certain."""
    if when is None or when.year is None or when.month is None:
        return _year(when)
    month = _MONTHS[when.month - 1]
    return f"{month} {when.day}, {when.year}" if when.day else f"{month} {when.year}"


def day_first(when: When | None) -> str:
    """A date as MLA sets it, 13 Oct. 2014; the words when the parts are not certain."""
    if when is None or when.year is None or when.month is None:
        return _year(when)
    month = _SHORT[when.month - 1]
    return f"{when.day} {month} {when.year}" if when.day else f"{month} {when.year}"


def year_first(when: When | None) -> str:
    """A date as APA sets it, 2014, October 13; the words when the parts are not certain; else "n.d."."""
    if when is None or when.year is None or when.month is None:
        return _year(when) or "n.d."
    month = _MONTHS[when.month - 1]
    return f"{when.year}, {month} {when.day}" if when.day else f"{when.year}, {month}"


def only_year(original: Original) -> str:
    """The year for a citation in the running text; nothing for a mere number known from elsewhere."""
    return "" if is_bare(original) else _year(original.when) or "n.d."


def _year(when: When | None) -> str:
    return str(when.year or when.text) if when else ""


def bare(original: Original) -> str:
    """A source known only by a number or note: Note [32], unresolved."""
    names = "; ".join(author.direct for author in authors_of(original))
    return commas(names, original.title, month_first(original.when), place_in(original, pages_named=True))


def listed(pieces: Sequence[str], most: int | None = 4) -> str:
    """Sources with semicolons between; of more than `most` the first, and how many more there are."""
    if most is None or len(pieces) <= most:
        return "; ".join(pieces)
    return "; ".join([*pieces[:most], f"and {len(pieces) - most} more"])


def short_names(original: Original, joiner: str) -> str:
    """Surnames for a citation in the running text; the title when nobody answers for the source."""
    names = [author.family for author in authors_of(original)]
    if not names:
        return original.title if is_bare(original) else quoted(original.title)
    return f"{names[0]} et al." if len(names) > 2 else joiner.join(names)
