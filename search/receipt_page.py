"""The page of a receipt: what a search found then, and whether it finds the same now."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from search import forms, receipts
from search.receipts import NotOurs, Receipt
from search.shelf import SearchUnavailable
from search.syntax import QueryError
from search.views import mistaken, unavailable
from testimonies.addresses import canonical
from testimonies.vocabulary import Noun, Role, SourceKind

PARAMETERS = {
    "camp": _("camp"),
    "topic": _("topic"),
    "role": _("role"),
    "source": _("source"),
    "kind": _("kind"),
    "lang": _("lang"),
    "cites": _("cites"),
    "witness": _("witness"),
    "from": _("from"),
    "to": _("to"),
    "dates": _("dates"),
    "contested": _("contested"),
    "like": _("like"),
    "spelling": _("spelling"),
}
_TERMS = {"kind": Noun, "role": Role, "source": SourceKind}


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """A search leads to its receipt; a receipt is checked. 400 for a false one, 503 without an index."""
    form = "html"
    try:
        form = forms.format_of(request.GET, request.headers.get("Accept", ""))
        if form != "html" and canonical(request.path) != request.path:
            return HttpResponseRedirect(canonical(request.get_full_path()))
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
        "narrowed": [(PARAMETERS.get(name, name), value) for name, value in _narrowed(then)],
        "citation": _citation(then),
        "search_address": then.request.address(),
        "here": request.build_absolute_uri(canonical(request.path)) + then.address(),
    }


def _citation(then: Receipt) -> str:
    """The line that cites a receipt, in English on every page: what is cited has one wording."""
    with override(settings.LANGUAGE_CODE):
        narrowed = "; ".join(f"{name} {value}" for name, value in _narrowed(then))
    asked = f"“{then.request.q}”" if then.request.q else "all records"
    records = "1 record" if then.count == 1 else f"{then.count} records"
    where = f" ({narrowed})" if narrowed else ""
    day = f"{then.day.day} {then.day:%b %Y}"
    return (
        f"{settings.ARCHIVE_NAME}, search for {asked}{where}, {records} found, {day}, ledger {then.ledger}."
    )


def _narrowed(then: Receipt) -> list[tuple[str, str]]:
    """The filters by the names they have in the address, terms of closed lists in words."""
    pairs = parse_qsl(then.request.address().removeprefix("?"))
    return [
        (name, str(_TERMS[name](value).label) if name in _TERMS else value)
        for name, value in pairs
        if name != "q"
    ]
