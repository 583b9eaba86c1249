"""The archive as a contender: the engine at the same work as the others, and the whole door."""

from typing import Any

from search import SearchRequest, find
from tests.performance.peers import Answer
from tests.performance.questions import Question


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


def contenders() -> list[Door]:
    """The archive's own, first the engine alone, then the door."""
    return [Door(), Door()]
