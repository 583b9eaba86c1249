"""The desk's pages of sources."""

from typing import Any, ClassVar

from django.contrib import admin

from testimonies.admin.base import RecordAdmin
from testimonies.forms import SourceForm
from testimonies.models import Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """A bibliographic item."""

    form = SourceForm
    search_fields = ("title", "identifier", "author", "organisation")
    list_filter: ClassVar[Any] = ("stage", "kind", "reach")
    datalists = ("source",)
    fieldsets = (
        (None, {"fields": (("kind", "language"), "title", "author", "organisation", "publisher", "date")}),
        ("Where it is", {"fields": (("designation", "pages"), "url", "archive_url", "reach")}),
        ("What it rests on", {"fields": ("derives_from", "flags", "note")}),
    )
