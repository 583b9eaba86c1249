"""The pages of the search: results, errors that point at the character, help, browsing without an index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from search import authorities, catalogue, formats, forms
from search.guessing import guesses
from search.histogram import histogram
from search.operators import OPERATORS
from search.request import LARGEST, SORTS, Choice, SearchPage, SearchRequest
from search.shelf import SearchUnavailable
from search.syntax import LONGEST, QueryError
from testimonies import citing
from testimonies.addresses import canonical
from testimonies.charts.timeline import Years
from testimonies.citations import Entry
from testimonies.views.shelf import Shelf
from testimonies.vocabulary import Noun

FACET_WHOLE, FACET_HEAD = 18, 12  # a longer facet shows its first values, and how many more there are
FACET_TITLES = {
    "camp": lazy("Camp"),
    "topic": lazy("Topic"),
    "role": lazy("Role of who tells"),
    "source": lazy("Kind of source"),
    "kind": lazy("Kind of record"),
    "lang": lazy("Language"),
}
EXPORTS = {"json": "JSON", "csv": "CSV", "ris": "RIS", "atom": "ATOM", "jsonl": "JSON Lines"}
SORT_TITLES = {
    "relevance": lazy("relevance"),
    "date": lazy("date"),
    "-date": lazy("latest date"),
    "published": lazy("newest version"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """The results in the form asked for, a page or all; 400 for what cannot be read, 503 without an index.

    The forms that programs read stand at the address without a language alone.
    """
    form = "html"
    try:
        form = forms.format_of(request.GET, request.headers.get("Accept", ""))
        if form != "html" and canonical(request.path) != request.path:
            return HttpResponseRedirect(canonical(request.get_full_path()))
        asked = forms.read(request.GET)
        if forms.wants_all(request.GET, form):
            return formats.stream(form, catalogue.every_hit(asked), request)
        page = catalogue.find(asked)
    except QueryError as error:
        return mistaken(request, form, error)
    except SearchUnavailable as reason:
        return unavailable(request, form, reason)
    if form != "html":
        return formats.respond(form, page, request)
    context = _context(page) | {"coins": _coins(page, request.build_absolute_uri("/"))}
    return render(request, "search/results.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Every sign of the query language, with an example to try."""
    return render(request, "search/help.html", {"operators": OPERATORS, "section": "search"})


def asked_in_words(page: SearchPage) -> dict[str, Any]:
    """What was asked, for the head of a page: the query, what narrows it, and what a new search keeps."""
    return {
        "section": "search",
        "results": page,
        "asked": page.request,
        "chosen": list(_chosen(page)),
        "hidden": list(_hidden(page.request)),
    }


def _context(page: SearchPage) -> dict[str, Any]:
    asked, results_page = page.request, canonical(reverse("search:results"))
    return asked_in_words(page) | {
        "histogram": histogram(page.years, asked),
        "painful": any(hit.notes for hit in page.hits),
        "shelf": _claims_found(page),
        "strip_years": Years.around(hit.period for hit in page.hits),
        "facets": [*(_facet(name, page) for name in FACET_TITLES), *_contested(page)],
        "decades": [
            (span, asked.address(first_year=span.first, last_year=span.last)) for span in page.decades
        ],
        "sorts": [(SORT_TITLES[sort], asked.address(sort=sort), sort == asked.sort) for sort in SORTS],
        "besides_years": _besides_years(asked),
        "exact_address": asked.address(spelling="exact"),
        "variants_address": asked.address(spelling=""),
        "guesses": guesses(page),
        "suggestion_address": SearchRequest(q=page.suggestion or "").address(),
        "any_word_address": asked.address(q=page.any_word.q) if page.any_word else "",
        "receipt_address": asked.address(sort=SearchRequest.sort, size=SearchRequest.size),
        "previous": asked.address(page=page.page - 1) if page.page > 1 else "",
        "next": asked.address(page=page.page + 1) if page.page < page.pages else "",
        "exports": [(EXPORTS[name], results_page + _export(asked, name)) for name in formats_offered()],
    }


def _coins(page: SearchPage, site: str) -> list[str]:
    """The hits for reference managers, each at the version found."""
    return citing.coins_of(
        Entry(
            identifier=hit.identifier,
            noun=hit.kind,
            version=hit.version,
            day=date.fromisoformat(hit.day),
            title=hit.title,
            address=f"{site.rstrip('/')}{hit.url}v{hit.version}/",
            ark=citing.ark_of(hit.identifier, hit.version),
            language=hit.language,
        )
        for hit in page.hits
    )


def _claims_found(page: SearchPage) -> Shelf:
    """The claims among the hits, with what they refer to: none is shown without source, date and method."""
    claims = Shelf.of([], also=(hit.identifier for hit in page.hits if hit.kind == Noun.CLAIM))
    return claims | Shelf.of(item.document for item in claims.found.values() if item.document is not None)


def formats_offered() -> tuple[str, ...]:
    """The forms a reader is offered links to."""
    return tuple(name for name in forms.FORMATS if name != "html")


def _export(asked: SearchRequest, form: str) -> str:
    """The address of the results in another form: all of them where the form can hold all."""
    if form in forms.WHOLE:
        whole = "" if form == "jsonl" else "&all=1"
        return f"{asked.address(size=SearchRequest.size)}&format={form}{whole}".replace("?&", "?")
    return f"{asked.address(size=LARGEST)}&format={form}"


def _facet(name: str, page: SearchPage) -> dict[str, Any]:
    rows = [
        (choice, _toggled(page.request, name, choice.value, choice.selected)) for choice in page.facets[name]
    ]
    shown = len(rows) if len(rows) <= FACET_WHOLE else FACET_HEAD
    tail = rows[shown:]
    return {
        "name": name,
        "title": FACET_TITLES[name],
        "rows": rows[:shown],
        "tail": tail,
        "tail_open": any(choice.selected for choice, _address in tail),
    }


def _contested(page: SearchPage) -> Iterator[dict[str, Any]]:
    """The facet with one value: the records that stand in a disagreement."""
    asked = page.request
    if page.contested or asked.contested:
        choice = Choice("1", _("Contested"), page.contested, asked.contested)
        rows = [(choice, asked.address(contested=not asked.contested))]
        yield {"name": "contested", "title": _("Disagreement"), "rows": rows}


def _toggled(asked: SearchRequest, name: str, value: str, selected: bool) -> str:
    """The address with one value more, or, when it is chosen already, without."""
    values: tuple[str, ...] = getattr(asked, name)
    return asked.address(
        **{name: tuple(one for one in values if one != value) if selected else (*values, value)}
    )


def _chosen(page: SearchPage) -> Iterator[tuple[str, str]]:
    """What narrows the results, each with the address without it."""
    asked = page.request
    labels = {(name, one.value): one.label for name, found in page.facets.items() for one in found}
    for name in (*FACET_TITLES, "cites", "witness"):
        for value in getattr(asked, name):
            kept = tuple(one for one in getattr(asked, name) if one != value)
            yield labels.get((name, value), value), asked.address(**{name: kept})
    if asked.first_year is not None or asked.last_year is not None:
        yield _years(asked), asked.address(first_year=None, last_year=None, dates="possible")
    if asked.contested:
        yield _("contested"), asked.address(contested=False)
    if page.like:
        yield _("like %(identifier)s") % {"identifier": page.like.identifier}, asked.address(like="")


def _years(asked: SearchRequest) -> str:
    words = (
        _("%(first)s to %(last)s, certain")
        if asked.dates == "certain"
        else _("%(first)s to %(last)s, possible")
    )
    return words % {"first": asked.first_year or "…", "last": asked.last_year or "…"}


def _hidden(asked: SearchRequest) -> Iterator[tuple[str, str]]:
    """What a new search keeps of this one."""
    for name in FACET_TITLES:
        for value in getattr(asked, name):
            yield name, value
    for name in ("sort", "spelling", "like"):
        if getattr(asked, name) != getattr(SearchRequest(), name):
            yield name, getattr(asked, name)


def _besides_years(asked: SearchRequest) -> list[tuple[str, str]]:
    """All that a search for other years keeps of this one."""
    kept = asked.address(first_year=None, last_year=None, dates=SearchRequest.dates)
    return parse_qsl(kept.removeprefix("?"))


def mistaken(request: HttpRequest, form: str, error: QueryError) -> HttpResponse:
    """The answer to a query or parameter that cannot be read: 400, pointing at the character."""
    parameter = getattr(error, "parameter", "q")
    if form == "json":
        content = {"message": error.message, "position": error.position, "parameter": parameter}
        return JsonResponse({"error": content}, status=400)
    q = request.GET.get("q", "").strip()[: LONGEST + 1]
    context = {
        "section": "search",
        "error": error,
        "message": _(error.sentence) % error.values,
        "q": q,
        "before": q[: error.position] if parameter == "q" else "",
        "at": q[error.position : error.position + 1],
        "after": q[error.position + 1 :],
        "in_query": parameter == "q",
    }
    return render(request, "search/mistaken.html", context, status=400)


def unavailable(request: HttpRequest, form: str, reason: SearchUnavailable) -> HttpResponse:
    """The answer without an index to trust: 503, with camps and topics to browse."""
    if form == "json":
        return JsonResponse({"error": {"message": "Search is not available at the moment."}}, status=503)
    known = authorities.current().by_id.values()
    context = {
        "section": "search",
        "q": request.GET.get("q", ""),
        "camps": [one for one in known if one.is_camp],
        "topics": [one for one in known if one.noun == Noun.TOPIC],
    }
    return render(request, "search/unavailable.html", context, status=503)
