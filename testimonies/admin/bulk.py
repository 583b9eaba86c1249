"""Actions on several records at once: the same table, through perform(), one transaction a record.

Approving is none of them: its checklist is confirmed of each record, on the page where it is read.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm as StockActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from testimonies.models import Record
from testimonies.queue import works_here
from testimonies.workflow import Action, Refused, perform


class BulkForm(StockActionForm):
    """Which action, and the note that some need."""

    note = forms.CharField(label="Note:", required=False, max_length=1000)


def done_to_all(request: HttpRequest, records: QuerySet[Any], action: Action) -> None:
    """Do one action to each record; say how many, and of each refused one why."""
    done = 0
    for record in records if works_here(request.user) else []:
        refusal = _refusal(request, record, action)
        done += not refusal
        if refusal:
            messages.error(request, f"“{record}”: {refusal}")
    if done:
        messages.success(request, f"{action.label}: {done} done.")


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


# by the name of the function: which action of the workflow it does
BULK = {
    "submit": Action.SUBMIT,
    "recall": Action.RECALL,
    "return_with_reasons": Action.RETURN,
}
