"""The same page of results as JSON, CSV, RIS and Atom."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
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
    return {"json": _json, "csv": _csv, "ris": _ris, "atom": _atom}[form](page, request)


def _json(page: SearchPage, request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_json(page), json_dumps_params={"ensure_ascii": False})


def _csv(page: SearchPage, request: HttpRequest) -> HttpResponse:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    site = request.build_absolute_uri("/").rstrip("/")
    writer.writerows([safe_cell(cell) for cell in _cells(hit, site)] for hit in page.hits)
    return _file("\ufeff" + table.getvalue(), "text/csv; charset=utf-8", "results.csv")


def _cells(hit: Hit, site: str) -> list[str]:
    period = hit.period
    days = [str(period.earliest or ""), str(period.latest or "")] if period else ["", ""]
    snippet = _plain(hit.snippets[0]) if hit.snippets else ""
    start = [hit.identifier, hit.kind, str(hit.version), hit.day, hit.title, " ".join(hit.camps)]
    return [*start, period.text if period else "", *days, snippet, site + hit.url]


def _plain(snippet: str) -> str:
    return unescape(_TAG.sub("", snippet))


def _ris(page: SearchPage, request: HttpRequest) -> HttpResponse:
    public = ledger.many(hit.identifier for hit in page.hits)
    site = request.build_absolute_uri("/")
    known = [public[hit.identifier] for hit in page.hits if hit.identifier in public]
    text = "\n".join(ris(citing.cited(item, site)) for item in known if item.document is not None)
    return _file(text, "application/x-research-info-systems; charset=utf-8", "results.ris")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


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
