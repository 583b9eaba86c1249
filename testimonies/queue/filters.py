"""Which part of the queue is asked for. The address carries it, so that it can be kept and sent on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from testimonies.holding import TAKES, lapse_moment
from testimonies.models import Actor, Disagreement, Entity, Event, Passage, Record, Stay, Testimony, Topic
from testimonies.transitions import Action
from testimonies.vocabulary import EntityKind, Noun, Stage


class Waits(TextChoices):
    """What an entry waits for."""

    REVIEW = "review", _("For review")
    RETURNED = "returned", _("Returned")
    WITHDRAW = "withdraw", _("To withdraw")


class Holds(TextChoices):
    """Who has an entry."""

    NOBODY = "nobody", _("nobody")
    ME = "me", _("me")
    ANYONE = "anyone", _("someone")


@dataclass(frozen=True)
class Filters:
    """What is asked of the queue. `camp` and `topic` are slugs, `by` the key of an actor; empty is any."""

    waits: Waits = Waits.REVIEW
    camp: str = ""
    topic: str = ""
    by: str = ""
    kind: str = ""
    held: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Filters":
        """The filters that an address carries; what is no term of a list is left out."""
        waits = asked.get("waits", "")
        kind, held = asked.get("kind", ""), asked.get("held", "")
        return cls(
            waits=Waits(waits) if waits in Waits.values else Waits.REVIEW,
            camp=asked.get("camp", ""),
            topic=asked.get("topic", ""),
            by=asked.get("by", ""),
            kind=kind if kind in Noun.values else "",
            held=held if held in Holds.values else "",
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but the list is chosen."""
        return any((self.camp, self.topic, self.by, self.kind, self.held))

    def query(self, **changes: Any) -> str:
        """The query of an address with these filters, some changed: "?camp=kwalliso-18&page=2"."""
        waits = "" if self.waits == Waits.REVIEW else self.waits.value
        own = {name: getattr(self, name) for name in ("camp", "topic", "by", "kind", "held")}
        given = {key: value for key, value in ({"waits": waits} | own | changes).items() if value}
        return f"?{urlencode(given)}" if given else "?"

    def narrowed(self, records: QuerySet[Record], actor: str | None) -> QuerySet[Record]:
        """Those of the records that fit; `actor` is who asks, for what they have taken up."""
        if self.kind:
            records = records.filter(noun=self.kind)
        if self.camp:
            records = records.filter(_of_camp(self.camp))
        if self.topic:
            records = records.filter(_of_topic(self.topic))
        if self.by:
            submits = Event.objects.filter(record=OuterRef("pk"), action=Action.SUBMIT).order_by("-pk")
            records = records.annotate(by=Subquery(submits.values("actor")[:1])).filter(by=self.by)
        return _held(records, self.held, actor) if self.held else records


def _of_camp(slug: str) -> Q:
    """Accounts of a stay there, claims about it, questions about it, and the camp itself."""
    asked = Disagreement.subjects.through._default_manager.filter(entity__slug=slug)
    return (
        Q(pk__in=Stay.objects.filter(camp__slug=slug).values("testimony"))
        | Q(as_claim__subject__slug=slug)
        | Q(as_entity__slug=slug)
        | Q(pk__in=asked.values("disagreement"))
    )


def _of_topic(slug: str) -> Q:
    """Accounts on it, as a whole or in a passage, and the topic itself."""
    whole = Testimony.topics.through._default_manager.filter(topic__slug=slug)
    passages = Passage.objects.filter(topics__slug=slug)
    return (
        Q(pk__in=whole.values("testimony")) | Q(pk__in=passages.values("testimony")) | Q(as_topic__slug=slug)
    )


def _held(records: QuerySet[Record], held: str, actor: str | None) -> QuerySet[Record]:
    takes = Event.objects.filter(record=OuterRef("pk"), action__in=TAKES).order_by("-pk")
    records = records.annotate(holder=Subquery(takes.values("actor")[:1]))
    touched = Event.objects.filter(record=OuterRef("pk"), actor=OuterRef("holder"), at__gte=lapse_moment())
    has = Q(stage=Stage.IN_REVIEW) & Q(Exists(touched))
    if held == Holds.ME:
        return records.filter(stage=Stage.IN_REVIEW, holder=actor)
    return records.filter(has) if held == Holds.ANYONE else records.exclude(has)


def options() -> dict[str, list[tuple[str, str]]]:
    """What each filter can be, as value and words: public camps and topics, for addresses are logged.

    Three queries.
    """
    camps = Entity.objects.filter(kind=EntityKind.CAMP, identifier__isnull=False).order_by("heading")
    topics = Topic.objects.filter(identifier__isnull=False).order_by("label_en")
    people = Actor.objects.filter(Exists(Event.objects.filter(actor=OuterRef("pk"), action=Action.SUBMIT)))
    return {
        "camp": list(camps.values_list("slug", "heading")),
        "topic": list(topics.values_list("slug", "label_en")),
        "by": sorted(((a.pk, str(a)) for a in people.select_related("user")), key=lambda pair: pair[1]),
        "kind": [(value, str(words)) for value, words in Noun.choices],
        "held": [(value, str(words)) for value, words in Holds.choices],
    }
