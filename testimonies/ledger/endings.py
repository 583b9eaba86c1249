"""How a record stops being public: withdrawn, merged into another, or erased."""

from collections.abc import Iterable

from django.db.models import QuerySet

from testimonies.documents import ErasureNotice, MergeNotice, Tombstone, read
from testimonies.ledger.chain import Sign, append
from testimonies.ledger.reading import current
from testimonies.models import LedgerRow, Mention, Record
from testimonies.vocabulary import LedgerKind, PassageStanding, ReasonClass


def withdraw(record: Record, reason: ReasonClass, sign: Sign) -> LedgerRow:
    """Take a record out of the public; its identifier, the date and the class of reason are left."""
    return append(record, LedgerKind.WITHDRAWN, Tombstone(reason=reason), sign)


def merge(record: Record, into: str, sign: Sign) -> LedgerRow:
    """Send a record's address to another record for ever."""
    return append(record, LedgerKind.MERGED, MergeNotice(into=into), sign)


def erase(record: Record, reason: ReasonClass, sign: Sign, passage: int | None = None) -> LedgerRow:
    """Append the row that names what is erased, then set those bodies and salts to NULL.

    With `passage`, the versions whose body holds that passage; without, every version of the record.
    """
    numbers = [row.number for row in _rows(record) if _holds(row, passage)]
    return erase_rows(record, reason, sign, numbers, (passage,) if passage else ())


def erase_rows(
    record: Record, reason: ReasonClass, sign: Sign, rows: Iterable[int], passages: tuple[int, ...] = ()
) -> LedgerRow:
    """Append the row that names published rows of a record, by number, then erase their bodies and salts."""
    numbers = tuple(sorted(rows))
    notice = ErasureNotice(reason=reason, passages=passages)
    row = append(record, LedgerKind.ERASED, notice, sign, erases=numbers)
    LedgerRow.objects.filter(number__in=numbers).update(body=None, salt=None)
    now = current(row.identifier)
    if now is None or now.document is None:
        Mention.objects.filter(identifier=row.identifier).delete()
    return row


def _rows(record: Record) -> QuerySet[LedgerRow]:
    return LedgerRow.objects.filter(record_id=record.pk, kind=LedgerKind.PUBLISHED, body__isnull=False)


def _holds(row: LedgerRow, passage: int | None) -> bool:
    if passage is None:
        return True
    document = read(str(row.body), row.schema)
    return any(
        item.number == passage and item.standing != PassageStanding.REMOVED for item in document.passages
    )
