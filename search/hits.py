"""What is shown of one record that was found: title, snippets, and why it is here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sys import getsizeof
from typing import Any

from search import marking
from search.analysis import name_keys
from search.authorities import Authorities, Authority
from search.compile import Reading
from search.kernel.budget import Budget
from search.request import Hit
from search.search_indexes import identifiers_of
from search.texts import Piece, periods_of, pieces_of
from testimonies import ledger
from testimonies.addresses import address_of
from testimonies.documents import Document, PeriodDocument, korean_title_of, title_of
from testimonies.ledger import Published, Row

SNIPPETS = 2
BUDGET = 48 * 2**20  # bytes


@dataclass(frozen=True)
class Sheet:
    """A public document, ready to be searched for marks."""

    heading: str
    heading_ko: str
    language: str
    title: marking.Text
    pieces: tuple[tuple[Piece, marking.Text], ...]
    about: frozenset[str]
    sources: tuple[str, ...]
    refs: frozenset[str]
    period: PeriodDocument | None
    url: str

    @property
    def size(self) -> int:
        """About how many bytes it takes: each text twice, and what is known of where its words begin."""
        texts = [self.title, *(text for _piece, text in self.pieces)]
        return 1500 + sum(2 * getsizeof(text.whole) + 400 for text in texts)


_sheets: Budget[Sheet | None] = Budget(BUDGET, lambda sheet: sheet.size if sheet else 0)


def sheet_of(row: Row) -> Sheet | None:
    """The sheet of a public record, kept under the hash of its ledger row; None when nothing is public."""
    return _sheets.get(row.sha256, lambda: _sheet(ledger.parsed(row))) if row.is_public else None


def _sheet(item: Published) -> Sheet | None:
    document: Any = item.document
    if document is None:
        return None
    named = {name: frozenset(values) for name, values in identifiers_of(item.identifier, document).items()}
    return Sheet(
        heading=title_of(document),
        heading_ko=korean_title_of(document),
        language=getattr(document, "language", "en"),
        title=marking.Text.of(title_of(document)),
        pieces=tuple((piece, marking.Text.of(piece.text)) for piece in pieces_of(document)),
        about=named["about"],
        sources=tuple(sorted(named["sources"])),
        refs=named["refs"],
        period=_period(document),
        url=address_of(item),
    )


def hit(
    row: Row,
    sheet: Sheet,
    sought: marking.Sought,
    readings: list[Reading],
    known: Authorities,
    contested: bool,
) -> Hit:
    """What is shown of a public record that was found: what was sought is marked."""
    shown = marking.best(sheet.pieces, sought)[:SNIPPETS]
    pieces = [piece for piece, _found in shown] or [piece for piece, _text in sheet.pieces[:1]]
    in_title = marking.find(sheet.title, sought)
    snippets = [marking.snippet(found) for _piece, found in shown] or [
        marking.opening(text) for _piece, text in sheet.pieces[:1]
    ]
    said = _first_said([found for _piece, found in shown] + [in_title])
    return Hit(
        identifier=row.identifier,
        kind=row.noun,
        version=row.version,
        day=row.day,
        url=sheet.url,
        title=sheet.heading,
        title_ko=sheet.heading_ko,
        language=sheet.language,
        snippets=tuple(snippets),
        passage=shown[0][0].passage if shown else None,
        matched=_reasons(sheet, readings, bool(in_title.spans), bool(shown), known),
        camps=tuple(sorted(one for one in sheet.about if known.is_camp(one))),
        sources=sheet.sources,
        period=sheet.period,
        said=said,
        spelling_of=_spelling_of(said, readings, row.identifier, sheet),
        contested=contested,
        notes=tuple(dict.fromkeys(piece.note for piece in pieces if piece.note)),
    )


def _first_said(found: Iterable[marking.Found]) -> str:
    return next((one.text[one.spans[0][0] : one.spans[0][1]] for one in found if one.spans), "")


def _spelling_of(said: str, readings: list[Reading], identifier: str, sheet: Sheet) -> str:
    """The label of the name that what is marked is another spelling of; first the one referred to."""
    if not said or said.casefold() in {reading.said.casefold() for reading in readings}:
        return ""
    meant = [one for reading in readings for one in reading.meant if _is_spelling(said, one)]
    meant.sort(key=lambda one: (one.identifier != identifier, one.identifier not in sheet.refs))
    return meant[0].called if meant else ""


def _is_spelling(said: str, one: Authority) -> bool:
    """Whether the words are a name of the record, and not the one it goes by."""
    known = {form.casefold() for form in one.forms}
    keys = frozenset[str]().union(*(name_keys(form) for form in one.forms if " " not in form))
    return said.casefold() != one.label.casefold() and (
        said.casefold() in known or not keys.isdisjoint(name_keys(said))
    )


def _reasons(
    sheet: Sheet, readings: list[Reading], title: bool, text: bool, known: Authorities
) -> tuple[str, ...]:
    meant = {one.identifier for reading in readings for one in reading.meant}
    names = [f"name:{one}" for one in sorted(meant) if known.with_narrower(one) & sheet.refs]
    return (*(["title"] if title else []), *(["text"] if text else []), *names)


def _period(document: Document) -> PeriodDocument | None:
    """When it happened; several periods as one, from the first day to the last."""
    periods = periods_of(document)
    if len(periods) < 2:
        return periods[0] if periods else None
    begins, ends = [one.earliest for one in periods], [one.latest for one in periods]
    earliest = None if None in begins else min(day for day in begins if day)
    latest = None if None in ends else max(day for day in ends if day)
    edtf = f"{earliest or '..'}/{latest or '..'}"
    return PeriodDocument(
        text="; ".join(one.text for one in periods), edtf=edtf, earliest=earliest, latest=latest
    )
