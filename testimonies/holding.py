"""Who has taken an entry up for review, since when, and whether that has lapsed.

Read from the events of the workflow: nothing else is kept. To have an entry gives no right that others lose;
it says who reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from testimonies.models import Actor, Event
from testimonies.transitions import Action
from testimonies.vocabulary import Stage

# Who took an entry up and has not touched it for this long does not have it any more.
LAPSES = timedelta(hours=24)
TAKES = frozenset({Action.START, Action.TAKE_OVER})
ENDS = frozenset({Action.RELEASE, Action.RETURN, Action.APPROVE, Action.ERASE})


@dataclass(frozen=True)
class Held:
    """That someone has an entry: who, since when, and when they last did something to it."""

    actor: Actor
    since: str
    touched: str

    @property
    def lapsed(self) -> bool:
        """Whether it was left lying for too long."""
        return self.touched < lapse_moment()

    @property
    def day(self) -> str:
        """Since when, to the minute: “2026-11-25 14:02”."""
        return self.since[:16].replace("T", " ")


def lapse_moment() -> str:
    """The moment, RFC 3339, after which one must have touched an entry in order to have it still."""
    moment = datetime.now(UTC) - LAPSES
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def held_by(stage: str, events: Iterable[Event]) -> Held | None:
    """Who has the entry at this stage, from its events in order; None when nobody does."""
    if stage != Stage.IN_REVIEW:
        return None
    held: Held | None = None
    for event in events:
        if event.action in TAKES:
            held = Held(event.actor, event.at, event.at)
        elif event.action in ENDS:
            held = None
        elif held and event.actor_id == held.actor.pk:
            held = Held(held.actor, held.since, event.at)
    return held


def holder(record_id: int, stage: str) -> Held | None:
    """Who has this record now. One query."""
    events = Event.objects.filter(record_id=record_id).select_related("actor__user").order_by("pk")
    return held_by(stage, events) if stage == Stage.IN_REVIEW else None
