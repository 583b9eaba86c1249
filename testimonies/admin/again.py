"""A form shown again as it was typed, not saved: because it is restored, or its page does something first.

The same answers with script and without: the form is sent, its fields are changed, and it comes back.
"""

import re
from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from testimonies import unsaved
from testimonies.forms import Directory
from testimonies.models import Record, UnsavedWork

_TOKEN = re.compile(r"[0-9a-f]{32}")
_FIRST_WORDS = ("title", "heading", "label_en", "question", "public_name", "passages-0-text", "paste-text")


def directory_of(request: HttpRequest) -> Directory:
    """The request's one directory of records."""
    if not hasattr(request, "directory"):
        request.directory = Directory()  # type: ignore[attr-defined]
    found: Directory = request.directory  # type: ignore[attr-defined]
    return found


def is_shown_again(request: HttpRequest) -> bool:
    """Whether what this request sends is to be shown again and not saved."""
    return bool(getattr(request, "shown_again", False))


def show_again(request: HttpRequest, data: QueryDict) -> None:
    """Let this request's form come back with these fields, unsaved and without complaints."""
    request.POST = data  # type: ignore[assignment]
    request.shown_again = True  # type: ignore[attr-defined]


class ShownAgain:
    """For a ModelAdmin of records: restores what was typed and not saved, and offers to."""

    keeps_unsaved = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method == "POST":
            gone = self._restore(request) if "_restore" in request.POST else self.before_saving(request)
            if gone is not None:
                return gone
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc, no-any-return]

    def before_saving(self, request: HttpRequest) -> HttpResponse | None:
        """What the page does first with a form that was sent; it may call show_again(). Of most: nothing."""
        return None

    def _restore(self, request: HttpRequest) -> HttpResponse | None:
        own = UnsavedWork.objects.filter(user=request.user.pk, token=request.POST["_restore"]).first()
        if own is None:
            messages.error(request, "It is not there any more: it was saved or deleted in another tab.")
            return HttpResponseRedirect(request.get_full_path())
        data = QueryDict(mutable=True)
        for name, values in own.typed.items():
            data.setlist(name, values)
        data["unsaved"] = own.token
        show_again(request, data)
        messages.success(request, "Here is what you had typed. It is not saved yet.")
        return None

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record, editable = context["original"], context["editable"]
        if is_shown_again(request):
            _without_complaints(context)
        if editable and self.keeps_unsaved:
            context |= self._keeping(request, record)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def _keeping(self, request: HttpRequest, record: Record | None) -> dict[str, Any]:
        """What the page needs to keep what is typed: the form's token, and what was kept before."""
        form = str(self.opts.model_name)  # type: ignore[attr-defined]
        kept = unsaved.of(request.user, form, record)  # type: ignore[arg-type]
        token = request.POST.get("unsaved", "")
        known = kept.filter(token=token).first() if _TOKEN.fullmatch(token) else None
        since = request.POST.get("unsaved-since", "")
        return {
            "keeping": {
                "token": token if _TOKEN.fullmatch(token) else unsaved.new_token(),
                "version": known.version if known else 0,
                "form": form,
                "since": since if since.isdecimal() else (unsaved.last_event(record) if record else 0),
                "at_once": request.method == "POST",
            },
            "kept": [] if request.method == "POST" else [(work, _first_words(work)) for work in kept],
        }


def _first_words(work: UnsavedWork) -> str:
    found = (value for name in _FIRST_WORDS for value in work.typed.get(name, ()) if value.strip())
    words = " ".join(next(found, "").split())
    return words[:60] + ("…" if len(words) > 60 else "")


def _without_complaints(context: Any) -> None:
    """What is typed is not finished: errors are for when it is to be saved."""
    context["errors"] = []
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        inline.formset._non_form_errors = inline.formset.error_class()
        forms += inline.formset.forms
    for form in forms:
        form._errors = ErrorDict()
