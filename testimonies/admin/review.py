"""The pages of the workflow: reviewing what was submitted beside what is public, acting, and the history."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from testimonies import ledger
from testimonies.admin.bulk import DONE, back_to
from testimonies.admin.merging import merge_of
from testimonies.admin.panel import Panel, change_address, labels_of
from testimonies.admin.sheet import Sheet
from testimonies.again import ASKS_AGAIN, signed_in_lately
from testimonies.forms import ActionForm, Directory
from testimonies.models import Figure, LedgerRow, Record
from testimonies.queue import works_here
from testimonies.tightening import finer_rows
from testimonies.vocabulary import Check
from testimonies.warnings import warnings_of
from testimonies.workflow import Action, Refused, content_digest, perform, unmet, why_not

_LATE = _("Sign in again first: it is a while since you did. What you typed stays here.")


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What was submitted beside what is public, and the decision."""
    record = _record(request, pk)
    panel = Panel(record, request.user)
    conversation = panel.conversation
    proposed, public = panel.proposed, panel.public.document if panel.public else None
    refusal = why_not(Action.APPROVE, record, request.user)  # type: ignore[arg-type]
    context = {
        "unmet": unmet(Action.APPROVE, record) if proposed else "",
        "panel": panel,
        "sheet": Sheet(public, proposed, labels_of(public, proposed), conversation.threads),
        "conversation": conversation,
        "seen": content_digest(record),
        "checks": Check.choices,
        "why_not_approve": refusal,
        "unpublished": _unpublished(record, proposed),
        "warnings": warnings_of(record),
        "finer": [row.version for row in finer_rows(record, proposed)] if proposed else [],
        "submitted": next((deed for deed in panel.deeds if deed.did == "submitted"), None),
        "next_row": ledger.head().number + 1,
    }
    return _page(request, "admin/review.html", record, context)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one action (POST), or ask for what it needs (GET). A refusal keeps what was typed.

    What cannot be taken back asks first who one is; a form that comes too late is kept and says so.
    """
    if action not in Action.values or action == Action.EDIT:
        raise Http404("There is no such action.")
    record, deed = _record(request, pk), Action(action)
    refusal = why_not(deed, record, request.user)  # type: ignore[arg-type]
    late = not refusal and deed in ASKS_AGAIN and not signed_in_lately(request)
    if late and request.method != "POST":
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}")
    form = ActionForm(
        deed, record, request.POST if request.method == "POST" else None, initial=_asked(request, deed)
    )
    refusal = refusal or (str(_LATE) if late else "")
    if not refusal and form.is_bound and form.is_valid():
        try:
            perform(deed, record, request.user, form.note_text, **form.particulars)  # type: ignore[arg-type]
        except Refused as error:
            refusal = str(error)
        else:
            return _onward(request, deed, record)
    context = {"form": form, "action": deed, "refusal": refusal, "panel": Panel(record, request.user)}
    context["again"] = f"{reverse('account_reauthenticate')}?next=/curate/" if late else ""
    if "into" in form.fields:
        context |= _merging(request, record, form)
    status = 409 if refusal and form.is_bound else 200
    return _page(request, "admin/act.html", record, context, status)


def _asked(request: HttpRequest, action: Action) -> dict[str, str]:
    """What the address asks to have filled in: the record to merge into."""
    return {"into": request.GET.get("into", "")} if action == Action.MERGE else {}


def _merging(request: HttpRequest, record: Record, form: ActionForm) -> dict[str, Any]:
    """The records one may merge into, and what merging into the one that is named would change."""
    named = form["into"].value() or ""
    directory = Directory()
    context: dict[str, Any] = {"into": directory.records(record.noun), "named": named}
    try:
        target = directory.named(record.noun, named) if named else None
    except ValidationError as error:
        return context | {"unknown": " ".join(error.messages)}
    merge = merge_of(record, target) if target else None
    if target and merge is None:
        context["unknown"] = _("Choose another public record of the same kind.")
    return context | {"merge": merge}


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every event and every ledger row of a record."""
    record = _record(request, pk)
    rows = LedgerRow.objects.filter(record_id=pk).select_related("actor__user").order_by("-number")
    return _page(request, "admin/history.html", record, {"panel": Panel(record, request.user), "rows": rows})


@require_safe
def image(request: HttpRequest, pk: int) -> FileResponse:
    """The picture of a figure, published or not, for who works here."""
    figure = _record(request, pk)
    name = figure.image.name if isinstance(figure, Figure) else None
    if not isinstance(figure, Figure) or not name or not figure.image.storage.exists(name):
        raise Http404("There is no picture.")
    return FileResponse(figure.image.open("rb"))


def _record(request: HttpRequest, pk: int) -> Record:
    if not works_here(request.user):
        raise PermissionDenied
    return get_object_or_404(Record, pk=pk).whole()


def _page(
    request: HttpRequest, template: str, record: Record, context: dict[str, Any], status: int = 200
) -> TemplateResponse:
    title = str(record) or f"#{record.pk}"
    every = admin.site.each_context(request) | {"title": title, "record": record, "opts": record._meta}
    return TemplateResponse(request, template, every | context, status=status)


def _unpublished(record: Record, proposed: Any) -> str:
    """What it refers to that is not public, in a sentence; empty when all is."""
    if proposed is None:
        return ""
    try:
        ledger.refuse_unpublished_targets(record, proposed)
    except ledger.Refusal as refusal:
        return str(refusal)
    return ""


def _onward(request: HttpRequest, action: Action, record: Record) -> HttpResponse:
    if request.POST.get("back"):
        messages.success(request, f"{DONE.get(action, action.label)}: “{record}”.")
        return HttpResponseRedirect(back_to(request))
    panel = Panel(record, request.user)
    if action in (Action.START, Action.TAKE_OVER) or (
        action == Action.COMMENT and request.POST.get("explains") and panel.decides
    ):
        return HttpResponseRedirect(panel.review_address)
    done = {Action.APPROVE: f"Published as version {panel.next_version - 1}: {panel.address}"}
    messages.success(request, done.get(action, f"{action.label}: done."))
    return HttpResponseRedirect(change_address(record))
