"""Claims on pages: one claim with what it answers, and the claims about an entity sorted by what they say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies import ledger
from testimonies.charts.estimates import Scale
from testimonies.charts.timeline import Years
from testimonies.documents import ClaimDocument, SourceDocument
from testimonies.ledger import Published
from testimonies.models import Mention
from testimonies.views.questions import standing_in
from testimonies.views.records import Reading, RecordPage, shelf_of
from testimonies.views.shelf import Shelf, content
from testimonies.vocabulary import Noun, Property, Relation

DRAWN_UNIT = "people"  # "people per camp" and the like are on no common scale with it


# How a relation reads from the other end.
_REVERSED = {
    Relation.SUPPORTS: _("Supported by"),
    Relation.CONTRADICTS: _("Contradicted by"),
    Relation.QUALIFIES: _("Qualified by"),
    Relation.SUPERSEDES: _("Superseded by"),
    Relation.WITHDRAWS: _("Withdrawn by"),
    Relation.SILENT: _("Not spoken of by"),
}


@dataclass(frozen=True)
class Related:
    """Another claim that this one has a relation to, in words; `claim` is None where it is gone."""

    words: str | Promise
    identifier: str
    claim: Published | None


class ClaimPage(RecordPage):
    """One claim, beside the claim it answers, those that answer it, and those it has another relation to."""

    noun = Noun.CLAIM
    section = "claims"
    template = "testimonies/claim.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        document: ClaimDocument = reading.document
        identifier = reading.now.identifier
        referring = ledger.mentioning(identifier, "answers", "link", noun=Noun.CLAIM)
        answers = [item for item in referring if content(item).answers == identifier]
        shelf = shelf_of(reading, [content(item) for item in referring])
        answered = shelf.documents([document.answers] if document.answers else [])
        related = [*_leading_from(document, shelf), *_leading_to(identifier, referring)]
        beside = [*answered, *(one.claim for one in related if one.claim)]
        return {
            "shelf": Shelf.of(content(item) for item in beside) | shelf,
            "answered": answered,
            "answers": answers,
            "related": related,
            "years": Years.around([document.as_of], at_least=(1950, 2026)),
            "disagreements": standing_in([identifier]),
        }


def _leading_from(claim: ClaimDocument, shelf: Shelf) -> Iterable[Related]:
    for one in claim.links:
        found = shelf.get(one.target)
        public = found if found and found.document is not None else None
        yield Related(str(one.relation.label).capitalize(), one.target, public)


def _leading_to(identifier: str, referring: Iterable[Published]) -> Iterable[Related]:
    for item in referring:
        relations = (one.relation for one in content(item).links if one.target == identifier)
        yield from (Related(_REVERSED[relation], item.identifier, item) for relation in relations)


@dataclass(frozen=True)
class Exchange:
    """A claim and the claims that answer it."""

    claim: Published
    answers: list[Published]


def answering() -> list[Published]:
    """Every public claim that answers another. Two queries."""
    rows = Mention.objects.filter(relation="answers", noun=Noun.CLAIM)
    found = ledger.many(rows.values_list("identifier", flat=True).distinct())
    return [found[key] for key in sorted(found) if found[key].document is not None]


def exchanges(answers: Iterable[Published], claims: dict[str, Published]) -> list[Exchange]:
    """Answers put beside what they answer, where that is among `claims`."""
    grouped: dict[str, list[Published]] = {}
    for answer in answers:
        if content(answer).answers in claims:
            grouped.setdefault(content(answer).answers, []).append(answer)
    return [Exchange(claims[key], grouped[key]) for key in sorted(grouped)]


@dataclass
class Sorted:
    """The claims about one entity, by what they are drawn or set as."""

    status: list[Published] = field(default_factory=list)
    people: list[Published] = field(default_factory=list)
    transfers: list[Published] = field(default_factory=list)
    places: list[Published] = field(default_factory=list)
    others: dict[str, list[Published]] = field(default_factory=dict)

    @property
    def years(self) -> Years:
        """The years of the timeline."""
        return Years.around((content(item).as_of for item in self.status), at_least=(1950, 2026))

    @property
    def scale(self) -> Scale:
        """The scale of the numbers of people."""
        return Scale.over(content(item) for item in self.people)


_PLACES = {
    Property.STATUS: "status",
    Property.POPULATION: "people",
    Property.TRANSFER: "transfers",
    Property.PLACE: "places",
}


def sort_claims(claims: Iterable[Published], identifier: str) -> Sorted:
    """Claims sorted for the page of `identifier`, each group by the earliest day it speaks of.

    Claims that only name the entity as their object are kept where they are transfers.
    """
    found = Sorted()
    for item in in_order(claims):
        document: ClaimDocument = content(item)
        if document.subject != identifier and document.property != Property.TRANSFER:
            continue
        place = _PLACES.get(document.property)
        if place == "people" and document.unit != DRAWN_UNIT:
            place = None
        if place:
            getattr(found, place).append(item)
        else:
            found.others.setdefault(str(document.property.label).capitalize(), []).append(item)
    return found


def in_order(claims: Iterable[Published]) -> list[Published]:
    """Claims by the earliest day they speak of; those without a date last."""
    return sorted(claims, key=_when)


def _when(item: Published) -> tuple[date, str]:
    period = content(item).as_of
    day = (period.earliest or period.latest) if period else None
    return day or date.max, item.identifier


def known_until(claim: ClaimDocument, shelf: Shelf) -> date | None:
    """The latest day any source of the claim is dated: until then an open end is told as certain."""
    sources = (shelf.document(reference.source) for reference in claim.references)
    dates = [source.date for source in sources if isinstance(source, SourceDocument) and source.date]
    return max((found.earliest for found in dates if found.earliest), default=None)
