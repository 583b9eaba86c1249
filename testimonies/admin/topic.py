"""The desk's pages of topics: the controlled vocabulary."""

from django.contrib import admin

from testimonies.admin.base import RecordAdmin
from testimonies.forms import TopicForm
from testimonies.models import Topic


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """A term of the vocabulary."""

    form = TopicForm
    search_fields = ("label_en", "label_ko", "slug")
    prepopulated_fields = {"slug": ("label_en",)}
    datalists = ("topic",)
    fieldsets = (
        (None, {"fields": (("label_en", "label_ko"), "slug", "broader", "scope_note", "sensitivity")}),
    )
