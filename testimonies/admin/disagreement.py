"""The desk's pages of disagreements: a question, and its sides with their claims and passages."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from testimonies.admin.base import RecordAdmin, Rows
from testimonies.models import Disagreement, Side


class SideRows(Rows):
    """The answers, none preferred."""

    model = Side
    fields = ("answer", "claims", "passages")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj else 2

    def get_queryset(self, request: HttpRequest) -> QuerySet[Side]:
        return super().get_queryset(request).prefetch_related("claims", "passages__testimony")


@admin.register(Disagreement)
class DisagreementAdmin(RecordAdmin):
    """A question on which claims or passages differ."""

    inlines = (SideRows,)
    search_fields = ("question", "identifier", "note", "sides__answer")
    list_filter: ClassVar[Any] = ("stage", "status")
    datalists = ("entity", "claim", "testimony")
    fieldsets = ((None, {"fields": ("question", "subjects", "status", "note")}),)
