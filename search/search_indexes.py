"""What of a public document is indexed: identifiers and text, never the labels of other records.

Haystack finds only this module name. A source's kind, a topic's broader terms and all labels are looked up at
query time, so that correcting them touches no index.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haystack import indexes

from search.analysis import BREAK, normalised
from search.texts import periods_of, pieces_of, standing_stays
from testimonies.documents import (
    ClaimDocument,
    DisagreementDocument,
    Document,
    EntityDocument,
    TestimonyDocument,
    mentions,
    title_of,
)
from testimonies.ledger import Published
from testimonies.models import LedgerRow

OPEN_BEFORE, OPEN_AFTER = 1_01_01, 9999_12_31  # an open or unknown side, as yyyymmdd


class PublishedIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """The one index: an entry per public record, made from its current document."""

    text = indexes.CharField(document=True)
    title = indexes.CharField()
    exact = indexes.CharField()
    grams = indexes.CharField()
    noun = indexes.CharField()
    lang = indexes.CharField()
    witness = indexes.CharField()
    about = indexes.MultiValueField()
    topics = indexes.MultiValueField()
    roles = indexes.MultiValueField()
    sources = indexes.MultiValueField()
    refs = indexes.MultiValueField()
    periods = indexes.MultiValueField()
    earliest = indexes.IntegerField()
    latest = indexes.IntegerField()
    number = indexes.IntegerField()
    sha256 = indexes.CharField()

    def get_model(self) -> type[LedgerRow]:
        """The table the entries come from; they are made from testimonies.ledger, not from its rows."""
        return LedgerRow

    def full_prepare(self, obj: Published) -> dict[str, Any]:
        """The entry of a public record, by field; lists are joined by blanks."""
        document: Any = obj.document
        entry: dict[str, Any] = {
            "id": obj.identifier,
            "noun": obj.noun,
            "number": obj.number,
            "sha256": obj.sha256,
        }
        entry |= _words(document) | _days(document)
        lists = {name: _joined(values) for name, values in identifiers_of(obj.identifier, document).items()}
        return entry | lists


def _words(document: Document) -> dict[str, str]:
    title = normalised(title_of(document))
    whole = BREAK.join([title, *(normalised(piece.text) for piece in pieces_of(document))])
    return {"title": title, "text": whole, "exact": whole, "grams": whole}


def _days(document: Document) -> dict[str, Any]:
    periods = periods_of(document)
    begins = [_day(period.earliest, OPEN_BEFORE) for period in periods]
    ends = [_day(period.latest, OPEN_AFTER) for period in periods]
    return {
        "earliest": min(begins, default=None),
        "latest": max(ends, default=None),
        "periods": _joined(
            f"{begin // 10000:04}/{end // 10000:04}" for begin, end in zip(begins, ends, strict=True)
        ),
    }


def _day(day: Any, otherwise: int) -> int:
    return day.year * 10000 + day.month * 100 + day.day if day else otherwise


def identifiers_of(identifier: str, document: Document) -> dict[str, Iterable[str]]:
    """What a record names, by field; what it is about and all that it refers to among them."""
    found = mentions(document)
    return {
        "about": _about(identifier, document),
        "topics": {target for relation, target in found if relation == "topic"},
        "sources": {target for relation, target in found if relation == "source"},
        "witness": {target for relation, target in found if relation == "witness"},
        "roles": _roles(document),
        "refs": {identifier, *(target for _relation, target in found)},
        "lang": {getattr(document, "language", "")} - {""},
    }


def _about(identifier: str, document: Document) -> set[str]:
    """The entities a record is about: where someone stayed, what is claimed or asked of what, or itself."""
    if isinstance(document, TestimonyDocument):
        return {stay.camp for stay in standing_stays(document)}
    if isinstance(document, ClaimDocument):
        return {document.subject, document.object or document.subject}
    if isinstance(document, DisagreementDocument):
        return set(document.subjects)
    return {identifier} if isinstance(document, EntityDocument) else set()


def _roles(document: Document) -> set[str]:
    if not isinstance(document, TestimonyDocument):
        return set()
    return {stay.role.value for stay in standing_stays(document)}


def _joined(values: Iterable[str]) -> str:
    return " ".join(sorted(set(values)))
