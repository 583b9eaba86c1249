"""When records were last touched, and where the ledger stood: columns only, no text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from testimonies.models import LedgerRow

PUBLIC_COLUMNS = (
    "number",
    "identifier",
    "noun",
    "version",
    "kind",
    "at",
    "schema",
    "erases",
    "digest",
    "previous",
    "sha256",
)


@dataclass(frozen=True)
class Touch:
    """The newest row of a record, erasures included: its number and RFC 3339 time. Not that it is public."""

    number: int
    identifier: str
    noun: str
    at: str

    @property
    def second(self) -> str:
        """The time in whole seconds, "2026-11-21T10:00:00Z"."""
        return f"{self.at[:19]}Z"


def touched(
    upto: int | None = None, noun: str | None = None, identifiers: Iterable[str] | None = None
) -> list[Touch]:
    """The newest row of every record up to a ledger number, of one kind or of some records, by number."""
    rows = LedgerRow.objects.order_by()
    if upto is not None:
        rows = rows.filter(number__lte=upto)
    if noun is not None:
        rows = rows.filter(noun=noun)
    if identifiers is not None:
        rows = rows.filter(identifier__in=set(identifiers))
    newest = rows.values("identifier").annotate(newest=Max("number")).values("newest")
    found = LedgerRow.objects.filter(number__in=newest).order_by("number")
    return [Touch(*row) for row in found.values_list("number", "identifier", "noun", "at")]


def first_moment() -> str | None:
    """The RFC 3339 time of the first row; None for an empty ledger."""
    return LedgerRow.objects.order_by("number").values_list("at", flat=True).first()


def public_columns() -> Iterator[dict[str, Any]]:
    """Every row by number, without text, salt, and who answered for it."""
    yield from LedgerRow.objects.order_by("number").values(*PUBLIC_COLUMNS).iterator()
