"""The timeline: openings, closings, transfers and events, each a claim, by decade, filtered by a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.charts.timeline import Years
from testimonies.documents import ClaimDocument
from testimonies.ledger import Published
from testimonies.views.shelf import Shelf, content, label_of
from testimonies.vocabulary import EntityKind, Noun, Property

# The first word of a status claim's value, and which turn it tells of. "Operating" tells of none.
TURNS = {
    "opened": "opening",
    "founded": "opening",
    "reopened": "opening",
    "closed": "closing",
    "closing": "closing",
    "dismantled": "closing",
    "ceased": "closing",
    "reduced": "change",
    "partly": "change",
    "enlarged": "change",
}
CHOICES = {
    Property.STATUS: _("Openings, closings and changes"),
    Property.TRANSFER: _("Transfers"),
    Property.EVENT: _("Events"),
}
# In the order of the overview, each in words.
ORDER = {
    "opening": pgettext_lazy("on the timeline", "opening"),
    "closing": pgettext_lazy("on the timeline", "closing"),
    "change": pgettext_lazy("on the timeline", "change"),
    "transfer": pgettext_lazy("on the timeline", "transfer"),
    "event": pgettext_lazy("on the timeline", "event"),
}


def turn_of(claim: ClaimDocument) -> str:
    """What a claim tells the timeline: opening, closing, change, transfer, event; empty for nothing."""
    if claim.property in (Property.TRANSFER, Property.EVENT):
        return str(claim.property)
    word = claim.value.casefold().partition(" ")[0].strip(",;")
    return TURNS.get(word, "") if claim.property == Property.STATUS else ""


UNKNOWN = {
    "camp": _("“%(value)s” is no camp of the timeline. Choose one from the list."),
    "kind": _("“%(value)s” is no kind of entity of the timeline. Choose one from the list."),
    "property": _("“%(value)s” is no choice of the timeline. Choose one from the list."),
}
Choices = list[tuple[str, str | Promise]]


class Filter(forms.Form):
    """What the timeline is narrowed to; nothing chosen is everything."""

    camp = forms.ChoiceField(required=False, label=_("Camp"))
    kind = forms.ChoiceField(required=False, label=_("Kind"))
    property = forms.ChoiceField(required=False, label=_("What"))

    def __init__(self, data: QueryDict, camps: list[Published], kinds: list[EntityKind]) -> None:
        super().__init__({name: _slug(data.get(name, ""), camps) for name in self.base_fields})
        named: Choices = [(item.identifier, label_of(item).text) for item in camps]
        known: Choices = [(kind.value, str(kind.label)) for kind in kinds]
        told: Choices = [(key.value, word) for key, word in CHOICES.items()]
        self._offer("camp", [("", _("every camp")), *named])
        self._offer("kind", [("", _("any kind")), *known])
        self._offer("property", [("", _("everything")), *told])

    def _offer(self, name: str, choices: Choices) -> None:
        field: Any = self.fields[name]
        field.choices = choices
        field.error_messages["invalid_choice"] = UNKNOWN[name]


def _slug(value: str, camps: list[Published]) -> str:
    """A camp's identifier where its number was given; anything else as it is."""
    numbers = {str(content(item).camp.number): item.identifier for item in camps if content(item).camp}
    return numbers.get(value.strip(), value.strip())


@dataclass(frozen=True)
class Line:
    """One line of the overview: every claim on one turn of one entity."""

    entity: Published
    turn: str
    claims: list[Published]
    first: bool

    @property
    def words(self) -> Promise:
        """The turn in words."""
        return ORDER[self.turn]


@dataclass(frozen=True)
class Decade:
    """The claims that stand in one decade; `first` is None for those without a date."""

    first: int | None
    claims: list[Published]


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The page; 400 with a message for a filter that means nothing. Four queries."""
    entities = {item.identifier: item for item in ledger.listing(Noun.ENTITY)}
    every = ledger.listing(Noun.CLAIM)
    told = [item for item in every if turn_of(content(item)) and content(item).subject in entities]
    form = _form(request.GET, entities, told)
    wholes = _wholes(every)
    claims = [item for item in told if _asked(item, form, entities, wholes)] if form.is_valid() else []
    context = {
        "section": "timeline",
        "form": form,
        "claims": claims,
        "shelf": Shelf(entities) | Shelf.of(content(item) for item in claims),
        "years": Years.around((content(item).as_of for item in claims), at_least=(1950, 2026)),
        "lines": lines(claims, entities),
        "decades": decades(claims),
        "narrowed": any(form.data.values()),
    }
    return render(request, "testimonies/timeline.html", context, status=200 if form.is_valid() else 400)


def _form(data: QueryDict, entities: dict[str, Published], told: list[Published]) -> Filter:
    camps = sorted((item for item in entities.values() if _kind(item) == EntityKind.CAMP), key=_place)
    kinds = {_kind(entities[content(item).subject]) for item in told}
    return Filter(data, camps, [kind for kind in EntityKind if kind in kinds])


def _kind(item: Published) -> EntityKind:
    kind: EntityKind = content(item).kind
    return kind


def _wholes(claims: Iterable[Published]) -> dict[str, set[str]]:
    """What an entity is said to be part of, by identifier."""
    found: dict[str, set[str]] = {}
    for item in claims:
        if content(item).property == Property.PART and content(item).object:
            found.setdefault(content(item).subject, set()).add(content(item).object)
    return found


def _asked(
    item: Published, form: Filter, entities: dict[str, Published], wholes: dict[str, set[str]]
) -> bool:
    claim, asked = content(item), form.cleaned_data
    concerned = {claim.subject, claim.object, *claim.alternatives, *wholes.get(claim.subject, ())}
    return (
        asked["camp"] in ("", *concerned)
        and asked["kind"] in ("", _kind(entities[claim.subject]))
        and asked["property"] in ("", claim.property)
    )


def lines(claims: list[Published], entities: dict[str, Published]) -> list[Line]:
    """The overview: entities in the order of camps, each with its turns in the order of ORDER."""
    grouped: dict[tuple[str, str], list[Published]] = {}
    for item in claims:
        grouped.setdefault((content(item).subject, turn_of(content(item))), []).append(item)
    keys = sorted(grouped, key=lambda key: (_place(entities[key[0]]), list(ORDER).index(key[1])))
    before = ["", *(subject for subject, _turn in keys)]
    return [
        Line(entities[subject], turn, grouped[subject, turn], subject != previous)
        for (subject, turn), previous in zip(keys, before, strict=False)
    ]


def _place(item: Published) -> tuple[int, int, str]:
    """Systems first, then camps by number with their zones, then the rest by heading."""
    entity = content(item)
    if entity.kind == EntityKind.SYSTEM:
        return 0, 0, item.identifier
    number = _number(item)
    return (1, number, item.identifier) if number else (2, 0, entity.heading.casefold())


def _number(item: Published) -> int:
    """The number of a camp, or of the camp whose identifier a zone's begins with; 0 for others."""
    facts = content(item).camp
    if facts and facts.number:
        return int(facts.number)
    head, _dash, rest = item.identifier.partition("-")
    digits = rest.partition("-")[0]
    return int(digits) if content(item).kind == EntityKind.ZONE and head and digits.isdigit() else 0


def decades(claims: list[Published]) -> list[Decade]:
    """Claims by the decade in which they may begin, or end where no beginning is told.

    Decades between the first and the last are there without a claim too; those without a date come last.
    """
    grouped: dict[int, list[Published]] = {}
    undated = []
    for item in sorted(claims, key=_order):
        day = _day(item)
        if day is None:
            undated.append(item)
        else:
            grouped.setdefault(day.year // 10 * 10, []).append(item)
    span = range(min(grouped), max(grouped) + 1, 10) if grouped else ()
    found = [Decade(first, grouped.get(first, [])) for first in span]
    return found + ([Decade(None, undated)] if undated else [])


def _day(item: Published) -> date | None:
    period = content(item).as_of
    return (period.earliest or period.latest) if period else None


def _order(item: Published) -> tuple[date, str]:
    return _day(item) or date.max, item.identifier
