"""The one door into the search: a request in, a page of public records out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import Any

from whoosh import query as wq

from search import authorities, compile, facets, forgetting, suggestions, syntax
from search import like as likeness
from search.authorities import Authorities, Authority
from search.compile import Context, Plan, Reading
from search.describe import describe
from search.engine import backend
from search.hits import hit, sheet_of
from search.ordering import page_of
from search.request import LARGEST, MOST, Also, Hit, Like, Offer, SearchPage, SearchRequest
from search.shelf import SearchUnavailable
from search.snapshot import Snapshot
from testimonies import contested, ledger
from testimonies.addresses import address
from testimonies.contested import Contested


def find(request: SearchRequest) -> SearchPage:
    """The page a request asks for. Two queries to the database, three while the index is behind the ledger.

    Raises QueryError for a query that cannot be read, SearchUnavailable when there is no index to trust.
    """
    started = perf_counter()
    search = _Search(request)
    page = search.page()
    return SearchPage(**page, took_ms=round((perf_counter() - started) * 1000, 1))


def everything(request: SearchRequest) -> tuple[int, list[str]]:
    """The ledger number and the identifiers of all records a request finds, on whatever page, sorted.

    Raises what find() raises, and SearchUnavailable while the index is behind the ledger: what it finds then
    is of no one number.
    """
    return _Search(request).everything()


def every_hit(request: SearchRequest) -> Iterator[tuple[Hit, ...]]:
    """All hits of a request on whatever page, at most MOST, in its order and LARGEST at a time.

    All are of one snapshot of the index; what was withdrawn by the time its turn comes is left out. What
    find() raises is raised at once, not at the first hit.
    """
    search = _Search(request)
    return search.every_hit()


class _Search:
    """One search on one snapshot: all its stages see the same ledger number."""

    def __init__(self, request: SearchRequest) -> None:
        self.request = request
        self.node = syntax.parse(request.q)
        head = ledger.head()
        self.head = head.number
        forgetting.look(head)
        self.known: Authorities = authorities.current(head)
        self.snapshot: Snapshot = backend().snapshot()
        if self.snapshot.held > head.number:
            raise SearchUnavailable("the index belongs to another ledger")
        self.contested: Contested = contested.current(head)
        self.context = Context(self.known, self.snapshot.lexicon, request.spelling != "exact")

    def page(self) -> dict[str, Any]:
        plan, like = self._plan()
        tally = self._tally(plan)
        hits, lost = self._hits(plan, tally)
        total = len(tally.passing) - lost
        return {
            "request": self.request,
            "hits": hits,
            "total": total,
            "facets": facets.choices(tally, self.request, self.known),
            "contested": tally.contested,
            "years": facets.spans(tally, 1),
            "decades": facets.spans(tally, 10),
            "undated": tally.periods.undated(tally.passing.ids),
            "like": like,
            "camp_labels": {camp: self.known.by_id[camp].called for hit in hits for camp in hit.camps},
        } | self._said(plan, total)

    def everything(self) -> tuple[int, list[str]]:
        if self.snapshot.held != self.head:
            raise SearchUnavailable("the index has not caught up with the ledger")
        passing = self._tally(self._plan()[0]).passing
        return self.head, sorted(self.snapshot.collection.identifier(entry) for entry in passing.ids.tolist())

    def every_hit(self) -> Iterator[tuple[Hit, ...]]:
        plan = self._plan()[0]
        entries = page_of(
            self._tally(plan).passing, self.snapshot.collection, plan, self.request.sort, 0, MOST
        )
        pages = (entries[start : start + LARGEST] for start in range(0, len(entries), LARGEST))
        return (self._shown(page, plan) for page in pages)

    def _plan(self) -> tuple[Plan, Like | None]:
        """What the query asks, and beside it what a record that others are to be like asks."""
        plan = compile.compile_query(self.node, self.context)
        if not self.request.like:
            return plan, None
        alike, like = likeness.like(self.request.like, self.snapshot.collection, self.known)
        if self.node is None:
            return alike, like
        plan.query = wq.And([plan.query, alike.query])
        return plan, like

    def _said(self, plan: Plan, total: int) -> dict[str, Any]:
        """What the page says about the query itself."""
        offers = _Offers(self) if total == 0 else None
        return {
            "also": _also(plan.readings),
            "ambiguous": tuple(reading.said for reading in plan.readings if len(reading.meant) > 1),
            "understood": describe(self.node, plan.readings),
            "suggestion": offers.suggestion() if offers else None,
            "any_word": offers.any_word() if offers else None,
        }

    def _tally(self, plan: Plan) -> facets.Tally:
        found = backend().visible(self.snapshot, self.snapshot.evaluate(plan.query), self.head)
        return facets.tally(found, self.snapshot, self.request, self.known, self.contested)

    def count(self, node: syntax.Node | None) -> int:
        """How many records another query would give under the same filters."""
        return len(self._tally(compile.compile_query(node, self.context)).passing)

    def _hits(self, plan: Plan, tally: facets.Tally) -> tuple[tuple[Hit, ...], int]:
        """The hits of the page, and how many of its entries turned out not to be public."""
        asked, collection = self.request, self.snapshot.collection
        start = (asked.page - 1) * asked.size
        entries = page_of(tally.passing, collection, plan, asked.sort, start, asked.size)
        hits = self._shown(entries, plan)
        return hits, len(entries) - len(hits)

    def _shown(self, entries: list[int], plan: Plan) -> tuple[Hit, ...]:
        """Those of some entries that are public now, as hits. One query."""
        identifiers = [self.snapshot.collection.identifier(entry) for entry in entries]
        rows = ledger.rows_of(identifiers)
        sheets = ((rows[one], sheet_of(rows[one])) for one in identifiers if one in rows)
        shown = [(row, sheet) for row, sheet in sheets if sheet]
        sought = plan.marks.sought()
        return tuple(
            hit(row, sheet, sought, plan.readings, self.known, row.identifier in self.contested)
            for row, sheet in shown
        )


class _Offers:
    """What to try when nothing was found; each offer was counted through the same gate."""

    def __init__(self, search: _Search) -> None:
        self.search, self.q = search, search.request.q

    def suggestion(self) -> str | None:
        """A spelling that finds something."""
        candidates = suggestions.respelled(self.q, self.search.node, self.search.context)
        return next((q for q in islice(candidates, suggestions.TRIED) if self._total(q)), None)

    def any_word(self) -> Offer | None:
        """The query for any of the words instead of all."""
        q = suggestions.any_of(self.q, self.search.node)
        total = self._total(q) if q else 0
        return Offer(str(q), total) if total else None

    def _total(self, q: str) -> int:
        try:
            return self.search.count(syntax.parse(q))
        except syntax.QueryError:
            return 0


def _also(readings: list[Reading]) -> tuple[Also, ...]:
    pairs = [(reading.said, meant) for reading in readings for meant in reading.meant]
    return tuple(_also_one(said, meant) for said, meant in pairs)


def _also_one(said: str, meant: Authority) -> Also:
    others = tuple(form for form in meant.forms if form.casefold() != said.casefold())
    return Also(
        meant.identifier, meant.called, address(meant.identifier, meant.noun, meant.kind), said, others
    )
