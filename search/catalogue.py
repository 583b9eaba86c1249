"""The one door into the search: a request in, a page of public records out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from search import authorities, compile, facets, marking, suggestions, syntax
from search.authorities import Authorities, Authority
from search.compile import Context, Plan, Reading
from search.describe import describe
from search.engine import backend
from search.request import Also, Hit, Offer, SearchPage, SearchRequest
from search.shelf import SearchUnavailable
from search.snapshot import Row, Snapshot
from search.texts import periods_of, pieces_of
from testimonies import ledger
from testimonies.addresses import address, address_of
from testimonies.documents import Document, PeriodDocument, title_of

SNIPPETS = 2


def find(request: SearchRequest) -> SearchPage:
    """The page a request asks for. Three queries to the database.

    Raises QueryError for a query that cannot be read, SearchUnavailable when there is no index to trust.
    """
    started = perf_counter()
    search = _Search(request)
    page = search.page()
    return SearchPage(**page, took_ms=round((perf_counter() - started) * 1000, 1))


@dataclass(frozen=True)
class _Matches:
    scores: dict[Row, float]
    tally: facets.Tally


class _Search:
    """One search on one snapshot: all its stages see the same ledger number."""

    def __init__(self, request: SearchRequest) -> None:
        self.request = request
        self.node = syntax.parse(request.q)
        head = ledger.head()
        self.known: Authorities = authorities.current(head)
        self.snapshot: Snapshot = backend().snapshot()
        if self.snapshot.held > head.number:
            raise SearchUnavailable("the index belongs to another ledger")
        self.context = Context(self.known, self.snapshot.reader, request.spelling != "exact")

    def page(self) -> dict[str, Any]:
        plan = compile.compile_query(self.node, self.context)
        matches = self._matches(plan)
        hits, lost = self._hits(plan, matches)
        total = len(matches.tally.passing) - lost
        return {
            "request": self.request,
            "hits": hits,
            "total": total,
            "facets": facets.choices(matches.tally, self.request, self.known),
            "years": facets.spans(matches.tally.dated, 1),
            "decades": facets.spans(matches.tally.dated, 10),
            "undated": sum(not row.periods for row in matches.tally.passing),
            "camp_labels": {camp: self.known.label(camp) for hit in hits for camp in hit.camps},
        } | self._said(plan, total)

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

    def _matches(self, plan: Plan) -> _Matches:
        scores = backend().visible(self.snapshot, self.snapshot.evaluate(plan.query))
        return _Matches(scores, facets.tally(scores, self.request, self.known))

    def count(self, node: syntax.Node | None) -> int:
        """How many records another query would give under the same filters."""
        return len(self._matches(compile.compile_query(node, self.context)).tally.passing)

    def _hits(self, plan: Plan, matches: _Matches) -> tuple[tuple[Hit, ...], int]:
        """The hits of the page, and how many of its rows turned out not to be public."""
        order = facets.ORDERS[self.request.sort]
        ordered = sorted(matches.tally.passing, key=lambda row: order(row, matches.scores[row]))
        start = (self.request.page - 1) * self.request.size
        rows = ordered[start : start + self.request.size]
        public = ledger.many(row.identifier for row in rows)
        shown = [row for row in rows if row.identifier in public and public[row.identifier].document]
        hits = tuple(_hit(row, public[row.identifier], plan, self.known) for row in shown)
        return hits, len(rows) - len(shown)


class _Offers:
    """What to try when nothing was found; each offer was counted through the same gate."""

    def __init__(self, search: _Search) -> None:
        self.search, self.q = search, search.request.q

    def suggestion(self) -> str | None:
        """A spelling that finds something."""
        candidates = suggestions.respelled(self.q, self.search.node, self.search.context)
        return next((q for q in candidates if self._total(q)), None)

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


def _hit(row: Row, item: ledger.Published, plan: Plan, known: Authorities) -> Hit:
    document: Any = item.document
    title = title_of(document)
    pieces = pieces_of(document)
    shown = marking.best(pieces, plan.marks)[:SNIPPETS]
    in_title = marking.find(title, plan.marks)
    snippets = [marking.snippet(found) for _piece, found in shown] or [
        marking.opening(p.text) for p in pieces[:1]
    ]
    said = _first_said([found for _piece, found in shown] + [in_title])
    return Hit(
        identifier=item.identifier,
        kind=item.noun,
        version=item.version,
        day=item.day,
        url=address_of(item),
        title=title,
        language=getattr(document, "language", "en"),
        snippets=tuple(snippets),
        passage=shown[0][0].passage if shown else None,
        matched=_reasons(row, plan.readings, bool(in_title.spans), bool(shown), known),
        camps=tuple(sorted(one for one in row.about if known.is_camp(one))),
        sources=tuple(sorted(row.sources)),
        period=_period(document),
        said=said,
        spelling_of=_spelling_of(said, plan.readings, row),
    )


def _first_said(found: Iterable[marking.Found]) -> str:
    return next((one.text[one.spans[0][0] : one.spans[0][1]] for one in found if one.spans), "")


def _spelling_of(said: str, readings: list[Reading], row: Row) -> str:
    """The label of the name that a marked word is another spelling of; first the one referred to."""
    if not said or said.casefold() in {reading.said.casefold() for reading in readings}:
        return ""
    meant = [one for reading in readings for one in reading.meant if one.label.casefold() != said.casefold()]
    meant.sort(key=lambda one: (one.identifier != row.identifier, one.identifier not in row.refs))
    return meant[0].label if meant else ""


def _reasons(
    row: Row, readings: list[Reading], title: bool, text: bool, known: Authorities
) -> tuple[str, ...]:
    meant = {one.identifier for reading in readings for one in reading.meant}
    names = [f"name:{one}" for one in sorted(meant) if known.with_narrower(one) & row.refs]
    return (*(["title"] if title else []), *(["text"] if text else []), *names)


def _also(readings: list[Reading]) -> tuple[Also, ...]:
    pairs = [(reading.said, meant) for reading in readings for meant in reading.meant]
    return tuple(_also_one(said, meant) for said, meant in pairs)


def _also_one(said: str, meant: Authority) -> Also:
    others = tuple(form for form in meant.forms if form.casefold() != said.casefold())
    return Also(
        meant.identifier, meant.label, address(meant.identifier, meant.noun, meant.kind), said, others
    )


def _period(document: Document) -> PeriodDocument | None:
    """When it happened; several periods as one, from the first day to the last."""
    periods = periods_of(document)
    if len(periods) < 2:
        return periods[0] if periods else None
    begins, ends = [one.earliest for one in periods], [one.latest for one in periods]
    earliest = None if None in begins else min(day for day in begins if day)
    latest = None if None in ends else max(day for day in ends if day)
    edtf = f"{earliest or '..'}/{latest or '..'}"
    return PeriodDocument(
        text="; ".join(one.text for one in periods), edtf=edtf, earliest=earliest, latest=latest
    )
