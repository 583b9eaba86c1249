"""Exactly what would become public: the proposed document on the public page, marked as a preview."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.admin.panel import Panel
from testimonies.documents import Document, EntityDocument
from testimonies.ledger import Published
from testimonies.models import Record
from testimonies.queue import works_here
from testimonies.urls import PAGES
from testimonies.views.records import Reading, RecordPage
from testimonies.vocabulary import EntityKind, LedgerKind, Noun

UNNUMBERED = "not-yet-numbered"
_OF = {page.noun: page for folder, page in PAGES.items() if folder != "camps"}


@require_safe
def preview(request: HttpRequest, pk: int) -> TemplateResponse:
    """The public page as it would be after approval. Raises Http404 while the record is incomplete."""
    if not works_here(request.user):
        raise PermissionDenied
    record = get_object_or_404(Record, pk=pk).whole()
    panel = Panel(record, request.user)
    if panel.proposed is None:
        raise Http404("It is not complete yet: there is nothing to preview.")
    shown = _as_if_published(record, panel.proposed, panel.next_version)
    page = _page_of(panel.proposed)()
    context = page.context(request, Reading(shown, shown, shown.document))
    answer = TemplateResponse(
        request, "admin/preview.html", context | {"public_template": page.template, "panel": panel}
    )
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    return answer


def _page_of(document: Document) -> type[RecordPage]:
    is_camp = isinstance(document, EntityDocument) and document.kind == EntityKind.CAMP
    return PAGES["camps"] if is_camp else _OF[Noun(document.noun)]


def _as_if_published(record: Record, document: Document, version: int) -> Published:
    """The document as the ledger would tell of it; a number and a hash are given only by publishing."""
    return Published(
        number=ledger.head().number + 1,
        identifier=record.identifier or record.proposed_identifier() or UNNUMBERED,
        noun=record.noun,
        version=version,
        kind=LedgerKind.PUBLISHED,
        at=ledger.now(),
        sha256="",
        document=document,
    )
