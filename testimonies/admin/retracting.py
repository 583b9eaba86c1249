"""Taking back one passage of a public testimony: an edit like any other, which goes through review."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from testimonies.admin.panel import Panel, change_address
from testimonies.forms import Directory, RetractForm
from testimonies.models import Passage, Record, Testimony
from testimonies.queue import works_here
from testimonies.vocabulary import Standing
from testimonies.workflow import Action, Refused, perform, why_not


def retract(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft in which a passage is struck (POST), or ask who takes it back, when and why (GET)."""
    if not works_here(request.user):
        raise PermissionDenied
    testimony = get_object_or_404(Testimony, pk=pk)
    panel = Panel(testimony, request.user)
    if panel.standing != Standing.PUBLIC:
        raise Http404("Only what is public can be taken back.")
    form = RetractForm(testimony, request.POST if request.method == "POST" else None)
    refusal = why_not(Action.EDIT, testimony, request.user)  # type: ignore[arg-type]
    if not refusal and form.is_bound and form.is_valid():
        try:
            passage = _struck(request, testimony, form)
        except Refused as error:
            refusal = str(error)
        else:
            told = _("Passage %(number)d is struck in the draft. Submit it: it is public after a review.")
            messages.success(request, told % {"number": passage.number})
            return HttpResponseRedirect(change_address(testimony))
    return _page(request, panel, form, refusal)


def _struck(request: HttpRequest, testimony: Testimony, form: RetractForm) -> Passage:
    with transaction.atomic():
        locked = Record.objects.select_for_update().get(pk=testimony.pk)
        passage = form.strike(testimony)
        change = locked.change or _("Passage %(number)d was taken back.") % {"number": passage.number}
        # A form opened before this is told that the record moved.
        Record.objects.filter(pk=locked.pk).update(change=change, revision=F("revision") + 1)
        perform(Action.EDIT, testimony, request.user)  # type: ignore[arg-type]
    return passage


def _page(request: HttpRequest, panel: Panel, form: RetractForm, refusal: str) -> TemplateResponse:
    context = admin.site.each_context(request) | {
        "title": str(panel.record),
        "record": panel.record,
        "opts": panel.record._meta,
        "panel": panel,
        "form": form,
        "refusal": refusal,
        "sources": Directory().records("source"),
    }
    status = 409 if refusal and form.is_bound else 200
    return TemplateResponse(request, "admin/retract.html", context, status=status)
