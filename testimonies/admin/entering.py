"""What the page of a testimony does besides saving it: cut up a pasted summary, add a source."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html

from testimonies.admin.again import directory_of, show_again
from testimonies.admin.panel import change_address
from testimonies.forms import Directory, NewSourceForm, PasteForm
from testimonies.models import Source
from testimonies.workflow import Action, perform


def first_of_all(request: HttpRequest) -> None:
    """Do what the button asks for; a summary or source left in its box is not passed over when one saves."""
    data = request.POST.copy()
    wants_source = "_source" in data or bool(data.get("newsource-title", "").strip())
    wants_passages = "_split" in data or bool(data.get("paste-text", "").strip() and "_source" not in data)
    if wants_source:
        _add_source(request, data)
    if wants_passages:
        _cut_up(request, data)
    if wants_source or wants_passages:
        show_again(request, data)


def own_forms(request: HttpRequest) -> dict[str, Any]:
    """The two small forms for the page; each complains only of what it was asked to do and could not."""
    data = request.POST if request.method == "POST" else None
    asked: dict[str, BaseForm] = getattr(request, "asked", {})
    directory = directory_of(request)
    return {
        "paste": asked.get("paste") or _quiet(PasteForm(data, directory)),
        "new_source": asked.get("source") or _quiet(NewSourceForm(_typed(data), directory)),
        "told": getattr(request, "told", ""),
    }


def _add_source(request: HttpRequest, data: QueryDict) -> None:
    form = NewSourceForm(data, directory_of(request))
    if not form.is_valid():
        _complain(request, "source", form)
        _tell(request, "_source", "The source is not added yet, and nothing is saved: see what it lacks.")
        return
    with transaction.atomic():
        source: Source = form.save()
        perform(Action.EDIT, source, request.user)  # type: ignore[arg-type]
    form.put_into(data, source)
    request.directory = Directory()  # type: ignore[attr-defined]
    told = 'Added as a draft: <a href="{}" target="_blank">#{} {}</a>. Submit it for review too: '
    told += "a testimony is submitted when its sources are public."
    _tell(request, "_source", format_html(told, change_address(source), source.pk, source))


def _cut_up(request: HttpRequest, data: QueryDict) -> None:
    form = PasteForm(data, directory_of(request))
    if not form.is_valid():
        _complain(request, "paste", form)
        _tell(request, "_split", "The summary is not cut up yet, and nothing is saved: see why.")
        return
    n = form.put_into(data)
    made = "1 passage stands" if n == 1 else f"{n} passages stand"
    _tell(request, "_split", f"{made} below. Nothing is saved yet: look at them, then save the draft.")


def _tell(request: HttpRequest, button: str, words: str) -> None:
    """Say it where the page opens: at the passages after this button, else at its top."""
    if button in request.POST:
        request.told = words  # type: ignore[attr-defined]
    else:
        messages.warning(request, words)


def _complain(request: HttpRequest, name: str, form: BaseForm) -> None:
    request.asked = {**getattr(request, "asked", {}), name: form}  # type: ignore[attr-defined]


def _typed(data: Any) -> Any:
    """Nothing where nothing was typed, so that what is ticked at first is ticked again."""
    return (
        data if data and any(data.get(f"newsource-{name}") for name in ("title", "author", "url")) else None
    )


def _quiet(form: BaseForm) -> BaseForm:
    form._errors = ErrorDict() if form.is_bound else None  # type: ignore[attr-defined]
    return form
