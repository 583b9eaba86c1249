"""The desk's pages of claims: who says what of which entity, with the sources it rests on."""

from typing import Any, ClassVar

from django.contrib import admin

from testimonies.admin.base import RecordAdmin
from testimonies.forms import ClaimForm
from testimonies.models import Claim


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """One attributed statement."""

    form = ClaimForm
    search_fields = ("heading", "identifier", "statement")
    list_filter: ClassVar[Any] = ("stage", "property", "kind")
    datalists = ("source", "entity", "claim")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "heading",
                    "statement",
                    "subject",
                    ("property", "kind"),
                    ("attributed_to", "method"),
                )
            },
        ),
        ("Value", {"fields": ("value", ("low", "high"), ("unit", "metric"), "object", "as_of")}),
        ("Rests on", {"fields": ("references", "answers")}),
    )
