"""The programming interface: the search, names, and the public documents. Read-only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from search import authorities, catalogue, forgetting, formats, forms
from search.naming import Meaning
from search.shelf import SearchUnavailable
from search.syntax import LONGEST, QueryError
from testimonies import ledger
from testimonies.addresses import CAMPS, NOUNS, address, address_of
from testimonies.documents import title_of
from testimonies.ledger import Published
from testimonies.views.records import reading_of
from testimonies.vocabulary import EntityKind, Noun

api = NinjaAPI(
    title=f"{settings.ARCHIVE_NAME}: public interface",
    version="1",
    description="Read-only. What is published, and nothing else.",
    urls_namespace="api-1",
)


class SearchParameters(Schema):
    """The parameters of the search, as the search page takes them."""

    q: str = ""
    camp: list[str] = []
    topic: list[str] = []
    role: list[str] = []
    source: list[str] = []
    kind: list[str] = []
    cites: list[str] = []
    witness: list[str] = []
    lang: list[str] = []
    first_year: str = Field("", alias="from")
    last_year: str = Field("", alias="to")
    dates: str = "possible"
    contested: str = ""
    spelling: str = ""
    like: str = ""
    sort: str = "relevance"
    page: str = "1"
    size: str = "20"


@api.exception_handler(QueryError)
def mistaken(request: HttpRequest, error: QueryError) -> HttpResponse:
    """400: what is wrong, and where."""
    content = {
        "message": error.message,
        "position": error.position,
        "parameter": getattr(error, "parameter", "q"),
    }
    return JsonResponse({"error": content}, status=400)


@api.exception_handler(SearchUnavailable)
def unavailable(request: HttpRequest, reason: SearchUnavailable) -> HttpResponse:
    """503: no index to trust."""
    return JsonResponse({"error": {"message": "Search is not available at the moment."}}, status=503)


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    """404: no such record or version."""
    return JsonResponse({"error": {"message": str(error) or "There is nothing here."}}, status=404)


@api.get("/search", tags=["search"], summary="Search the archive")
def search(request: HttpRequest, parameters: Query[SearchParameters]) -> Any:
    """A page of results with facets. `q` takes the query language of /search/help/."""
    return formats.as_json(catalogue.find(forms.read(request.GET)))


@api.get("/names", tags=["search"], summary="What a spelling may mean")
def names(request: HttpRequest, q: str) -> Any:
    """The entities, witnesses and topics a spelling may mean, the surest first.

    `certainty` is `recorded` for a recorded spelling or number, `spelling` for another spelling of a recorded
    name, `reading` when a doubtful letter had to be read in a looser way, `near` for a guess: the name is
    only like it. `nearness`, at most 1, is that of the nearest recorded spelling. Guesses are made when
    nothing is sure.
    """
    if len(q) > LONGEST:
        raise forms.ParameterError("q", "A name has at most %(most)s characters.", most=LONGEST)
    head = ledger.head()
    forgetting.look(head)
    known = authorities.current(head)
    return {
        "query": q,
        "entities": [_named(known.by_id[one.identifier], one) for one in known.meant_or_near(q)],
    }


def _named(one: authorities.Authority, meaning: Meaning) -> dict[str, Any]:
    return {
        "id": one.identifier,
        "kind": one.kind or one.noun,
        "label": one.label,
        "certainty": meaning.certainty,
        "nearness": meaning.nearness,
        "forms": list(one.forms),
        "url": address(one.identifier, one.noun, one.kind),
    }


@api.get("/{folder}", tags=["records"], summary="All public records of a kind")
def listed(request: HttpRequest, folder: str) -> Any:
    """Identifier, version, title and address of each; folders are those of the pages: testimonies, camps."""
    found = [item for item in ledger.listing(_noun(folder)) if folder != CAMPS or _is_camp(item)]
    return {"total": len(found), "items": [_line(item) for item in found]}


@api.get("/{folder}/{identifier}", tags=["records"], summary="The document of a record")
def record(request: HttpRequest, folder: str, identifier: str) -> Any:
    """The current public document, with its version, ledger number and hash."""
    return _document(folder, identifier, None)


@api.get("/{folder}/{identifier}/v{int:version}", tags=["records"], summary="One version of a record")
def version(request: HttpRequest, folder: str, identifier: str, version: int) -> Any:
    """The document of one version, as far as it may still be read."""
    return _document(folder, identifier, version)


def _noun(folder: str) -> Noun:
    if folder not in NOUNS:
        raise Http404(f"There is no “{folder}”. There are: {', '.join(NOUNS)}.")
    return NOUNS[folder]


def _is_camp(item: Published) -> bool:
    return getattr(item.document, "kind", None) == EntityKind.CAMP


def _document(folder: str, identifier: str, version: int | None) -> Any:
    now = ledger.current(identifier)
    if now is None or now.noun != _noun(folder) or (folder == CAMPS and now.document and not _is_camp(now)):
        raise Http404(f"No record of {folder} was ever published as {identifier}.")
    if now.document is None:
        return _gone(now)
    reading = reading_of(now, version)
    shown = reading.shown
    facts = {"id": shown.identifier, "version": shown.version, "published": shown.at, "ledger": shown.number}
    return facts | {"sha256": shown.sha256, "url": address_of(now)} | reading.document.model_dump(mode="json")


def _gone(now: Published) -> HttpResponse:
    target = ledger.current(now.into) if now.into else None
    if target is not None:
        folder = address_of(target).split("/")[1]
        return HttpResponsePermanentRedirect(f"/api/v1/{folder}/{target.identifier}")
    content = {"message": f"{now.identifier} was withdrawn.", "withdrawn": now.day, "reason": now.reason}
    return JsonResponse({"error": content}, status=410)


def _line(item: Published) -> dict[str, Any]:
    facts = {"id": item.identifier, "version": item.version, "ledger": item.number}
    return facts | {"title": title_of(item.document), "url": address_of(item)}  # type: ignore[arg-type]
