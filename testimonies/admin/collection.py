"""The desk's pages of collections: records in order, each pinned to a version."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from testimonies.admin.base import RecordAdmin, Rows
from testimonies.forms import ItemForm
from testimonies.models import Collection, Item


class ItemRows(Rows):
    """The records, in the order they are read."""

    model = Item
    fk_name = "collection"
    form = ItemForm
    fields = (("item", "version"), "note")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj else 3


@admin.register(Collection)
class CollectionAdmin(RecordAdmin):
    """An educator's list of records with an introduction."""

    inlines = (ItemRows,)
    search_fields = ("title", "slug", "introduction")
    prepopulated_fields = {"slug": ("title",)}
    datalists = ("record",)
    fieldsets = ((None, {"fields": ("title", "slug", "introduction")}),)
