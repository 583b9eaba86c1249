"""Which earlier versions tell more precisely what a new one tells in coarser words?

Asked of public precision only (testimonies.precision): a date or camp that is rewritten in its own field is a
correction, and the version before it stays readable.
"""

from typing import Any

from testimonies.documents import Document, PeriodDocument, StayDocument, TestimonyDocument, read
from testimonies.models import Entity, LedgerRow, Record, Stay, Testimony
from testimonies.precision import Days, days, lies_in, told, told_place, within
from testimonies.vocabulary import LedgerKind


def finer_rows(record: Record, document: Document) -> list[LedgerRow]:
    """The published rows whose bodies hold a finer value than `document`, which the record makes now."""
    whole = record.whole()
    if not isinstance(whole, Testimony) or not isinstance(document, TestimonyDocument):
        return []
    coarse = _Coarse(whole, document)
    if not coarse.stays and not whole.public_given:
        return []
    rows = LedgerRow.objects.filter(record_id=record.pk, kind=LedgerKind.PUBLISHED, body__isnull=False)
    return [row for row in rows if coarse.is_told_finer_in(read(str(row.body), row.schema))]


class _Coarse:
    """What one document tells in coarser words, with the exact values it was made from."""

    def __init__(self, testimony: Testimony, document: TestimonyDocument) -> None:
        self.testimony, self.document = testimony, document
        rows = testimony.stays.select_related("camp", "zone", "public_place")
        self.stays = [stay for stay in rows if stay.public_period or stay.public_place_id]
        self.shown = {_facts(stay) for stay in document.stays}

    def is_told_finer_in(self, old: Any) -> bool:
        """Whether another version of it says more."""
        given = bool(self.testimony.public_given) and _finer(old.given, self.testimony, "given")
        return given or any(self._in_stay(stay) for stay in old.stays if _facts(stay) not in self.shown)

    def _in_stay(self, old: StayDocument) -> bool:
        return any(_finer(old.period, stay, "period") or _finer_place(old.camp, stay) for stay in self.stays)


def _facts(stay: StayDocument) -> tuple[Any, ...]:
    return stay.camp, stay.zone, stay.role, stay.period


def _finer(old: PeriodDocument | None, row: Any, name: str) -> bool:
    """Whether an old date lies in the one now told, is not it, and touches the exact one."""
    if old is None or told(row, name) == name:
        return False
    then, exact, now = days(old.earliest, old.latest), _days_of(row, name), _days_of(row, told(row, name))
    touches = then[0] <= exact[1] and exact[0] <= then[1]
    return touches and then != now and within(then, now)


def _days_of(row: Any, name: str) -> Days:
    return days(getattr(row, f"{name}_earliest"), getattr(row, f"{name}_latest"))


def _finer_place(old: str, stay: Stay) -> bool:
    """Whether an old place is the camp itself, or lies between it and the place now told."""
    outer = stay.public_place
    if outer is None or old == told_place(stay).identifier:
        return False
    if old == stay.camp.identifier:
        return True
    between = Entity.objects.filter(identifier=old).values_list("pk", flat=True).first()
    return between is not None and lies_in(stay.camp_id, between) and lies_in(between, outer.pk)
