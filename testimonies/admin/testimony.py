"""The desk's pages of testimonies: passages with their sources and topics, and stays, on one page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from testimonies.admin.base import RecordAdmin, Rows
from testimonies.admin.conversation import ShowsComments
from testimonies.admin.entering import first_of_all, own_forms
from testimonies.forms import PassageForm, PassageFormSet, StayForm, TestimonyForm
from testimonies.models import Passage, Stay, Testimony


class StayRows(Rows):
    """Where the witness was, in which role, when."""

    model = Stay
    form = StayForm
    fieldsets = (
        (None, {"fields": (("camp", "zone"), ("role", "period"), ("note", "standing"))}),
        ("Public precision", {"classes": ("collapse",), "fields": (("public_period", "public_place"),)}),
    )


class PassageRows(ShowsComments, Rows):
    """The paragraphs of the summary."""

    model = Passage
    form = PassageForm
    formset = PassageFormSet
    fieldsets = (
        (None, {"fields": (("number", "basis"), "text", "references", "topics")}),
        (
            "Content note, retraction",
            {
                "classes": ("collapse",),
                "fields": (
                    ("content_note", "standing"),
                    ("retracted_by", "retracted"),
                    "retracted_why",
                    "retraction_source",
                ),
            },
        ),
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj else 3

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        return super().get_queryset(request).prefetch_related("references", "topics")


@admin.register(Testimony)
class TestimonyAdmin(RecordAdmin):
    """A summary of one account. Pasted whole it is cut up, and a source added, before anything is saved."""

    form = TestimonyForm
    change_form_template = "admin/testimony_form.html"
    inlines = (StayRows, PassageRows)
    search_fields = ("title", "identifier")
    datalists = ("source", "camp", "zone", "entity", "witness", "figure")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("witness", "given"),
                    ("language", "content_note"),
                    "about",
                    "topics",
                )
            },
        ),
        (
            "How it was given, figures",
            {
                "classes": ("collapse",),
                "fields": (("medium", "public_given"), "interviewer", "figures"),
            },
        ),
    )

    def before_saving(self, request: HttpRequest) -> HttpResponse | None:
        """A new source is added and a pasted summary cut up, whichever button was pressed."""
        first_of_all(request)
        return None

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return super().render_change_form(request, context | own_forms(request), *args, **kwargs)
