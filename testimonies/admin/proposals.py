"""The desk's page of proposals: claims that differ side by side, and a button that opens a draft of each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
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
from testimonies.queue import Filters, Queue, options, works_here
from testimonies.views.shelf import Shelf
from testimonies.vocabulary import Question
from testimonies.workflow import Refused

ON_A_PAGE = 25
_CHECK = "Opened as a draft of yours: check the question and the sides, then submit it."
_OPENED = {
    Question.OPEN: _CHECK,
    Question.EXPLAINED: _CHECK + " Write in the note what explains it.",
    Question.RESOLVED: _CHECK + " Write in the note what resolves it.",
    Question.NOT_COMPARABLE: _CHECK + " Write in the note why they cannot be compared.",
}


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
    queue = Queue(request.user, Filters(camp=request.GET.get("camp", "")))
    camp = queue.filters.camp
    fitting = [one for one in differing.open if not camp or one.subject == camp]
    page = Paginator(fitting, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [differing.claims[identifier] for proposal in page for identifier in proposal.claims]
    shelf = Shelf.of(claim.document for claim in shown)
    context: dict[str, Any] = {
        "title": "Proposals",
        "page": page,
        "rows": [_row(differing, proposal, shelf) for proposal in page],
        "shelf": shelf,
        "contributes": contributes(request.user),
        "queue": queue,
        "camps": options()["camp"],
        "statuses": [Question.EXPLAINED, Question.RESOLVED, Question.NOT_COMPARABLE],
        "leaf": f"camp={camp}&" if camp else "",
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
        status = Question(request.POST.get("status", Question.OPEN))
        draft = open_draft(request.POST.get("proposal", ""), request.user, status)  # type: ignore[arg-type]
    except ValueError:
        raise SuspiciousOperation("There is no such status.") from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:proposals"))
    messages.success(request, _OPENED[status])
    return HttpResponseRedirect(change_address(draft))
