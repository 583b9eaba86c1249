"""The desk's page of proposals: claims that differ side by side, and a button that opens a draft of each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testimonies.admin.panel import change_address
from testimonies.admin.permissions import contributes
from testimonies.admin.proposing import Differing, key_of, open_draft, question
from testimonies.differing import Proposal
from testimonies.ledger import Published
from testimonies.queue import works_here
from testimonies.views.shelf import Shelf
from testimonies.workflow import Refused

ON_A_PAGE = 25


@dataclass(frozen=True)
class Row:
    """One proposal laid out: the question it would ask, how its claims differ, and the claims."""

    key: str
    way: str
    question: str
    claims: list[Published]


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """What the archive proposes (GET), or a draft of one (POST)."""
    if not works_here(request.user):
        raise PermissionDenied
    return _open(request) if request.method == "POST" else _list(request)


def _list(request: HttpRequest) -> HttpResponse:
    differing = Differing.found()
    page = Paginator(differing.open, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [differing.claims[identifier] for proposal in page for identifier in proposal.claims]
    shelf = Shelf.of(claim.document for claim in shown)
    context: dict[str, Any] = {
        "title": "Proposals",
        "page": page,
        "rows": [_row(differing, proposal, shelf) for proposal in page],
        "shelf": shelf,
        "contributes": contributes(request.user),
    }
    return TemplateResponse(request, "admin/proposals.html", admin.site.each_context(request) | context)


def _row(differing: Differing, proposal: Proposal, shelf: Shelf) -> Row:
    asked = question(proposal, differing.documents(proposal), shelf.label(proposal.subject).text)
    claims = [differing.claims[identifier] for identifier in proposal.claims]
    return Row(key_of(proposal), proposal.way, asked, claims)


def _open(request: HttpRequest) -> HttpResponse:
    if not contributes(request.user):
        raise PermissionDenied
    try:
        draft = open_draft(request.POST.get("proposal", ""), request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:proposals"))
    messages.success(request, "Opened as a draft of yours: check the question and the sides, then submit it.")
    return HttpResponseRedirect(change_address(draft))
