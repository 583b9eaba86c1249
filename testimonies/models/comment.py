"""Comment: what is said on the desk about a passage of a working record. Private, and erasable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.event import Event
from testimonies.models.record import Record


class Comment(models.Model):
    """The words of one comment. Who and when are its event's; an erasure takes the comments with it.

    `passage` is a number of a passage, 0 the record as a whole. The first comment of a thread answers none,
    and holds the event that resolved the thread.
    """

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="comment")
    record = models.ForeignKey(Record, models.CASCADE, related_name="comments")
    passage = models.PositiveSmallIntegerField(_("passage"))
    text = models.TextField(_("comment"))
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="answered_by", verbose_name=_("answers")
    )
    resolved = models.ForeignKey(
        Event, models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )

    class Meta:
        verbose_name = _("comment")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_id} passage {self.passage}"
