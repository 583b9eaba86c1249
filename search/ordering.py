"""In which order do matches come? A table of orders; the first ones by relevance are looked at twice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from search.compile import Plan
from search.kernel.arrays import Array
from search.kernel.collection import Collection
from search.kernel.evaluate import Matches
from search.kernel.feedback import REORDERED, reordered
from search.kernel.tally import foremost, least
from search.light import is_light

SCORE_STEP = 1e-4  # scores nearer to each other than this are equal
_NEVER = 10**8  # after every day
MANY = 1000  # of more matches the best are picked out before their keys are worked out

Keys = list[Array]


def _by_relevance(found: Matches, of: Collection) -> Keys:
    steps = np.rint(found.scores / SCORE_STEP).astype(np.int64)
    return [-steps, of.noun[found.ids], of.number[found.ids]]


def _by_date(found: Matches, of: Collection) -> Keys:
    return [of.ranks("date", lambda: _dates(of))[found.ids]]


def _by_latest_date(found: Matches, of: Collection) -> Keys:
    return [of.ranks("-date", lambda: [-of.latest, -of.earliest, of.number])[found.ids]]


def _dates(of: Collection) -> Keys:
    return [*(np.where(day > 0, day, _NEVER) for day in (of.earliest, of.latest)), of.number]


def _by_publication(found: Matches, of: Collection) -> Keys:
    return [-of.number[found.ids]]


# Every order is total: it ends in the ledger number, so that pages neither repeat nor skip.
ORDERS: dict[str, Callable[[Matches, Collection], Keys]] = {
    "relevance": _by_relevance,
    "date": _by_date,
    "-date": _by_latest_date,
    "published": _by_publication,
}


def page_of(found: Matches, of: Collection, plan: Plan, sort: str, start: int, size: int) -> list[int]:
    """The entries of one page of matches in an order.

    By relevance, when the plan says so, the first hits are put in a new order, always the same number of them
    whatever the page: pages neither repeat nor skip.
    """
    twice = sort == "relevance" and plan.says_enough
    wanted = min(max(start + size, REORDERED if twice else 0), len(found))
    found = _leading(found, wanted) if sort == "relevance" else found
    order = foremost(ORDERS[sort](found, of), wanted)
    if twice and len(order) > 1:
        first = order[:REORDERED]
        anew = reordered(of, found.ids[first], found.scores[first], plan.most_said, _teaches)
        order = np.concatenate([first[anew], order[REORDERED:]])
    page: list[int] = found.ids[order[start : start + size]].tolist()
    return page


def _leading(found: Matches, wanted: int) -> Matches:
    """Without most of those whose score keeps them from being among the `wanted` best."""
    if len(found) <= MANY or not wanted:
        return found
    return found.where(found.scores >= -least(-found.scores, wanted) - SCORE_STEP)


def _teaches(form: str) -> bool:
    return not is_light(form)
