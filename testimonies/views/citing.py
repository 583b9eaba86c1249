"""Citations of a record or version: ready lines, files for reference managers, and where an ARK leads."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import re_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from testimonies import citing, ledger
from testimonies.addresses import NOUNS, address, address_of, in_language
from testimonies.ark import ArkError, parse
from testimonies.citations import (
    Cited,
    SettingError,
    StyleError,
    bibtex,
    cite,
    cite_in_text,
    cite_runs,
    csl,
    csl_styles,
    meta,
    plain,
    ris,
    schema_org,
)
from testimonies.ledger import Published
from testimonies.views.records import Reading, cited_in, farewell, published_or_404, reading_of
from testimonies.vocabulary import PassageStanding

TEXT = "text/plain; charset=utf-8"
Form = tuple[str, str, Callable[[Cited], str]]


def _csl_file(cited: Cited) -> str:
    return json.dumps([csl(cited)], ensure_ascii=False, indent=2) + "\n"


def _jsonld_file(cited: Cited) -> str:
    return json.dumps(schema_org(cited), ensure_ascii=False, indent=2) + "\n"


# extension -> content type, disposition, writer
FORMS: dict[str, Form] = {
    "ris": ("application/x-research-info-systems; charset=utf-8", "attachment", ris),
    "bib": ("application/x-bibtex; charset=utf-8", "attachment", bibtex),
    "csl.json": ("application/vnd.citationstyles.csl+json", "attachment", _csl_file),
    "jsonld": ("application/ld+json", "inline", _jsonld_file),
    "txt": (TEXT, "inline", plain),
}


STYLES = {
    "chicago-notes": lazy("Chicago 18, note"),
    "chicago-bibliography": lazy("Chicago 18, bibliography"),
    "chicago-author-date": lazy("Chicago 18, author-date"),
    "mla": lazy("MLA 9"),
    "apa": lazy("APA 7"),
}


class _Elsewhere(Exception):
    """The answer is another one: a redirect, a tombstone, a refusal."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


@require_safe
def cite_page(request: HttpRequest, folder: str, identifier: str, version: str | None = None) -> HttpResponse:
    """Every style on one page; with `?style=` that citation alone, as plain text."""
    try:
        reading, cited = _cited(request, folder, identifier, version)
    except _Elsewhere as other:
        return other.response
    style = request.GET.get("style")
    if style is None:
        return render(request, "testimonies/cite.html", _context(reading, cited))
    try:
        return HttpResponse(cite(cited, style) + "\n", content_type=TEXT)
    except StyleError as error:
        return HttpResponseBadRequest(_refusal(error), content_type=TEXT)
    except SettingError as error:
        return HttpResponse(f"{_(error.sentence) % error.values}\n", content_type=TEXT, status=501)


def _refusal(error: StyleError) -> str:
    told = [_(error.sentence) % error.values]
    if not csl_styles.installed():
        told.append(_("Styles of CSL need the csl extra, which is not installed here."))
    return " ".join(told) + "\n"


@require_safe
def export(
    request: HttpRequest, folder: str, identifier: str, form: str, version: str | None = None
) -> HttpResponse:
    """The citation as a file."""
    try:
        _reading, cited = _cited(request, folder, identifier, version)
    except _Elsewhere as other:
        return other.response
    content_type, disposition, write = FORMS[form]
    response = HttpResponse(write(cited), content_type=content_type)
    response["Content-Disposition"] = f'{disposition}; filename="{cited.key}.{form}"'
    return response


@require_safe
def ark(request: HttpRequest, rest: str) -> HttpResponse:
    """Where an ARK leads; with `?info` who, what, when and where, as the ARK specification asks."""
    try:
        found = parse(f"ark:/{rest}")
    except ArkError as error:
        raise Http404(str(error)) from error
    if found.naan != settings.ARK_NAAN:
        raise Http404(
            _("ark:/%(naan)s/ is not this archive's: its records stand under ark:/%(own)s/.")
            % {"naan": found.naan, "own": settings.ARK_NAAN}
        )
    now = ledger.current(found.identifier)
    if now is None:
        raise Http404(_("No record was ever published as %(identifier)s.") % {"identifier": found.identifier})
    if now.document is None:
        return farewell(request, now)
    reading = reading_of(now, found.version)
    if "info" in request.GET:
        return HttpResponse(_kernel(_of_reading(request, reading, None)), content_type=TEXT)
    return HttpResponseRedirect(_path(now, found.version))


def _path(now: Published, version: int | None) -> str:
    return address(now.identifier, now.noun, getattr(now.document, "kind", None), version)


def _kernel(cited: Cited) -> str:
    facts = (cited.archive, f"{cited.title} ({cited.label}, version {cited.version})", cited.day.isoformat())
    lines = zip(("who", "what", "when", "where"), (*facts, cited.address), strict=True)
    return "erc:\n" + "".join(f"{name}: {value}\n" for name, value in lines)


def _cited(request: HttpRequest, folder: str, identifier: str, version: str | None) -> tuple[Reading, Cited]:
    now = published_or_404(NOUNS[folder], identifier)
    if now.document is None:
        raise _Elsewhere(farewell(request, now))
    if not address_of(now).startswith(f"/{folder}/"):
        moved = request.get_full_path().replace(f"/{folder}/{identifier}", address_of(now).rstrip("/"), 1)
        raise _Elsewhere(HttpResponsePermanentRedirect(moved))
    reading = reading_of(now, int(version) if version else None)
    return reading, _of_reading(request, reading, _passage(request))


def _passage(request: HttpRequest) -> int | None:
    asked = request.GET.get("passage", "")
    if not asked:
        return None
    found = re.fullmatch(r"p?([1-9]\d{0,5})", asked, re.ASCII)
    if found is None:
        words = _("A passage is a number: passage=3.")
        raise _Elsewhere(HttpResponseBadRequest(f"{words}\n", content_type=TEXT))
    return int(found.group(1))


def _of_reading(request: HttpRequest, reading: Reading, passage: int | None) -> Cited:
    try:
        return cited_in(request, reading, passage)
    except citing.PassageError as error:
        if error.removed:
            raise _Elsewhere(HttpResponse(f"{error}\n", content_type=TEXT, status=410)) from error
        raise Http404(str(error)) from error


def _context(reading: Reading, cited: Cited) -> dict[str, Any]:
    base = _path(reading.shown, reading.shown.version)
    asked = f"?passage={cited.passage}" if cited.passage else ""
    return {
        "reading": reading,
        "cited": cited,
        "meta": meta(cited),
        "page": in_language(base),
        "current": in_language(_path(reading.now, None)),
        "styles": [_style(cited, name, base) for name in STYLES],
        "forms": [(name, f"{base.rstrip('/')}.{name}{asked}") for name in FORMS],
        "passages": _passages(reading.document),
        "csl_count": len(csl_styles.names()),
    }


def _style(cited: Cited, name: str, base: str) -> dict[str, Any]:
    asked = f"&passage={cited.passage}" if cited.passage else ""
    return {
        "label": STYLES[name],
        "runs": cite_runs(cited, name),
        "in_text": cite_in_text(cited, name),
        "address": f"{base}cite/?style={name}{asked}",
    }


def _passages(document: Any) -> list[int]:
    passages = getattr(document, "passages", ())
    return [passage.number for passage in passages if passage.standing != PassageStanding.REMOVED]


_RECORD = rf"^(?P<folder>{'|'.join(NOUNS)})/(?P<identifier>[A-Za-z0-9][A-Za-z0-9-]{{0,79}})"
_VERSION = r"v(?P<version>[1-9][0-9]{0,5})"
_FORM = "|".join(re.escape(form) for form in FORMS)

urlpatterns = [
    re_path(rf"{_RECORD}/(?:{_VERSION}/)?cite/$", cite_page, name="cite"),
]
files = [
    re_path(rf"{_RECORD}(?:/{_VERSION})?\.(?P<form>{_FORM})$", export, name="citation-export"),
    re_path(r"^ark:/?(?P<rest>.+)$", ark, name="ark"),
]
