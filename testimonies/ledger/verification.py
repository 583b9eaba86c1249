"""Recomputing the chain: any edit, loss, reordering or wrong head is a finding."""

from collections.abc import Iterator

from django.db import DatabaseError, connection

from testimonies import guards
from testimonies.documents import read
from testimonies.ledger.hashing import keeps_its_word, row_hash
from testimonies.models import GENESIS, Head, LedgerRow
from testimonies.vocabulary import LedgerKind

ACTION_OF = {
    LedgerKind.PUBLISHED: "approve",
    LedgerKind.WITHDRAWN: "withdraw",
    LedgerKind.MERGED: "merge",
    LedgerKind.ERASED: "erase",
}

# What reading a row can raise when anything at all may stand in its columns.
UNREADABLE = (DatabaseError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def verify(expect: tuple[int, str] | None = None) -> list[str]:
    """Findings, a line each; an empty list when everything holds.

    `expect` is a head known from outside, number and hash: it finds a tail cut with the head moved back.
    A row that cannot even be read is a finding, never an exception.
    """
    findings = [f"guard missing: {name}" for name in sorted(guards.missing(connection))]
    try:
        findings += _Chain(expect).findings()
        findings += [f"row {number}: {message}" for number, message in guards.broken_by(connection)]
    except UNREADABLE as error:
        findings.append(f"the ledger cannot be read: {error}")
    return findings


class _Chain:
    """One walk over the ledger, remembering what later rows are checked against."""

    def __init__(self, expect: tuple[int, str] | None) -> None:
        self.expect = expect
        self.previous = GENESIS
        self.number = 0
        self.seen: dict[int, str] = {0: GENESIS}
        self.bare: dict[int, int] = {}  # number of a row without body -> its record

    def findings(self) -> list[str]:
        rows = LedgerRow.objects.select_related("event", "record").order_by("number")
        found = [line for row in rows.iterator(chunk_size=500) for line in self._row(row)]
        return found + list(self._end())

    def _row(self, row: LedgerRow) -> list[str]:
        found: list[str] = []
        try:
            found.extend(self._place(row))
            found.extend(self._event(row))
            found.extend(self._body(row))
        except UNREADABLE as error:
            found.append(f"row {row.number}: cannot be read: {error}")
        self.number, self.previous = row.number, row.sha256
        self.seen[row.number] = row.sha256
        return found

    def _place(self, row: LedgerRow) -> Iterator[str]:
        if row.number != self.number + 1:
            yield f"row {row.number}: follows {self.number}, a row is lost or moved"
        if row.previous != self.previous:
            yield f"row {row.number}: does not hold the hash of the row before"
        if row.sha256 != row_hash(row):
            yield f"row {row.number}: its hash does not fit its columns"

    def _event(self, row: LedgerRow) -> Iterator[str]:
        event = row.event
        action = ACTION_OF[LedgerKind(row.kind)]
        then = (row.record_id, row.actor_id, row.digest, row.at, action)
        if (event.record_id, event.actor_id, event.digest, event.at, event.action) != then:
            yield f"row {row.number}: does not fit its event"
        if (row.record.identifier, row.record.noun) != (row.identifier, row.noun):
            yield f"row {row.number}: its record bears another identifier or is of another kind"

    def _body(self, row: LedgerRow) -> Iterator[str]:
        if row.kind == LedgerKind.ERASED:
            yield from self._erasure(row)
        if row.body is None or row.salt is None:
            self.bare[row.number] = row.record_id
            if row.body is not None or row.salt is not None:
                yield f"row {row.number}: body and salt are erased together or not at all"
            return
        if not keeps_its_word(row):
            yield f"row {row.number}: its digest does not fit its body"
        read(row.body, row.schema)

    def _erasure(self, row: LedgerRow) -> Iterator[str]:
        for number in (int(text) for text in row.erases.split(",") if text):
            if self.bare.pop(number, None) != row.record_id:
                yield f"row {row.number}: names {number}, whose body is still there"

    def _end(self) -> Iterator[str]:
        for number in sorted(self.bare):
            yield f"row {number}: its body is missing and no erasure names it"
        end = Head.objects.first()
        if end is None or (end.number, end.sha256) != (self.number, self.previous):
            yield "the head does not stand at the last row"
        if self.expect and self.seen.get(self.expect[0]) != self.expect[1]:
            yield f"row {self.expect[0]} is not the expected one"
