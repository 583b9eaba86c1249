"""Reading the ledger: what is public now, at a version, and as of a number."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import Max, Q, QuerySet

from testimonies.documents import ErasureNotice, MergeNotice, Tombstone, read
from testimonies.ledger.hashing import keeps_its_word
from testimonies.ledger.rows import Row
from testimonies.models import LedgerRow, Mention, Record
from testimonies.vocabulary import LedgerKind, ReasonClass, Standing

log = logging.getLogger(__name__)
_TABLE, _COLUMNS = LedgerRow._meta.db_table, ", ".join(f'"{name}"' for name in Row._fields)


@dataclass(frozen=True)
class Published:
    """What the ledger says of one record: a document, or that it is gone and to where.

    `number` is the ledger row it was read from, `sha256` that row's hash, `at` its RFC 3339 time.
    """

    number: int
    identifier: str
    noun: str
    version: int
    kind: str
    at: str
    sha256: str
    document: Any | None
    reason: ReasonClass | None = None
    into: str | None = None

    @property
    def standing(self) -> Standing:
        """Public, withdrawn or merged."""
        if self.document is not None:
            return Standing.PUBLIC
        return Standing.MERGED if self.into else Standing.WITHDRAWN

    @property
    def day(self) -> str:
        """The day of publication, YYYY-MM-DD."""
        return self.at[:10]


def parsed(row: LedgerRow | Row) -> Published:
    """A row as the public may see it. An erased body reads as withdrawn, for the reason of its erasure.

    A body that is not the one its digest commits to was not approved by anyone: it is withheld as an error.
    """
    content = _content(row)
    facts: dict[str, Any] = {"document": content, "reason": None, "into": None}
    if isinstance(content, Tombstone | ErasureNotice):
        facts |= {"document": None, "reason": content.reason}
    elif isinstance(content, MergeNotice):
        facts |= {"document": None, "into": content.into}
    elif content is None or row.kind != LedgerKind.PUBLISHED:
        facts |= {"document": None, "reason": ReasonClass.ERROR if row.body else _why_erased(row)}
    columns = ("number", "identifier", "noun", "version", "kind", "at", "sha256")
    return Published(**{name: getattr(row, name) for name in columns}, **facts)


def _content(row: LedgerRow | Row) -> Any | None:
    if row.body is None:
        return None
    if not keeps_its_word(row):
        log.error("Ledger row %d is not what it was: run verify_ledger.", row.number)
        return None
    return read(row.body, row.schema)


def _why_erased(row: LedgerRow | Row) -> ReasonClass:
    names_it = LedgerRow.objects.filter(record_id=row.record_id, kind=LedgerKind.ERASED)
    notice = names_it.filter(erases__contains=f",{row.number},").first()
    content = _content(notice) if notice else None
    return content.reason if isinstance(content, ErasureNotice) else ReasonClass.SAFETY


def _newest(rows: QuerySet[LedgerRow]) -> QuerySet[LedgerRow]:
    kept = rows.exclude(kind=LedgerKind.ERASED).order_by()
    numbers = kept.values("identifier").annotate(newest=Max("number")).values("newest")
    return LedgerRow.objects.filter(number__in=numbers)


def rows_of(identifiers: Iterable[str], upto: int | None = None) -> dict[str, Row]:
    """The row that counts of each of several records, now or as of ledger number `upto`. One query.

    In SQL, for every search asks it: Django takes longer to put the question together than the database to
    answer it.
    """
    wanted = sorted({identifier for identifier in identifiers if identifier})
    if not wanted:
        return {}
    until = "AND number <= %s" if upto is not None else ""
    places = ", ".join(["%s"] * len(wanted))
    newest = f"SELECT MAX(number) FROM {_TABLE} WHERE identifier IN ({places}) AND kind <> %s {until}"
    sql = f"SELECT {_COLUMNS} FROM {_TABLE} WHERE number IN ({newest} GROUP BY identifier)"
    with connections[LedgerRow.objects.db].cursor() as cursor:
        cursor.execute(sql, [*wanted, LedgerKind.ERASED.value, *([upto] if until else [])])
        return {row.identifier: row for row in map(Row._make, cursor.fetchall())}


def many(identifiers: Iterable[str], upto: int | None = None) -> dict[str, Published]:
    """What is public of several records, by identifier, now or as of ledger number `upto`. One query."""
    return {identifier: parsed(row) for identifier, row in rows_of(identifiers, upto).items()}


def not_public(identifiers: Iterable[str]) -> list[str]:
    """Those under which the public finds no document now, sorted. One query; no body is parsed."""
    wanted = {identifier for identifier in identifiers if identifier}
    if not wanted:
        return []
    rows = _newest(LedgerRow.objects.filter(identifier__in=wanted))
    stand = rows.filter(kind=LedgerKind.PUBLISHED, body__isnull=False)
    columns = stand.only("identifier", "body", "salt", "digest")
    return sorted(wanted - {row.identifier for row in columns if keeps_its_word(row)})


def current(identifier: str) -> Published | None:
    """What is public of a record now; None when nothing was ever published under that identifier."""
    return many([identifier]).get(identifier)


def at_version(identifier: str, version: int) -> Published | None:
    """One version as it was published. Withdrawal and erasure of the record win over every version.

    A version that was withdrawn stays so, also when the record is published anew.
    """
    now = current(identifier)
    if now is None or now.document is None:
        return now
    asked = Q(kind=LedgerKind.PUBLISHED, version=version) | Q(kind=LedgerKind.WITHDRAWN)
    rows = list(LedgerRow.objects.filter(asked, identifier=identifier).order_by("number"))
    row = next((row for row in rows if row.kind == LedgerKind.PUBLISHED), None)
    if row is None:
        return None
    return parsed(rows[-1])  # the version itself, or the last withdrawal after it


def pinned(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Published]:
    """Several records, each at a version, as at_version reads one; what was never published is left out.

    Two queries, and one for each text that was erased.
    """
    wanted = set(places)
    now = many(identifier for identifier, _version in wanted)
    asked = Q(kind=LedgerKind.PUBLISHED, version__in={version for _identifier, version in wanted})
    rows = LedgerRow.objects.filter(asked | Q(kind=LedgerKind.WITHDRAWN), identifier__in=now)
    found: dict[tuple[str, int], LedgerRow] = {}
    for row in rows.order_by("number"):
        if row.kind == LedgerKind.PUBLISHED:
            found[row.identifier, row.version] = row
        else:  # every version before a withdrawal went with it
            found |= {place: row for place in found if place[0] == row.identifier}
    gone = {identifier: item for identifier, item in now.items() if item.document is None}
    return {place: gone.get(place[0]) or parsed(found[place]) for place in wanted if place in found}


def merged(identifiers: Iterable[str]) -> dict[str, str]:
    """Where those of some records that were merged went, by identifier. One query."""
    rows = LedgerRow.objects.filter(kind=LedgerKind.MERGED, identifier__in=set(identifiers))
    return {row.identifier: published.into for row in rows if (published := parsed(row)).into}


def history(identifier: str) -> list[Published]:
    """Every row of a record, newest first."""
    return [parsed(row) for row in LedgerRow.objects.filter(identifier=identifier).order_by("-number")]


def listing(noun: str) -> list[Published]:
    """Every public record of a kind, in the order of identifiers. One query."""
    rows = _newest(LedgerRow.objects.filter(noun=noun)).filter(kind=LedgerKind.PUBLISHED, body__isnull=False)
    return [parsed(row) for row in rows.order_by("identifier")]


def pages(size: int) -> Iterator[list[Published]]:
    """Every public record, in pages of at most `size`, by ledger number. One query, and one for each page."""
    public = _newest(LedgerRow.objects.all()).filter(kind=LedgerKind.PUBLISHED, body__isnull=False)
    numbers = list(public.order_by("number").values_list("number", flat=True))
    for start in range(0, len(numbers), size):
        rows = LedgerRow.objects.filter(number__in=numbers[start : start + size]).order_by("number")
        yield [item for row in rows if (item := parsed(row)).document is not None]


def mentioning(target: str, *relations: str, noun: str | None = None) -> list[Published]:
    """The public records whose current document refers to `target`, by identifier. Two queries."""
    rows = Mention.objects.filter(target=target)
    if relations:
        rows = rows.filter(relation__in=relations)
    if noun:
        rows = rows.filter(noun=noun)
    found = many(rows.values_list("identifier", flat=True).distinct())
    return [found[key] for key in sorted(found) if found[key].document is not None]


def latest_versions(count: int) -> list[Published]:
    """The records published last that are still public, each at its current version, newest first."""
    rows = _newest(LedgerRow.objects.all()).filter(kind=LedgerKind.PUBLISHED, body__isnull=False)
    return [parsed(row) for row in rows.order_by("-number")[:count]]


def moved_since(number: int) -> set[str]:
    """Identifiers with a ledger row above `number`: what a search index of that number must not vouch for."""
    # No DISTINCT: SQLite would walk the index of all identifiers for it.
    rows = LedgerRow.objects.filter(number__gt=number).order_by()
    return set(rows.values_list("identifier", flat=True))


def standing(record: Record) -> Standing:
    """What the public can see of a working record."""
    found = current(record.identifier) if record.identifier else None
    return found.standing if found else Standing.NONE


@dataclass(frozen=True)
class AsOf:
    """The archive as it stood at one ledger number.

    Erasure, withdrawal and the present naming of a witness win over what stood then.
    """

    number: int

    def many(self, identifiers: Iterable[str]) -> dict[str, Published]:
        """Records as they stood, by identifier. Three queries."""
        wanted = set(identifiers)
        now, then = many(wanted), many(wanted, self.number)
        since = self._withdrawn_since(wanted)
        return {key: now[key] if key in since else self._winner(then[key], now[key]) for key in then}

    def get(self, identifier: str) -> Published | None:
        """One record as it stood; None when it was not published by then."""
        return self.many([identifier]).get(identifier)

    def _withdrawn_since(self, identifiers: set[str]) -> set[str]:
        """Those withdrawn after this number, though they may have been published anew."""
        rows = LedgerRow.objects.filter(kind=LedgerKind.WITHDRAWN, number__gt=self.number)
        return set(rows.filter(identifier__in=identifiers).values_list("identifier", flat=True))

    @staticmethod
    def _winner(then: Published, now: Published) -> Published:
        return now if now.document is None or now.noun == "witness" else then


def as_of(number: int) -> AsOf:
    """The archive as it stood at ledger number `number`."""
    return AsOf(number)
