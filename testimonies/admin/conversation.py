"""The comments on a record on the desk's pages: shown to those who wrote it and those who review it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from testimonies.admin.permissions import Person
from testimonies.commenting import Thread, is_party, threads_of
from testimonies.models import Passage, Record


@dataclass
class Conversation:
    """The threads on one record that this person may read; none when they are no party to it."""

    record: Record
    user: Person

    @cached_property
    def is_open(self) -> bool:
        """Whether this person may read and write comments here."""
        return is_party(self.record, self.user)

    @cached_property
    def threads(self) -> list[Thread]:
        """All threads on the record, by passage and age."""
        return threads_of(self.record) if self.is_open else []

    @property
    def unresolved(self) -> int:
        """How many of them are not resolved."""
        return sum(not thread.is_resolved for thread in self.threads)

    @property
    def address(self) -> str:
        """Where one reads and answers them."""
        return reverse("admin:record_review", args=[self.record.pk])

    @property
    def on_the_whole(self) -> list[Thread]:
        """The threads on the record as a whole."""
        return self.on(0)

    def on(self, passage: int) -> list[Thread]:
        """The threads on one passage; on the record as a whole for 0."""
        return [thread for thread in self.threads if thread.first.passage == passage]


class ShowsComments:
    """For the rows of passages on a record's form: what was said about each, beside it, to read."""

    readonly_fields: ClassVar[Any] = ("comments_here",)
    conversation: Conversation | None = None

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The comments stand in the first group of fields, and only where there are any."""
        shown = super().get_fieldsets(request, obj)  # type: ignore[misc]
        self.conversation = Conversation(obj, request.user) if obj else None
        if self.conversation is None or not self.conversation.threads:
            return shown
        (name, first), *others = shown
        return [(name, first | {"fields": (*first["fields"], "comments_here")}), *others]

    def comments_here(self, passage: Passage) -> SafeString:
        """The comments on one passage, as HTML."""
        threads = self.conversation.on(passage.number) if self.conversation and passage.number else []
        context = {"threads": threads, "conversation": self.conversation, "passage": passage.number}
        return mark_safe(render_to_string("admin/comments_here.html", context))

    comments_here.short_description = _("Comments")  # type: ignore[attr-defined]
