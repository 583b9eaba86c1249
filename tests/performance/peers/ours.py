"""The archive as a contender: the engine at the same work as the others, and the whole door."""

from typing import Any

from search import SearchRequest, authorities, compile, facets, find, marking, syntax
from search.engine import backend
from search.hits import Sheet, sheet_of
from search.kernel.evaluate import Matches
from search.ordering import page_of
from search.snapshot import Snapshot
from testimonies import contested, ledger
from tests.performance.peers import PAGE, Answer
from tests.performance.questions import Question


class Engine:
    """The index alone, at the work the others do: page, exact total, snippets, facets."""

    name = "the engine"

    def __init__(self) -> None:
        self.known, self.contested = authorities.current(), contested.current()

    def answer(self, question: Question) -> Answer:
        """Only what the question asks for, as with the others."""
        snapshot, request = backend().snapshot(), request_of(question)
        context = compile.Context(self.known, snapshot.lexicon, True)
        plan = compile.compile_query(syntax.parse(question.text), context)
        found, counted = self._counted(snapshot, request, snapshot.evaluate(plan.query), question)
        entries = page_of(found, snapshot.collection, plan, request.sort, 0, PAGE)
        identifiers = [snapshot.collection.identifier(entry) for entry in entries]
        snippets = _snippets(identifiers, plan.marks.sought()) if question.snippets else []
        return Answer(len(found), identifiers, snippets, counted)

    def _counted(
        self, snapshot: Snapshot, request: SearchRequest, found: Matches, question: Question
    ) -> tuple[Matches, dict[str, Any]]:
        if question.facets:
            tally = facets.tally(found, snapshot, request, self.known, self.contested)
            return tally.passing, dict(facets.choices(tally, request, self.known))
        if question.camp:
            camp = facets.shelved(snapshot.collection, self.known)[facets.FILTERS["camp"]].holding(
                {question.camp}
            )
            return found.where(camp[found.ids]), {}
        return found, {}


def _snippets(identifiers: list[str], sought: marking.Sought) -> list[str]:
    """The best stretch of each, as search.find takes it: from the ledger, for the index keeps no text."""
    sheets = filter(None, map(sheet_of, ledger.rows_of(identifiers).values()))
    return [_snippet(sheet, sought) for sheet in sheets]


def _snippet(sheet: Sheet, sought: marking.Sought) -> str:
    shown = marking.best(sheet.pieces, sought)[:1]
    return marking.snippet(shown[0][1]) if shown else marking.opening(sheet.pieces[0][1])


class Door:
    """search.find: documents from the database, names, explanation, facets, histogram."""

    name = "the whole door"

    def answer(self, question: Question) -> Answer:
        """Through the one door, as a page would ask it."""
        page = find(request_of(question))
        snippets = [snippet for hit in page.hits for snippet in hit.snippets]
        return Answer(page.total, [hit.identifier for hit in page.hits], snippets, dict(page.facets))


def request_of(question: Question) -> SearchRequest:
    """The request that a page would make of a question."""
    more: dict[str, Any] = {"camp": (question.camp,)} if question.camp else {}
    return SearchRequest(q=question.text, sort="date" if question.by_date else "relevance", **more)


def contenders() -> list[Engine | Door]:
    """The archive's own, first the engine alone, then the door."""
    return [Engine(), Door()]
