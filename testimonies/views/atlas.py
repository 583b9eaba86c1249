"""All camps at a glance: a mark at the middle of a county, what is said of it, how many accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from testimonies.charts.land import Label, labels, on_the_map, project
from testimonies.documents import ClaimDocument, EntityDocument, PositionDocument
from testimonies.ledger import Published
from testimonies.views.shelf import Shelf, content
from testimonies.vocabulary import EntityKind, Property

# The first words of a status claim's value, and how the map reads them. Anything else is drawn as not told:
# that a camp was opened says nothing of its state since.
WORKING = ("open", "operating", "working", "reopened", "in operation", "active", "enlarged", "continued")
CLOSED = ("closed", "closing", "closure", "dismantled", "ceased")
IN_PART = ("reduced", "partly", "in part", "one zone")
BEGUN = ("opened",)
READINGS = {
    "working": _("said to be working"),
    "differ": _("sources differ"),
    "closed": _("said to be closed"),
    "untold": _("no claim on this"),
}


@dataclass(frozen=True)
class Row:
    """One camp in the table: what is said of its state, and how many accounts place anyone there."""

    camp: Published
    place: str
    language: str
    state: str
    claims: list[Published]
    accounts: int

    @property
    def number(self) -> int | None:
        """The camp's number."""
        facts = content(self.camp).camp
        return facts.number if facts else None

    @property
    def reading(self) -> str | Promise:
        """What the claims on its state come to, in words."""
        return READINGS[self.state]


@dataclass(frozen=True)
class Mark:
    """A mark on the map: the camps whose county has this position."""

    x: int
    y: int
    rows: list[Row]
    label: Label

    @property
    def state(self) -> str:
        """One state for the mark: the camps' own when they agree."""
        states = {row.state for row in self.rows}
        return states.pop() if len(states) == 1 else "differ"

    @property
    def place(self) -> str:
        """The name beside the numbers."""
        return self.rows[0].place

    @property
    def language(self) -> str:
        """The language of that name."""
        return self.rows[0].language


@dataclass(frozen=True)
class Atlas:
    """The map and its table; `shelf` holds what the claims refer to."""

    rows: list[Row]
    marks: list[Mark]
    shelf: Shelf


def position_of(
    identifier: str, camp: EntityDocument, places: Iterable[ClaimDocument], shelf: Shelf
) -> PositionDocument | None:
    """A camp's own position, else that of the first place a claim puts it in; None when neither has one."""
    if camp.position:
        return camp.position
    placed = (shelf.document(claim.object) for claim in places if claim.subject == identifier)
    return next((place.position for place in placed if place and place.position), None)


def atlas(entities: list[Published], claims: list[Published], testimonies: list[Published]) -> Atlas:
    """Everything on the map, from three listings of the ledger and the sources the claims rest on."""
    about = [item for item in claims if content(item).property in (Property.STATUS, Property.PLACE)]
    known = Shelf({item.identifier: item for item in entities})
    sources = {reference.source for item in about for reference in content(item).references}
    shelf = Shelf(known.found | Shelf.of([], also=sources).found)
    camps = sorted((item for item in entities if content(item).kind == EntityKind.CAMP), key=_order)
    rows = [_row(camp, about, testimonies) for camp in camps]
    return Atlas(rows, _marks(rows, about, shelf), shelf)


def _order(camp: Published) -> tuple[int, str]:
    facts = content(camp).camp
    return (facts.number if facts and facts.number else 1000, camp.identifier)


def _row(camp: Published, about: list[Published], testimonies: list[Published]) -> Row:
    states = [item for item in about if _is(item, camp, Property.STATUS)]
    accounts = sum(
        1 for item in testimonies if any(stay.camp == camp.identifier for stay in content(item).stays)
    )
    return Row(camp, *_place(content(camp)), state_of(content(item) for item in states), states, accounts)


def _place(camp: EntityDocument) -> tuple[str, str]:
    """The county or place in a camp's heading, and its language: the reader's where it is told there."""
    hangul = camp.heading_ko.partition(", ")[2] if get_language() == "ko" else ""
    return (hangul, "ko") if hangul else (camp.heading.partition(", ")[2] or camp.heading, "en")


def _is(item: Published, camp: Published, wanted: Property) -> bool:
    return bool(content(item).subject == camp.identifier and content(item).property == wanted)


def state_of(claims: Iterable[ClaimDocument]) -> str:
    """Working, closed, differ or untold: what the claims on a camp's state come to, put together."""
    found = {_reading(claim.value) for claim in claims} - {""}
    if not found:
        return "untold"
    return found.pop() if len(found) == 1 else "differ"


def _reading(value: str) -> str:
    words = value.casefold()
    if words.startswith(IN_PART):
        return "differ"
    if words.startswith(CLOSED):
        return "closed"
    return "working" if words.startswith(WORKING) and not words.startswith(BEGUN) else ""


def _marks(rows: list[Row], about: list[Published], shelf: Shelf) -> list[Mark]:
    grouped: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        places = [content(item) for item in about if _is(item, row.camp, Property.PLACE)]
        position = position_of(row.camp.identifier, content(row.camp), places, shelf)
        if position and on_the_map(*project(position.latitude, position.longitude)):
            grouped.setdefault(project(position.latitude, position.longitude), []).append(row)
    texts = [f"{', '.join(str(row.number) for row in group)} {group[0].place}" for group in grouped.values()]
    placed = labels((*point, text) for point, text in zip(grouped, texts, strict=True))
    return [Mark(*point, grouped[point], label) for point, label in zip(grouped, placed, strict=True)]
