"""Doing again, in a restored archive, the erasures and withdrawals that were made after its backup."""

from dataclasses import dataclass

from django.db import transaction

from testimonies import erasure, erasure_list, ledger
from testimonies.accounts import system_custodian
from testimonies.erasure_list import Erasure
from testimonies.models import Actor, Event, LedgerRow, Record
from testimonies.transitions import Action
from testimonies.vault.models import Act, Deed, Sealing
from testimonies.vault.router import ALIAS
from testimonies.vocabulary import ReasonClass, Standing
from testimonies.workflow import perform


class OtherList(Exception):
    """The list does not belong to this archive, or is older than its backup; the message says which."""


@dataclass(frozen=True)
class Outcome:
    """One line of the list: whether there was anything left to do, and to what, without content."""

    name: str
    done: bool
    identifier: str = ""


def replay(erasures: list[Erasure]) -> list[Outcome]:
    """Do each again, in order, of what this archive still holds. Twice is once.

    Raises OtherList before anything is done, and testimonies.workflow.Refused.
    """
    known = erasure_list.performed()
    lacking = {one.event for one in known} - {one.event for one in erasures}
    if lacking:
        raise OtherList(
            f"The list lacks {len(lacking)} erasures that the backup knows of: it is older than the backup,"
            " or another archive's."
        )
    events = {one.event for one in known}
    return [_replayed(one, known) for one in erasures if one.event not in events]


def _replayed(one: Erasure, known: list[Erasure]) -> Outcome:
    if one.vault:
        return Outcome("a protected witness", _forget(one))
    record = _record(one)
    if record is None:
        return Outcome(_name(one), False)
    if one.withdrawn:
        return Outcome(_name(one), _withdraw(record, one, known), one.identifier)
    parts: list[int | None] = [number for number in one.passages if erasure.has_passage(record, number)]
    if one.whole and not _is_done_since(one, known):
        parts.append(None)
    for part in parts:
        reason = ReasonClass(one.reason)
        perform(Action.ERASE, record, system_custodian(), reason=reason, passage=part)
    return Outcome(_name(one), _erase_rows(record, one) or bool(parts), one.identifier)


def _is_done_since(one: Erasure, known: list[Erasure]) -> bool:
    """Whether an earlier restore did it: what was entered and approved afterwards is something else."""
    alike = (other for other in known if (other.record, other.whole) == (one.record, one.whole))
    return any(other.withdrawn == one.withdrawn and other.at >= one.at for other in alike)


def _withdraw(record: Record, one: Erasure, known: list[Erasure]) -> bool:
    if ledger.standing(record) != Standing.PUBLIC or _is_done_since(one, known):
        return False
    with transaction.atomic():
        locked = Record.objects.select_for_update().get(pk=record.pk)
        ledger.withdraw(
            locked, ReasonClass(one.reason), lambda digest: _event(locked, digest, Action.WITHDRAW)
        )
    return True


def _name(one: Erasure) -> str:
    name = one.identifier or f"the unpublished {one.noun} #{one.record}"
    return f"{name}, passage {', '.join(map(str, one.passages))}" if one.passages else name


def _record(one: Erasure) -> Record | None:
    """The record meant, if this archive has it: the number alone could be another's by now."""
    record = Record.objects.filter(pk=one.record, noun=one.noun).first()
    first = Event.objects.filter(record_id=one.record).order_by("pk").first()
    return record if first is None or first.digest == one.origin else None


def _erase_rows(record: Record, one: Erasure) -> bool:
    """Versions that said more than the public is told since, and whatever else still has its body."""
    digests = [digest for _number, digest in one.rows]
    with transaction.atomic():
        locked = Record.objects.select_for_update().get(pk=record.pk)
        rows = LedgerRow.objects.filter(record_id=record.pk, digest__in=digests, body__isnull=False)
        numbers = list(rows.values_list("number", flat=True))
        if numbers:
            reason = ReasonClass(one.reason)
            ledger.erase_rows(locked, reason, lambda digest: _event(locked, digest, Action.ERASE), numbers)
            erasure.announce(locked.identifier)
    return bool(numbers)


def _event(record: Record, digest: str, action: Action) -> Event:
    actor = Actor.of(system_custodian())
    return Event.objects.create(
        record=record, actor=actor, action=action.value, digest=digest, at=ledger.now()
    )


def _forget(one: Erasure) -> bool:
    """Delete what had been sealed under a token when it was forgotten. No private key is needed."""
    sealed = Sealing.objects.filter(protection=one.vault, at__lte=one.at)
    if not sealed.exists():
        return False
    Act.objects.using(ALIAS).create(
        deed=Deed.FORGET,
        protection=one.vault,
        who="restore",
        at=ledger.now(),
        reason=f"forgotten on {one.at}, after the backup",
    )
    sealed.delete()
    return True
