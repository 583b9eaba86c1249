"""The page of a receipt: what a search found then, and whether it finds the same now."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search import forms, receipts
from search.receipts import NotOurs, Receipt
from search.shelf import SearchUnavailable
from search.syntax import QueryError
from search.views import mistaken, unavailable
from testimonies.vocabulary import Noun, Role, SourceKind

_TERMS = {"kind": Noun, "role": Role, "source": SourceKind}


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """A search leads to its receipt; a receipt is checked. 400 for a false one, 503 without an index."""
    form = "html"
    try:
        form = forms.format_of(request.GET, request.headers.get("Accept", ""))
        if not receipts.is_receipt(request.GET):
            return HttpResponseRedirect(request.path + receipts.issue(forms.read(request.GET)).address())
        then = receipts.read(request.GET)
        now = receipts.issue(then.request)
    except NotOurs as error:
        return _refused(request, form, error)
    except QueryError as error:
        return mistaken(request, form, error)
    except SearchUnavailable as reason:
        return unavailable(request, form, reason)
    if form == "json":
        return JsonResponse(_as_json(then, now), json_dumps_params={"ensure_ascii": False})
    return render(request, "search/receipt.html", _context(request, then, now))


def _refused(request: HttpRequest, form: str, error: NotOurs) -> HttpResponse:
    if form == "json":
        return JsonResponse({"error": {"message": str(error)}}, status=400)
    return render(request, "search/receipt_refused.html", {"error": error, "section": "search"}, status=400)


def _as_json(then: Receipt, now: Receipt) -> dict[str, Any]:
    return {
        "query": then.request.address(),
        "then": _told(then),
        "now": _told(now),
        "same": then.found_the_same(now),
    }


def _told(one: Receipt) -> dict[str, Any]:
    return {"ledger": one.ledger, "count": one.count, "sha256": one.sha256, "day": one.day.isoformat()}


def _context(request: HttpRequest, then: Receipt, now: Receipt) -> dict[str, Any]:
    return {
        "section": "search",
        "then": then,
        "now": now,
        "same": then.found_the_same(now),
        "narrowed": list(_narrowed(then)),
        "search_address": then.request.address(),
        "archive": settings.ARCHIVE_NAME,
        "here": request.build_absolute_uri(request.path) + then.address(),
    }


def _narrowed(then: Receipt) -> list[tuple[str, str]]:
    """The filters by the names they have in the address, terms of closed lists in words."""
    pairs = parse_qsl(then.request.address().removeprefix("?"))
    return [
        (name, str(_TERMS[name](value).label) if name in _TERMS else value)
        for name, value in pairs
        if name != "q"
    ]
