"""The desk's pages of claims: who says what of which entity, what it rests on and how it stands to others."""

from typing import Any, ClassVar

from django.contrib import admin

from testimonies.admin.base import RecordAdmin, Rows
from testimonies.forms import ClaimForm, ClaimLinkForm
from testimonies.models import Claim, ClaimLink

WHO_SAYS_WHAT: Any = (
    None,
    {"fields": ("heading", "statement", "subject", ("property", "kind"), ("attributed_to", "method"))},
)
VALUE: Any = (
    "Value",
    {
        "fields": (
            "value",
            ("low", "high"),
            ("unit", "metric"),
            "covers",
            "object",
            "alternatives",
            "as_of",
            "reason",
        )
    },
)
CARE: Any = ("How sure, and what it cannot show", {"fields": ("hedge", "limits", "flags")})
RESTS_ON: Any = ("Rests on", {"fields": ("references", "answers")})


class ClaimLinkRows(Rows):
    """How it stands to other claims, beyond answering one."""

    model = ClaimLink
    verbose_name_plural = "relations to other claims"
    form = ClaimLinkForm
    fk_name = "claim"
    fields = (("relation", "target"),)


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """One attributed statement."""

    form = ClaimForm
    inlines = (ClaimLinkRows,)
    search_fields = ("heading", "identifier", "statement")
    list_filter: ClassVar[Any] = ("stage", "property", "kind")
    datalists = ("source", "entity", "claim")
    fieldsets = (WHO_SAYS_WHAT, VALUE, CARE, RESTS_ON)
