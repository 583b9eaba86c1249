"""What in a record wants a second look, though it may be right: told at entry and again at review.

The sources contradict each other, so these are warnings and nothing is refused for them. They are read from
working rows and from public claims only, and name other records by identifier or key, never by title.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from testimonies import duplicates, ledger
from testimonies.documents import ClaimDocument
from testimonies.models import Record, Stay, Testimony
from testimonies.vocabulary import EntityKind, Noun, Property

_OPENED, _CLOSED, _REOPENED = "opened", "closed", "reopened"


@dataclass(frozen=True)
class Edge:
    """A day at which a camp's known life begins or ends, and the identifier of the claim that says so."""

    day: date
    claim: str


@dataclass(frozen=True)
class Life:
    """What public claims say of when a camp was open; None where they leave that side open."""

    opening: Edge | None
    closing: Edge | None


def warnings_of(record: Record) -> list[str]:
    """What to check in a working record, a sentence or two each; empty for most. Four queries a stay."""
    whole = record.whole()
    if not isinstance(whole, Testimony):
        return []
    stays = whole.stays.select_related("camp").order_by("pk")
    return [*(line for stay in stays for line in _of_stay(stay)), *_entered_before(whole)]


def known_life(camp: str) -> Life:
    """The known life of a camp, by identifier, from its public claims that it was opened or closed."""
    claims = {
        item.identifier: item.document
        for item in ledger.mentioning(camp, "subject", noun=Noun.CLAIM)
        if item.document and item.document.property == Property.STATUS
    }
    return Life(_first_opening(claims), _last_closing(claims))


def _entered_before(testimony: Testimony) -> Iterator[str]:
    for other in duplicates.of_record(testimony):
        yield (
            f"{other.word} may be the same account ({other.why}). "
            "If it is, go on with one of the two; if not, leave both."
        )


def _of_stay(stay: Stay) -> Iterator[str]:
    camp = stay.camp
    if camp.kind not in (EntityKind.CAMP, EntityKind.ZONE):
        yield (
            f"A stay is at “{camp}”, a {camp.get_kind_display()}, neither a camp nor a zone. "
            "Check that this is what the source says."
        )
    if camp.kind == EntityKind.CAMP and camp.identifier:
        yield from _outside(stay, known_life(camp.identifier))


def _outside(stay: Stay, life: Life) -> Iterator[str]:
    where = f"The stay at “{stay.camp}” ({stay.period})"
    check = "Check the camp and the period; the sources may contradict each other."
    if life.opening and stay.period_latest and stay.period_latest < life.opening.day:
        yield (
            f"{where} ends before the camp's earliest known opening, "
            f"{life.opening.day.year} ({life.opening.claim}). {check}"
        )
    if life.closing and stay.period_earliest and stay.period_earliest > life.closing.day:
        yield (
            f"{where} begins after the camp's latest known closing, "
            f"{life.closing.day.year} ({life.closing.claim}). {check}"
        )


def _first_opening(claims: dict[str, ClaimDocument]) -> Edge | None:
    """The earliest day any dated opening may fall on; None when one of them has no earliest day."""
    edges: list[Edge] = []
    for identifier, claim in sorted(claims.items()):
        if claim.value == _OPENED and claim.as_of:
            if claim.as_of.earliest is None:
                return None
            edges.append(Edge(claim.as_of.earliest, identifier))
    return min(edges, key=lambda edge: edge.day, default=None)


def _last_closing(claims: dict[str, ClaimDocument]) -> Edge | None:
    """The latest day any dated closing may fall on; None when that is open or the camp may have reopened."""
    edges: list[Edge] = []
    for identifier, claim in sorted(claims.items()):
        if claim.value == _CLOSED and claim.as_of:
            if claim.as_of.latest is None:
                return None
            edges.append(Edge(claim.as_of.latest, identifier))
    last = max(edges, key=lambda edge: edge.day, default=None)
    return last if last and not any(_opens_after(claim, last.day) for claim in claims.values()) else None


def _opens_after(claim: ClaimDocument, day: date) -> bool:
    said = claim.as_of
    if claim.value == _REOPENED:
        return said is None or said.latest is None or said.latest > day
    return claim.value == _OPENED and said is not None and said.earliest is not None and said.earliest > day
