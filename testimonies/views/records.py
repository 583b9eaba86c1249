"""A record's addresses: now, at a version, its history; and what is said of one that is gone or never was."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, ClassVar

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from testimonies import citing, ledger
from testimonies.addresses import address_of, in_language
from testimonies.citations import Cited, cite_runs, meta
from testimonies.ledger import Published
from testimonies.views.known_on import address_on
from testimonies.views.shelf import Shelf
from testimonies.views.versions import changed_since, guarded
from testimonies.vocabulary import LedgerKind, Noun

STYLE = "chicago-notes"
LONGEST = 80  # characters of an unknown identifier that others are compared with


def published_or_404(noun: Noun, identifier: str) -> Published:
    """What the ledger says of a record; raises Http404, saying what there is, when it knows none."""
    now = ledger.current(identifier)
    if now is None or now.noun != noun:
        words = _("No %(noun)s was ever published as %(identifier)s.")
        said = words % {"noun": noun.label, "identifier": identifier}
        raise Http404(" ".join(filter(None, (said, _what_there_is(noun, identifier)))))
    return now


def _what_there_is(noun: Noun, identifier: str) -> str:
    known = ledger.identifiers(noun)
    near = get_close_matches(identifier[:LONGEST], known, n=3, cutoff=0.75)
    if near:
        return _("The nearest are: %(near)s.") % {"near": ", ".join(near)}
    told = {"number": len(known), "first": known[0], "last": known[-1]} if known else {}
    return _("There are %(number)s, %(first)s to %(last)s.") % told if told else ""


def farewell(request: HttpRequest, now: Published) -> HttpResponse:
    """The answer for a record that is not public any more: where it was merged, or its tombstone (410)."""
    target = ledger.current(now.into) if now.into else None
    if target is not None:
        return HttpResponsePermanentRedirect(in_language(address_of(target)))
    return render(request, "410.html", {"gone": now}, status=410)


@dataclass(frozen=True)
class Reading:
    """What one page of a record shows.

    `shown` is the version on the page, `document` its content as it may still be read, `now` the current
    version. `pinned`: the address names a version; `erased`: its text was removed, the current one stands in.
    """

    now: Published
    shown: Published
    document: Any
    pinned: bool = False
    erased: bool = False

    @property
    def current(self) -> Any:
        """The content of the current version."""
        return self.now.document

    @property
    def outdated(self) -> bool:
        """Whether a later version is current."""
        return self.shown.version != self.now.version

    @property
    def as_published(self) -> Published:
        """The version shown, with its content as it may still be read."""
        return replace(self.shown, document=self.document)

    @property
    def upto(self) -> int | None:
        """The ledger number at which labels are joined; None for the archive as it is now."""
        return self.shown.number if self.pinned and not self.erased else None


def reading_of(now: Published, version: int | None) -> Reading:
    """The reading of a public record at a version, or of its current one.

    Raises Http404, naming the versions there are, for a version that was never published.
    """
    if version is None:
        return Reading(now, now, now.document)
    shown = ledger.at_version(now.identifier, version)
    if shown is None:
        words = ngettext(
            "%(identifier)s has no version %(asked)s; there is version 1.",
            "%(identifier)s has no version %(asked)s; there are versions 1 to %(last)s.",
            now.version,
        )
        raise Http404(words % {"identifier": now.identifier, "asked": version, "last": now.version})
    return reading_at(now, shown)


def reading_at(now: Published, shown: Published) -> Reading:
    """The reading of a public record at the version `shown`, with as much of it as may still be read."""
    if shown.document is None:
        return Reading(now, now, now.document, pinned=True, erased=True)
    return Reading(now, shown, guarded(shown.document, now.document), pinned=True)


def shelf_of(reading: Reading, beside: Iterable[Any] = ()) -> Shelf:
    """What the version shown refers to, as it stood; what those `beside` it refer to, as it is now."""
    now = Shelf.of([reading.current, *beside])
    return now if reading.upto is None else now | Shelf.of([reading.document], upto=reading.upto)


def cited_in(request: HttpRequest, reading: Reading, passage: int | None = None) -> Cited:
    """What a citation of the version shown says. Raises PassageError for a passage that is not there."""
    site = request.build_absolute_uri("/")
    return citing.cited(reading.shown, site, passage, reading.document, reading.upto)


def citation_of(cited: Cited) -> dict[str, Any]:
    """What a record's page says of its version to readers and, in its head, to programs."""
    return {"cited": cited, "citation": cite_runs(cited, STYLE), "meta": meta(cited)}


class RecordPage(View):
    """The page of one record, current or at a version. Each kind names its template and adds its part."""

    noun: ClassVar[Noun]
    section: ClassVar[str] = ""
    template: ClassVar[str]

    def get(self, request: HttpRequest, identifier: str, version: int | None = None) -> HttpResponse:
        now = published_or_404(self.noun, identifier)
        if now.document is None:
            return farewell(request, now)
        elsewhere = self.elsewhere(now)
        if elsewhere:
            pinned = f"v{version}/" if version is not None else ""
            asked = f"?{request.META['QUERY_STRING']}" if request.GET.get("on") else ""
            return HttpResponsePermanentRedirect(in_language(elsewhere) + pinned + asked)
        if request.GET.get("on"):
            return HttpResponseRedirect(in_language(address_on(now, request.GET["on"])))
        return render(request, self.template, self.context(request, reading_of(now, version)))

    def context(self, request: HttpRequest, reading: Reading) -> dict[str, Any]:
        """What the template of this page takes."""
        context = {"reading": reading, "document": reading.document, "section": self.section}
        context |= citation_of(cited_in(request, reading)) | self.more(reading)
        if reading.outdated:
            context["changes"] = changed_since(reading.document, reading.now.document, context["shelf"])
        return context

    def elsewhere(self, now: Published) -> str:
        """The address this record stands at when it is not this one."""
        return ""

    def more(self, reading: Reading) -> dict[str, Any]:
        """The context of this kind of page; `shelf` at least."""
        return {"shelf": shelf_of(reading)}


class HistoryPage(View):
    """All versions of one record, newest first."""

    noun: ClassVar[Noun] = Noun.TESTIMONY

    def get(self, request: HttpRequest, identifier: str) -> HttpResponse:
        now = published_or_404(self.noun, identifier)
        if now.document is None:
            return farewell(request, now)
        rows = ledger.history(identifier)
        withdrawn = max((row.number for row in rows if row.kind == LedgerKind.WITHDRAWN), default=0)
        context = {"now": now, "rows": rows, "withdrawn": withdrawn}
        context["address"] = in_language(address_of(now))
        return render(request, "testimonies/history.html", context)


class GoneForms(View):
    """Any other form of a record's address: 410 when the record is gone, else there is no such form."""

    noun: ClassVar[Noun] = Noun.TESTIMONY

    def get(
        self, request: HttpRequest, identifier: str, form: str, version: int | None = None
    ) -> HttpResponse:
        now = published_or_404(self.noun, identifier)
        if now.document is None:
            return farewell(request, now)
        words = _("%(identifier)s has no form “.%(form)s”.")
        raise Http404(words % {"identifier": identifier, "form": form})
