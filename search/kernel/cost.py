"""What a query would cost, from document frequencies alone, before anything runs.

A unit is a posting that is read, or a position that is compared; a term that is looked up counts as many as
can be read in the same time. The bound keeps the dearest query that is answered under a second of CPU.
"""

from __future__ import annotations

from dataclasses import dataclass

from whoosh import query as wq

from search.kernel.evaluate import Evaluation
from search.syntax import QueryError

TERM = 1_000  # units for each term
PLACES = 4  # units for each entry where positions are compared


@dataclass(frozen=True)
class Cost:
    """Terms that are looked up, units that are read, levels of the tree; of a query, or at most allowed."""

    terms: int
    units: int
    depth: int


MOST = Cost(terms=1_500, units=20_000_000, depth=40)


def cost(query: wq.Query, evaluation: Evaluation) -> Cost:
    """What a query would cost."""
    if isinstance(query, wq.Phrase):
        each = [evaluation.estimate(wq.Term(query.fieldname, word)) for word in query.words]
        # Positions are compared at most as often as the rarest word stands somewhere.
        return Cost(len(each), sum(each) + PLACES * len(each) * min(each, default=0) + TERM * len(each), 1)
    if isinstance(query, wq.Not):
        inner = cost(query.query, evaluation)
        return Cost(inner.terms, inner.units + evaluation.collection.size, inner.depth + 1)
    if isinstance(query, wq.ConstantScoreQuery):
        return cost(query.child, evaluation)
    if isinstance(query, wq.And | wq.Or | wq.AndMaybe):
        parts = [cost(one, evaluation) for one in query.children()]
        deepest = max((part.depth for part in parts), default=0)
        return Cost(sum(p.terms for p in parts), sum(p.units for p in parts), deepest + 1)
    return Cost(1, evaluation.estimate(query) + TERM, 1)


def problem(query: wq.Query, evaluation: Evaluation, most: Cost = MOST) -> QueryError | None:
    """Why a query is refused, and how to narrow it; None when it is answered."""
    found = cost(query, evaluation)
    if found.depth > most.depth:
        return QueryError("This query is nested too deep: write it with fewer brackets.", 0)
    if found.terms > most.terms:
        return QueryError(
            "This query means %(found)s different words, and at most %(most)s are looked up: "
            "add letters before each *, or ask for fewer words.",
            0,
            found=found.terms,
            most=most.terms,
        )
    if found.units > most.units:
        return QueryError(
            "This query reads too much of the archive at once: leave out words that most records have.", 0
        )
    return None
