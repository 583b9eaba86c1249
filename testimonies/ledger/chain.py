"""Appending: one numbered row after the other, each holding the hash of the one before."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from testimonies.documents import canonical, mentions
from testimonies.documents.reading import Document
from testimonies.documents.schema import SCHEMA, PublicDocument
from testimonies.ledger.hashing import digest_of, row_hash
from testimonies.ledger.reading import not_public
from testimonies.models import Event, Head, LedgerRow, Mention, Record, new_salt
from testimonies.vocabulary import LedgerKind, Noun

NUMBERED = {
    Noun.TESTIMONY: "T-{:06d}",
    Noun.CLAIM: "C-{:06d}",
    Noun.SOURCE: "S-{:04d}",
    Noun.WITNESS: "W-{:04d}",
    Noun.FIGURE: "F-{:04d}",
    Noun.DISAGREEMENT: "D-{:03d}",
}
_LIKE_A_NUMBER = re.compile(r"[A-Z]-\d+", re.IGNORECASE)

Sign = Callable[[str], Event]


class Refusal(Exception):
    """The ledger will not take this; the message says why and what to do."""


def now() -> str:
    """This moment, RFC 3339 in UTC, as text: a column that would be parsed could change unnoticed."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def head() -> Head:
    """Where the ledger ends: number and hash of its last row (0 and the genesis hash when it is empty)."""
    return Head.objects.get()


def append(
    record: Record, kind: LedgerKind, document: BaseModel, sign: Sign, erases: tuple[int, ...] = ()
) -> LedgerRow:
    """Append one row in the running transaction; the record's row must be locked already.

    `sign` is given the digest of the content and returns the event that answers for it. Raises Refusal when
    the document refers to a record that is not public or its address is taken, and django.db.IntegrityError
    when a guard of the database refuses.
    """
    end = Head.objects.select_for_update().get()
    if isinstance(document, PublicDocument):
        refuse_unpublished_targets(record, document)
    body = canonical(document)
    digest = digest_of(record.salt, body)
    event = sign(digest)
    row = LedgerRow(
        number=end.number + 1,
        record_id=record.pk,
        noun=record.noun,
        identifier=_identifier(record),
        version=_version(record, kind),
        kind=kind.value,
        at=event.at,
        actor_id=event.actor_id,
        event=event,
        schema=SCHEMA,
        erases=f",{','.join(map(str, erases))}," if erases else "",
        digest=digest,
        previous=end.sha256,
        body=body,
        salt=record.salt,
    )
    row.sha256 = row_hash(row)
    row.save(force_insert=True)
    _after(record, row, document if isinstance(document, PublicDocument) else None)
    return row


def _after(record: Record, row: LedgerRow, document: Any) -> None:
    record.identifier, record.salt = row.identifier, new_salt()
    Record.objects.filter(pk=record.pk).update(identifier=record.identifier, salt=record.salt)
    if row.kind == LedgerKind.ERASED:
        return
    Mention.objects.filter(identifier=row.identifier).delete()
    if document is not None:
        remember_mentions(row.identifier, row.noun, document)


def remember_mentions(identifier: str, noun: str, document: Document) -> None:
    """Write the table of references of one current document."""
    Mention.objects.bulk_create(
        Mention(identifier=identifier, noun=noun, relation=relation, target=target)
        for relation, target in sorted(mentions(document))
    )


def _identifier(record: Record) -> str:
    earlier = LedgerRow.objects.filter(record_id=record.pk).values_list("identifier", flat=True).first()
    return earlier or _new_identifier(record)


def _new_identifier(record: Record) -> str:
    asked = record.whole().proposed_identifier()
    if asked is None:
        first = LedgerRow.objects.filter(noun=record.noun, kind=LedgerKind.PUBLISHED, version=1)
        return NUMBERED[Noun(record.noun)].format(first.count() + 1)
    if _LIKE_A_NUMBER.fullmatch(asked):
        raise Refusal(f"“{asked}” would be taken for the number of a record: choose another short name.")
    if LedgerRow.objects.filter(identifier=asked).exists():
        raise Refusal(f"The address “{asked}” belongs to another record: choose another short name.")
    return asked


def _version(record: Record, kind: LedgerKind) -> int:
    published = LedgerRow.objects.filter(record_id=record.pk, kind=LedgerKind.PUBLISHED).count()
    return published + 1 if kind == LedgerKind.PUBLISHED else published


def refuse_unpublished_targets(record: Record, document: Any) -> None:
    """Raises Refusal when a document refers to records that are not public, naming them."""
    targets = {target for _relation, target in mentions(document)} - {record.identifier}
    gone = not_public(targets)
    if gone:
        raise Refusal(f"It refers to records that are not public: {', '.join(gone)}.")
