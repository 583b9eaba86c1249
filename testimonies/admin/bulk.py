"""Actions on several records at once: the same table, through perform(), one transaction a record.

Approving is none of them: its checklist is confirmed of each record, on the page where it is read.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm as StockActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from testimonies.models import Record
from testimonies.queue import works_here
from testimonies.workflow import Action, Refused, perform

MOST = 200
# What is said when it is done, where the word on the button would not say it.
DONE = {
    Action.START: _("Taken up"),
    Action.TAKE_OVER: _("Taken over"),
    Action.RELEASE: _("Put back in the queue"),
    Action.RETURN: _("Returned"),
    Action.COMMENT: _("Comment kept"),
    Action.RESOLVE: _("Comment resolved"),
    Action.UNRESOLVE: _("Comment opened again"),
}


class BulkForm(StockActionForm):
    """Which action, and the note that some need."""

    note = forms.CharField(label="Note:", required=False, max_length=1000)


def done_to_all(request: HttpRequest, records: Iterable[Any], action: Action) -> None:
    """Do one action to each record; say how many, and of each refused one why."""
    done = 0
    for record in records if works_here(request.user) else []:
        refusal = _refusal(request, record, action)
        done += not refusal
        if refusal:
            messages.error(request, f"“{record}”: {refusal}")
    if done:
        messages.success(request, f"{DONE.get(action, action.label)}: {done} done.")


def _refusal(request: HttpRequest, record: Record, action: Action) -> str:
    try:
        perform(action, record, request.user, request.POST.get("note", ""))  # type: ignore[arg-type]
    except Refused as refusal:
        return str(refusal)
    return ""


@admin.action(description="Submit for review")
def submit(desk: Any, request: HttpRequest, records: QuerySet[Any]) -> None:
    """Submit each."""
    done_to_all(request, records, Action.SUBMIT)


@admin.action(description="Take back to edit")
def recall(desk: Any, request: HttpRequest, records: QuerySet[Any]) -> None:
    """Recall each."""
    done_to_all(request, records, Action.RECALL)


@admin.action(description="Return with the note")
def return_with_reasons(desk: Any, request: HttpRequest, records: QuerySet[Any]) -> None:
    """Return each, all with the same note."""
    done_to_all(request, records, Action.RETURN)


@admin.action(description="Take up for review")
def take_up(desk: Any, request: HttpRequest, records: QuerySet[Any]) -> None:
    """Take up each."""
    done_to_all(request, records, Action.START)


@admin.action(description="Put back in the queue")
def put_back(desk: Any, request: HttpRequest, records: QuerySet[Any]) -> None:
    """Put back each."""
    done_to_all(request, records, Action.RELEASE)


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Do one action to the records chosen in the queue, and back to the same page of it."""
    if not works_here(request.user):
        raise PermissionDenied
    action = BULK.get(request.POST.get("action", ""))
    keys = [key for key in request.POST.getlist("record") if key.isdecimal()][:MOST]
    if action is None or not keys:
        messages.warning(request, gettext("Nothing was done: choose entries and what to do with them."))
    else:
        records = (record.whole() for record in Record.objects.filter(pk__in=keys).order_by("pk"))
        done_to_all(request, records, action)
    return HttpResponseRedirect(back_to(request))


def back_to(request: HttpRequest) -> str:
    """The page of the queue that a form came from; no address elsewhere is followed."""
    asked = request.POST.get("back", "")
    own = reverse("admin:index")
    fits = asked.startswith(own) and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if fits else own


# by the name of the function: which action of the workflow it does
BULK = {
    "take_up": Action.START,
    "put_back": Action.RELEASE,
    "submit": Action.SUBMIT,
    "recall": Action.RECALL,
    "return_with_reasons": Action.RETURN,
}
