"""The results of a search on the map: how many are about each camp, noughts drawn, with a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search import catalogue, forms
from search.request import SearchPage, SearchRequest
from search.shelf import SearchUnavailable
from search.syntax import QueryError
from search.views import asked_in_words, mistaken, unavailable
from testimonies import ledger
from testimonies.charts.land import Label, apart, labels
from testimonies.views.atlas import Atlas, Row, atlas
from testimonies.vocabulary import Noun

RADIUS = 15  # of a mark, in the drawing's units: two digits fit


@dataclass(frozen=True)
class Counted:
    """A camp with the number of results about it, and the address that narrows the search to it."""

    row: Row
    count: int
    address: str


@dataclass(frozen=True)
class Spot:
    """Where a camp's mark stands: at the middle of its county (`x`, `y`), or led out from it to `at`."""

    camp: Counted
    x: int
    y: int
    at: tuple[int, int]
    label: Label

    @property
    def led_out(self) -> bool:
        """Whether the mark had to move to lie on no other."""
        return (self.x, self.y) != self.at


@require_safe
def results_on_the_map(request: HttpRequest) -> HttpResponse:
    """The map of a search; 400 when it cannot be read, 503 without an index."""
    try:
        page = catalogue.find(forms.read(request.GET))
    except QueryError as error:
        return mistaken(request, "html", error)
    except SearchUnavailable as reason:
        return unavailable(request, "html", reason)
    overview = atlas(*(ledger.listing(noun) for noun in (Noun.ENTITY, Noun.CLAIM, Noun.TESTIMONY)))
    camps = counted(overview, page)
    spots = spots_of(overview, camps)
    context = asked_in_words(page) | {
        "camps": camps,
        "spots": spots,
        "unplaced": len(camps) - len(spots),
        "back": page.request.address(),
    }
    return render(request, "search/map.html", context)


def counted(overview: Atlas, page: SearchPage) -> list[Counted]:
    """Every camp of the archive with its results, nought where it has none."""
    counts = {choice.value: choice.count for choice in page.facets["camp"]}
    return [
        Counted(row, counts.get(row.camp.identifier, 0), _narrowed(page.request, row.camp.identifier))
        for row in overview.rows
    ]


def _narrowed(asked: SearchRequest, camp: str) -> str:
    return asked.address(camp=(camp,))


def spots_of(overview: Atlas, camps: list[Counted]) -> list[Spot]:
    """A mark for each camp whose place can be drawn; several in one county are led out from its middle."""
    by_row = {one.row.camp.identifier: one for one in camps}
    placed = [(by_row[row.camp.identifier], (mark.x, mark.y)) for mark in overview.marks for row in mark.rows]
    at = apart([point for _camp, point in placed], RADIUS)
    texts = (f"{one.row.number} {one.row.place}" for one, _point in placed)
    named = labels(((*point, text) for point, text in zip(at, texts, strict=True)), RADIUS)
    return [
        Spot(one, *point, moved, label) for (one, point), moved, label in zip(placed, at, named, strict=True)
    ]
