"""The results in other forms: a page of them as JSON or Atom, a page or all as CSV, RIS or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string

from search.guessing import guesses
from search.request import Hit, SearchPage
from testimonies import citing, ledger
from testimonies.cells import safe_cell
from testimonies.citations import ris

COLUMNS = (
    "id",
    "kind",
    "version",
    "published",
    "title",
    "camps",
    "period",
    "earliest",
    "latest",
    "snippet",
    "url",
)
_TAG = re.compile(r"</?mark>")


def as_json(page: SearchPage) -> dict[str, Any]:
    """The answer of INTERFACE.md."""
    also = [
        {"entity": one.entity, "label": one.label, "said": one.said, "forms": list(one.forms)}
        for one in page.also
    ]
    query = {
        "text": page.request.q,
        "understood": page.understood,
        "also": also,
        "ambiguous": list(page.ambiguous),
        "guesses": [
            {"entity": one.entity, "label": one.label, "said": one.said, "nearness": one.nearness}
            for one in guesses(page)
        ],
        "suggestion": page.suggestion,
        "like": {"id": page.like.identifier, "words": list(page.like.words)} if page.like else None,
        "any_word": {"q": page.any_word.q, "total": page.any_word.total} if page.any_word else None,
    }
    answer = {"query": query, "total": page.total, "page": page.page, "size": page.size}
    return answer | {
        "hits": [_hit(hit) for hit in page.hits],
        "facets": _facets(page),
        "took_ms": page.took_ms,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.identifier,
        "kind": hit.kind,
        "version": hit.version,
        "url": hit.url,
        "title": hit.title,
        "content_notes": list(hit.notes),
        "snippets": list(hit.snippets),
        "passage": hit.passage,
        "matched": list(hit.matched),
        "camps": list(hit.camps),
        "period": hit.period.model_dump(mode="json") if hit.period else None,
        "contested": hit.contested,
    }


def _facets(page: SearchPage) -> dict[str, Any]:
    lists: dict[str, Any] = {
        name: [{"value": one.value, "label": one.label, "count": one.count} for one in found]
        for name, found in page.facets.items()
    }
    lists["contested"] = [{"value": "1", "label": "Contested", "count": page.contested}]
    years = [{"year": one.first, "certain": one.certain, "possible": one.possible} for one in page.years]
    return lists | {"year": years}


def respond(form: str, page: SearchPage, request: HttpRequest) -> HttpResponse:
    """The page in one of the forms besides HTML."""
    if form in STREAMED:
        return HttpResponse("".join(_written(form, iter([page.hits]), request)), **_file(form))
    return {"json": _json, "atom": _atom}[form](page, request)


def stream(form: str, pages: Iterator[tuple[Hit, ...]], request: HttpRequest) -> StreamingHttpResponse:
    """All hits, in a form that is written while they come: CSV, RIS, JSON Lines."""
    return StreamingHttpResponse(_written(form, pages, request), **_file(form))


def _written(form: str, pages: Iterator[tuple[Hit, ...]], request: HttpRequest) -> Iterator[str]:
    return STREAMED[form][1](pages, request.build_absolute_uri("/").rstrip("/"))


def _file(form: str) -> dict[str, Any]:
    disposition = f'attachment; filename="results.{form}"'
    return {"content_type": STREAMED[form][0], "headers": {"Content-Disposition": disposition}}


def _json(page: SearchPage, request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_json(page), json_dumps_params={"ensure_ascii": False})


def _csv(pages: Iterator[tuple[Hit, ...]], site: str) -> Iterator[str]:
    yield "\ufeff" + _rows([COLUMNS])
    for hits in pages:
        yield _rows([safe_cell(cell) for cell in _cells(hit, site)] for hit in hits)


def _rows(rows: Iterable[Iterable[str]]) -> str:
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    return table.getvalue()


def _cells(hit: Hit, site: str) -> list[str]:
    period = hit.period
    days = [str(period.earliest or ""), str(period.latest or "")] if period else ["", ""]
    snippet = _plain(hit.snippets[0]) if hit.snippets else ""
    start = [hit.identifier, hit.kind, str(hit.version), hit.day, hit.title, " ".join(hit.camps)]
    return [*start, period.text if period else "", *days, snippet, site + hit.url]


def _plain(snippet: str) -> str:
    return unescape(_TAG.sub("", snippet))


def _ris(pages: Iterator[tuple[Hit, ...]], site: str) -> Iterator[str]:
    for hits in pages:
        public = ledger.many(hit.identifier for hit in hits)
        known = [public[hit.identifier] for hit in hits if hit.identifier in public]
        yield "".join(f"{ris(citing.cited(item, site))}\n" for item in known if item.document is not None)


def _jsonl(pages: Iterator[tuple[Hit, ...]], site: str) -> Iterator[str]:
    for hits in pages:
        yield "".join(f"{json.dumps(_line(hit, site), ensure_ascii=False)}\n" for hit in hits)


def _line(hit: Hit, site: str) -> dict[str, Any]:
    """A hit on a line of its own: as in JSON, with its whole address and what a citation pins."""
    pinned = {
        "published": hit.day,
        "language": hit.language,
        "ark": citing.ark_of(hit.identifier, hit.version),
    }
    return _hit(hit) | {"url": site + hit.url} | pinned


# form -> content type, writer
STREAMED = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "ris": ("application/x-research-info-systems; charset=utf-8", _ris),
    "jsonl": ("application/jsonl; charset=utf-8", _jsonl),
}


def _atom(page: SearchPage, request: HttpRequest) -> HttpResponse:
    entries = [{"hit": hit, "summary": _plain(hit.snippets[0]) if hit.snippets else ""} for hit in page.hits]
    context = {
        "page": page,
        "entries": entries,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "self": request.build_absolute_uri(),
        "updated": max((hit.day for hit in page.hits), default="1970-01-01"),
    }
    text = render_to_string("search/atom.xml", context, request)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
