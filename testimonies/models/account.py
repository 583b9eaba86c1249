"""What is kept about accounts besides Django's own: passwords to be changed, and notices."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.event import Event


class OneTimePassword(models.Model):
    """That an account's password was handed out and must be changed; gone once it is."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="one_time_password")

    class Meta:
        verbose_name = _("one-time password")

    def __str__(self) -> str:
        return str(self.user)


class Notice(models.Model):
    """That something of one's own was returned or approved. What, says the event; no title, no text."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, models.CASCADE, related_name="notices")
    read = models.BooleanField(_("read"), default=False)

    class Meta:
        verbose_name = _("notice")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="one_notice_a_person")]

    def __str__(self) -> str:
        return str(self.event)
