"""The system as a whole: rival totals, parts and wholes, who ran it, what is denied, silences."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from testimonies import differing, ledger
from testimonies.charts.decades import Decade, by_decade
from testimonies.charts.estimates import Scale
from testimonies.charts.timeline import Years
from testimonies.documents import ClaimDocument, PeriodDocument, SourceDocument, mentions
from testimonies.ledger import Published
from testimonies.views.claims import DRAWN_UNIT, Exchange, exchanges, in_order
from testimonies.views.comparison import comparison
from testimonies.views.shelf import Shelf, content
from testimonies.vocabulary import (
    ClaimKind,
    EntityKind,
    Method,
    Metric,
    Noun,
    PassageStanding,
    Property,
)

SYSTEM = "kwalliso-system"
CAMPS_UNIT = "camps"
MISMATCH, WHOLES, TWICE = "counted as something else", "parts and whole", "one source counted twice"


@dataclass(frozen=True)
class Sum:
    """A total and its parts, with what the parts come to; the sum is this archive's own arithmetic."""

    whole: Published
    parts: list[Published]
    low: Decimal
    high: Decimal
    unit: str


@dataclass(frozen=True)
class Silence:
    """One camp's line in the matrix of camps and decades."""

    camp: Published
    decades: list[Decade]
    undated: int

    @property
    def none(self) -> bool:
        """Whether no decade has anything."""
        return not any(decade.certain + decade.possible for decade in self.decades)


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """The page. Eight queries at most, nine where something was merged."""
    entities = {item.identifier: item for item in ledger.listing(Noun.ENTITY)}
    claims = ledger.listing(Noun.CLAIM)
    about = in_order(item for item in claims if content(item).subject == SYSTEM)
    others = {key for key, item in entities.items() if content(item).kind == EntityKind.SYSTEM} - {SYSTEM}
    sources = {item.identifier: item for item in ledger.listing(Noun.SOURCE)}
    agencies = in_order(item for item in claims if content(item).property == Property.AGENCY)
    context = {
        "section": "system",
        "now": entities.get(SYSTEM),
        "shelf": _shelf(entities | sources, claims),
        "agencies": agencies,
        "agency_years": _years(agencies),
        "compared": comparison(claims, SYSTEM, sorted(others), entities),
        "exchanges": _answered(claims),
        "disagreements": ledger.mentioning(SYSTEM, "about", noun=Noun.DISAGREEMENT),
        "gaps": [item for item in about if is_gap(content(item))],
        "matrices": matrices(entities.values(), claims, ledger.listing(Noun.TESTIMONY)),
    }
    context |= numbers(about) | differences_among(claims, about, sources)
    return render(request, "testimonies/system.html", context)


def _years(claims: Iterable[Published]) -> Years:
    return Years.around((content(item).as_of for item in claims), at_least=(1950, 2026))


def _shelf(known: dict[str, Published], claims: list[Published]) -> Shelf:
    """Entities and sources, and what the claims name beyond these: what was merged, or is gone."""
    named = {target for item in claims for _relation, target in mentions(content(item))}
    beyond = named - known.keys() - {item.identifier for item in claims}
    return Shelf(known) | Shelf.of([], also=beyond)


def numbers(about: list[Published]) -> dict[str, Any]:
    """The claims that count people held at one time, those that count something else, and those on camps."""
    totals = [item for item in about if _counts_held(content(item))]
    otherwise = [
        item for item in about if content(item).property == Property.POPULATION and item not in totals
    ]
    camps = [item for item in about if content(item).unit == CAMPS_UNIT and content(item).metric]
    return {
        "totals": totals,
        "years": _years(totals),
        "undated": sum(1 for item in totals if content(item).as_of is None),
        "scale": Scale.over(content(item) for item in totals),
        "otherwise": otherwise,
        "camps": camps,
        "camps_scale": Scale.over(content(item) for item in camps),
    }


def _counts_held(claim: ClaimDocument) -> bool:
    counted = claim.property in (Property.POPULATION, Property.TREND)
    numeric = claim.low is not None or claim.high is not None
    return counted and numeric and claim.unit == DRAWN_UNIT and claim.metric == Metric.STOCK


def differences_among(
    claims: list[Published], about: list[Published], sources: dict[str, Published]
) -> dict[str, Any]:
    """Parts that do not add up, one number counted as two things, and one source counted twice."""
    covered = {part for item in about for part in content(item).covers}
    known = {item.identifier: item for item in claims if content(item).subject in {SYSTEM, *covered}}
    derived = {key: _source(item).derives_from for key, item in sources.items()}
    found = differing.proposals({key: content(item) for key, item in known.items()}, derived)
    by_way: dict[str, list[list[Published]]] = {MISMATCH: [], WHOLES: [], TWICE: []}
    for proposal in found:
        if proposal.subject == SYSTEM and proposal.way in by_way:
            by_way[proposal.way].append([known[key] for key in proposal.claims])
    return {
        "sums": [_sum(group) for group in by_way[WHOLES]],
        "mismatched": _by_number(by_way[MISMATCH]),
        "twice": by_way[TWICE],
    }


def _by_number(groups: list[list[Published]]) -> list[dict[Metric, list[Published]]]:
    """For each number that is counted as several things: the claims that give it, by what they count."""
    held: dict[tuple[str | None, str | None, str], set[str]] = {}
    known = {item.identifier: item for group in groups for item in group}
    for item in known.values():
        claim = content(item)
        held.setdefault((claim.low, claim.high, claim.unit), set()).add(item.identifier)
    return [_by_metric(known[key] for key in sorted(keys)) for _number, keys in sorted(held.items(), key=str)]


def _by_metric(claims: Iterable[Published]) -> dict[Metric, list[Published]]:
    found: dict[Metric, list[Published]] = {}
    for item in in_order(claims):
        found.setdefault(content(item).metric, []).append(item)
    return found


def _source(item: Published) -> SourceDocument:
    document: SourceDocument = content(item)
    return document


def _sum(group: list[Published]) -> Sum:
    whole, *parts = group
    low, high = (
        sum((Decimal(getattr(content(part), side) or 0) for part in parts), Decimal(0))
        for side in ("low", "high")
    )
    return Sum(whole, parts, low, high, content(whole).unit)


def _answered(claims: list[Published]) -> list[Exchange]:
    """What is said of the system as a whole, beside the denials and statements that answer it."""
    own = {item.identifier: item for item in claims if content(item).subject == SYSTEM}
    return exchanges([item for item in claims if content(item).answers], own)


def is_gap(claim: ClaimDocument) -> bool:
    """Whether a claim says what the sources leave out: a reading of them made here, as evidence."""
    is_reading = claim.kind == ClaimKind.OBSERVATION and claim.method == Method.COMPILATION
    return is_reading and claim.property == Property.EVIDENCE


def matrices(
    entities: Iterable[Published], claims: list[Published], testimonies: list[Published]
) -> list[tuple[str, list[Silence]]]:
    """Camps by decade, first for accounts and then for claims, noughts included."""
    camps = [item for item in entities if content(item).camp]
    camps.sort(key=lambda item: (content(item).camp.number or 1000, item.identifier))
    return [
        (_("Testimonies that place a witness there"), [_accounts(camp, testimonies) for camp in camps]),
        (_("Claims that name a date"), [_said(camp, claims) for camp in camps]),
    ]


def _accounts(camp: Published, testimonies: list[Published]) -> Silence:
    there = [item for item in testimonies if any(s.camp == camp.identifier for s in content(item).stays)]
    periods = [_stays(item, camp) for item in there]
    return Silence(camp, by_decade(periods), sum(1 for found in periods if not found))


def _stays(testimony: Published, camp: Published) -> list[PeriodDocument]:
    stays = (stay for stay in content(testimony).stays if stay.camp == camp.identifier)
    return [stay.period for stay in stays if stay.period and stay.standing == PassageStanding.STANDS]


def _said(camp: Published, claims: list[Published]) -> Silence:
    about = [item for item in claims if camp.identifier in (content(item).subject, content(item).object)]
    dated = [[content(item).as_of] for item in about if content(item).as_of]
    return Silence(camp, by_decade(dated), len(about) - len(dated))
