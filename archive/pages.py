"""The first page, what crawlers may read, and whether the archive is well."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.engine import backend
from search.shelf import SearchUnavailable
from testimonies import ledger
from testimonies.addresses import address_of
from testimonies.models import Head
from testimonies.views.atlas import atlas
from testimonies.views.shelf import Shelf
from testimonies.vocabulary import Noun

LATEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, the search box, the map with its table, counts and the latest versions."""
    entities, claims = ledger.listing(Noun.ENTITY), ledger.listing(Noun.CLAIM)
    testimonies, sources = ledger.listing(Noun.TESTIMONY), ledger.listing(Noun.SOURCE)
    latest = ledger.latest_versions(LATEST)
    overview = atlas(entities, claims, testimonies)
    context = {
        "atlas": overview,
        "shelf": Shelf.of(item.document for item in latest),
        "latest": latest,
        "counts": [
            (_("testimonies"), len(testimonies)),
            (_("camps"), len(overview.rows)),
            (_("claims"), len(claims)),
            (_("sources"), len(sources)),
        ],
    }
    return render(request, "archive/home.html", context)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """That the process serves; asks nothing else."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether database, ledger and index answer, and where the two stand; 503 when one of them does not."""
    try:
        numbers = {"ledger": ledger.head().number, "index": backend().held()}
    except (DatabaseError, Head.DoesNotExist):
        return JsonResponse({"status": "unavailable", "part": "database"}, status=503)
    except SearchUnavailable:
        return JsonResponse({"status": "unavailable", "part": "index"}, status=503)
    return JsonResponse({"status": "ok"} | numbers)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The first page and every public record in each language, with the day of the current version.

    As pages do in their heads, each URL names itself and the same page in the other language. One sitemap
    may list 50,000 URLs, so 24,999 records.
    """
    site = request.build_absolute_uri("/").rstrip("/")
    records = [item for noun in Noun for item in ledger.listing(noun)]
    paths = [("/", ""), *((address_of(item), item.day) for item in records)]
    rows = [{"urls": _in_each_language(site, path), "day": day} for path, day in paths]
    return render(request, "archive/sitemap.xml", {"rows": rows}, content_type="application/xml")


def _in_each_language(site: str, path: str) -> list[tuple[str, str]]:
    codes = [code for code, _name in settings.LANGUAGES]
    return [(code, site + ("" if code == settings.LANGUAGE_CODE else f"/{code}") + path) for code in codes]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone: the desk, and searches, which are nobody's to keep."""
    return render(request, "archive/robots.txt", content_type="text/plain; charset=utf-8")
