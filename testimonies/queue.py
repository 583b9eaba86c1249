"""What waits for whom: entries to review, returned to me, my drafts, and what may not stay public."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.accounts import ROLES
from testimonies.consent import no_consent, protected_witness, why_not_consented
from testimonies.models import Actor, Event, LedgerRow, Mention, Record, Witness
from testimonies.vocabulary import LedgerKind, Noun, Stage, Standing
from testimonies.workflow import Action

SHOWN = 200
_AUTHORSHIP = (Action.EDIT, Action.SUBMIT)


@dataclass(frozen=True)
class Entry:
    """One record in a list. `mine`: edited or submitted by this person; `may_review`: theirs to decide."""

    record: Record
    title: str
    model: str
    version: int
    submit: Event | None
    taken_up: Event | None
    returned: Event | None
    last: Event | None
    mine: bool
    may_review: bool

    @property
    def what(self) -> str:
        """What changes: “new”, or which version and the line that goes with it."""
        words = "new" if self.version == 1 else f"version {self.version}"
        return f"{words}: {self.record.change}" if self.record.change else words

    @property
    def waits(self) -> str:
        """How long since it was submitted: “4 days”, “3 hours”."""
        return _ago(self.submit.at) if self.submit else ""

    @property
    def to_take_up(self) -> bool:
        """Whether pressing Review takes it up, or merely opens what is in review already."""
        return self.record.stage == Stage.SUBMITTED


@dataclass(frozen=True)
class Ended:
    """A public record that is to be withdrawn, and why."""

    entry: Entry
    why: str


def works_here(user: Any) -> bool:
    """Whether this person may see working records: any permission on records will do."""
    return any(user.has_perm(f"testimonies.{name}") for names in ROLES.values() for name in names)


class Queue:
    """The lists of one person; empty for who has no task here."""

    def __init__(self, user: Any) -> None:
        self._sees = works_here(user)
        self._reviews = user.has_perm("testimonies.review")
        self._actor = Actor.objects.filter(user=user.pk).values_list("pk", flat=True).first()

    @cached_property
    def waiting(self) -> list[Entry]:
        """Submitted and in review, oldest first."""
        stages = Q(stage__in=(Stage.SUBMITTED, Stage.IN_REVIEW))
        submit = Max("events__pk", filter=Q(events__action=Action.SUBMIT))
        return self._entries(_records(stages).annotate(submitted=submit).order_by("submitted"))

    @cached_property
    def returned(self) -> list[Entry]:
        """My drafts that a reviewer sent back."""
        return [entry for entry in self._drafts if entry.returned]

    @cached_property
    def drafts(self) -> list[Entry]:
        """My other drafts, last touched first."""
        return [entry for entry in self._drafts if not entry.returned]

    @cached_property
    def consent_ended(self) -> list[Ended]:
        """Public records whose witness does not consent to that, or not any more; and public joinings of
        what an unlinked witness said. For who may withdraw them.
        """
        if not self._reviews:
            return []
        own = no_consent("as_testimony__witness__") | no_consent("as_witness__")
        asked = (own | Q(as_witness__unlinked=True)) & Q(identifier__isnull=False)
        own_keys = Record.objects.filter(asked).values_list("identifier", flat=True)
        found = {str(key) for key in own_keys} | _naming_unlinked()
        public = [key for key, item in ledger.many(found).items() if item.standing == Standing.PUBLIC]
        records = _records(Q(identifier__in=public)).select_related("as_testimony__witness")
        entries = self._entries(records.order_by("identifier")) if public else []
        return [Ended(entry, _why_ended(entry.record)) for entry in entries]

    @cached_property
    def _drafts(self) -> list[Entry]:
        mine = Event.objects.filter(actor=self._actor, action__in=_AUTHORSHIP).values("record")
        records = _records(Q(stage=Stage.DRAFT, pk__in=mine)).annotate(touched=Max("events__pk"))
        return [entry for entry in self._entries(records.order_by("-touched")) if entry.mine]

    def _entries(self, records: QuerySet[Record]) -> list[Entry]:
        shown = list(records[:SHOWN]) if self._sees else []
        events: dict[int, list[Event]] = defaultdict(list)
        found = Event.objects.filter(record__in=[record.pk for record in shown]).order_by("pk")
        for event in found.select_related("actor__user", "remark"):
            events[event.record_id].append(event)
        published = _published([record.pk for record in shown])
        return [self._entry(record, events[record.pk], *published.get(record.pk, (0, 0))) for record in shown]

    def _entry(self, record: Record, events: list[Event], versions: int, last_published: int) -> Entry:
        whole = getattr(record, f"as_{record.noun}")
        since = [event for event in events if event.pk > last_published]
        mine = any(event.actor_id == self._actor and event.action in _AUTHORSHIP for event in since)
        submit, returned = _last(since, Action.SUBMIT), _last(since, Action.RETURN)
        return Entry(
            record=record,
            title=str(whole) or f"#{record.pk}",
            model="camp" if hasattr(whole, "kind") and whole.kind == "camp" else record.noun,
            version=versions + 1,
            submit=submit,
            taken_up=_last(since, Action.START) if record.stage == Stage.IN_REVIEW else None,
            returned=returned if _after(returned, submit) else None,
            last=events[-1] if events else None,
            mine=mine,
            may_review=self._reviews and not mine,
        )


def _naming_unlinked() -> set[str]:
    """Identifiers of the testimonies that still name a witness who is unlinked now."""
    unlinked = Witness.objects.filter(unlinked=True, identifier__isnull=False)
    naming = Mention.objects.filter(relation="witness", target__in=unlinked.values("identifier"))
    return set(naming.values_list("identifier", flat=True))


def _why_ended(record: Record) -> str:
    witness = protected_witness(record)
    ended = why_not_consented(witness) if witness else ""
    return ended or _("The witness is unlinked now, and this joins their records.")


def _records(which: Q) -> QuerySet[Record]:
    return Record.objects.filter(which).select_related(*(f"as_{noun}" for noun in Noun.values))


def _published(keys: list[int]) -> dict[int, tuple[int, int]]:
    """By record: how many versions, and the event of the last."""
    rows = LedgerRow.objects.filter(record__in=keys, kind=LedgerKind.PUBLISHED).order_by()
    counted = rows.values("record").annotate(versions=Count("number"), last=Max("event_id"))
    return {row["record"]: (row["versions"], row["last"]) for row in counted}


def _last(events: list[Event], action: Action) -> Event | None:
    return next((event for event in reversed(events) if event.action == action), None)


def _after(one: Event | None, other: Event | None) -> bool:
    return one is not None and (other is None or one.pk > other.pk)


def _ago(at: str) -> str:
    minutes = int((datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds() // 60)
    for unit, size in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        count = minutes // size
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "just now"
