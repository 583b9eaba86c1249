"""NotPublicName and Explanation: names the do-no-harm check looks for, and the answers to its findings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.event import Actor, Event
from testimonies.models.record import Record


class NotPublicName(models.Model):
    """A name that no public text may hold, whoever bears it. Private; found in every spelling."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_(
            "One person; other spellings with semicolons between. A protected witness's goes to the vault."
        ),
    )
    note = models.TextField(_("why"), blank=True, help_text=_("Private."))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+", editable=False)
    at = models.CharField(_("since"), max_length=32, editable=False, help_text=_("RFC 3339, UTC."))

    class Meta:
        verbose_name = _("not-public name")
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Explanation(models.Model):
    """That a finding of the do-no-harm check was explained. Who, when and the words are the event's.

    The key is the finding's in exactly that text. Without its remark, which an erasure takes, it is void.
    """

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="explanation")
    record = models.ForeignKey(Record, models.PROTECT, related_name="explanations")
    key = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("explanation")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_id} {self.key[:8]}"
