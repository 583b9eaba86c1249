"""Other systems beside this one: what a source says of each, every number with what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testimonies.documents import ClaimDocument
from testimonies.ledger import Published
from testimonies.views.claims import in_order
from testimonies.views.shelf import content
from testimonies.vocabulary import Metric, Property

COLUMNS = {
    Property.POPULATION: _("People"),
    Property.MORTALITY: _("Deaths"),
    Property.COMPARISON: _("Purpose and means"),
}

Place = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """One system, with the claims of each column in the order of COLUMNS."""

    system: Published
    cells: list[list[Published]]


@dataclass(frozen=True)
class Comparison:
    """The table, the metrics its column of people mixes, and comparisons that are made in words."""

    rows: list[Row]
    metrics: list[Metric]
    words: list[Published]
    columns: tuple[Promise, ...] = tuple(COLUMNS.values())


def comparison(
    claims: list[Published], own: str, others: list[str], entities: dict[str, Published]
) -> Comparison:
    """The systems in `others` beside the system `own`.

    Of `own` only what is said at the same place of the same source as a claim on another system stands in
    the table; everything else said of it has a page of its own.
    """
    about = [item for item in claims if content(item).property in COLUMNS]
    elsewhere = [item for item in about if content(item).subject in others]
    places = {place for item in elsewhere for place in _places(content(item))}
    mine = [item for item in about if content(item).subject == own]
    beside = [item for item in mine if places.intersection(_places(content(item)))]
    listed = [key for key in (own, *others) if key in entities] if elsewhere else []
    rows = [_row(entities[key], [*beside, *elsewhere]) for key in listed]
    compared = (item for item in mine if content(item).property == Property.COMPARISON)
    words = in_order(item for item in compared if item not in beside)
    return Comparison(rows, _metrics(rows), words)


def _places(claim: ClaimDocument) -> Iterable[Place]:
    return ((claim.property, reference.source, reference.locator) for reference in claim.references)


def _row(system: Published, claims: list[Published]) -> Row:
    own = in_order(item for item in claims if content(item).subject == system.identifier)
    return Row(system, [[item for item in own if content(item).property == column] for column in COLUMNS])


def _metrics(rows: list[Row]) -> list[Metric]:
    found = {content(item).metric for row in rows for item in row.cells[0]}
    return [metric for metric in Metric if metric in found]
