"""One line of the queue: what waits, since when, for whom, and why it was returned."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max

from testimonies.holding import Held, held_by
from testimonies.models import Actor, Event, LedgerRow, Record
from testimonies.transitions import TRANSITIONS, Action
from testimonies.vocabulary import LedgerKind, Noun, Stage

AUTHORSHIP = (Action.EDIT, Action.SUBMIT)
_REVIEW = TRANSITIONS[Stage.SUBMITTED, Action.START]


@dataclass(frozen=True)
class Entry:
    """One record in a list. `mine`: edited or submitted by this person; `may_review`: theirs to decide.

    `taken_up`: who has it, also when that has lapsed; `returned`: the return a draft waits under;
    `sent_back`: the last return, also when it was submitted again since.
    """

    record: Record
    title: str
    model: str
    version: int
    submit: Event | None
    taken_up: Held | None
    returned: Event | None
    sent_back: Event | None
    last: Event | None
    mine: bool
    may_review: bool
    has_it: bool

    @property
    def what(self) -> str:
        """What changes: “new”, or which version and the line that goes with it."""
        words = "new" if self.version == 1 else f"version {self.version}"
        return f"{words}: {self.record.change}" if self.record.change else words

    @property
    def waits(self) -> str:
        """How long since it was submitted: “4 days”, “3 hours”."""
        return ago(self.submit.at) if self.submit else ""

    @property
    def back_for(self) -> str:
        """How long since it was returned."""
        return ago(self.returned.at) if self.returned else ""

    @property
    def held_for(self) -> str:
        """How long who took it up has had it; how long it was left lying, when that lapsed."""
        if self.taken_up is None:
            return ""
        return ago(self.taken_up.touched if self.taken_up.lapsed else self.taken_up.since)

    @property
    def to_take_up(self) -> bool:
        """Whether pressing Review takes it up, or merely opens what is in review already."""
        return self.record.stage == Stage.SUBMITTED


@dataclass(frozen=True)
class Ended:
    """A public record that is to be withdrawn, and why."""

    entry: Entry
    why: str


def entries_of(keys: Iterable[int], user: Any) -> list[Entry]:
    """The records with these keys as lines for this person, in the order of the keys. Four queries."""
    wanted = list(keys)
    records = Record.objects.filter(pk__in=wanted).select_related(*(f"as_{noun}" for noun in Noun.values))
    found = {record.pk: record for record in records.select_related("as_testimony__witness")}
    events: dict[int, list[Event]] = defaultdict(list)
    ordered = Event.objects.filter(record__in=wanted).order_by("pk")
    for event in ordered.select_related("actor__user", "remark"):
        events[event.record_id].append(event)
    published = _published(wanted)
    actor = Actor.objects.filter(user=user.pk).values_list("pk", flat=True).first()
    return [
        _entry(found[key], events[key], *published.get(key, (0, 0)), user, actor)
        for key in wanted
        if key in found
    ]


def _entry(
    record: Record, events: list[Event], versions: int, last_published: int, user: Any, actor: str | None
) -> Entry:
    whole = getattr(record, f"as_{record.noun}")
    since = [event for event in events if event.pk > last_published]
    mine = any(event.actor_id == actor and event.action in AUTHORSHIP for event in since)
    submit, back = _last(since, Action.SUBMIT), _last(since, Action.RETURN)
    held = held_by(record.stage, since)
    waits_under_it = _after(back, submit) and _after(back, _last(since, Action.REOPEN))
    return Entry(
        record=record,
        title=str(whole) or f"#{record.pk}",
        model="camp" if hasattr(whole, "kind") and whole.kind == "camp" else record.noun,
        version=versions + 1,
        submit=submit,
        taken_up=held,
        returned=back if waits_under_it else None,
        sent_back=back,
        last=events[-1] if events else None,
        mine=mine,
        may_review=not mine and _REVIEW.open_to(user, record.noun),
        has_it=held is not None and held.actor.pk == actor,
    )


def _published(keys: list[int]) -> dict[int, tuple[int, int]]:
    """By record: how many versions, and the event of the last."""
    rows = LedgerRow.objects.filter(record__in=keys, kind=LedgerKind.PUBLISHED).order_by()
    counted = rows.values("record").annotate(versions=Count("number"), last=Max("event_id"))
    return {row["record"]: (row["versions"], row["last"]) for row in counted}


def _last(events: list[Event], action: Action) -> Event | None:
    return next((event for event in reversed(events) if event.action == action), None)


def _after(one: Event | None, other: Event | None) -> bool:
    return one is not None and (other is None or one.pk > other.pk)


def ago(at: str) -> str:
    """How long ago a moment was: “4 days”, “3 hours”, “just now”."""
    minutes = int((datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds() // 60)
    for unit, size in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        count = minutes // size
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "just now"
