"""Actor, Event and Remark: what was done to a working record, by whom, and why in private."""

import secrets

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.record import Record
from testimonies.vocabulary import Check


def new_actor_id() -> str:
    """An opaque id: the ledger is public, accounts are not."""
    return secrets.token_hex(6)


class Actor(models.Model):
    """A person who acts on records, known to the ledger by an opaque id only."""

    id = models.CharField(primary_key=True, max_length=12, default=new_actor_id, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="actor")

    def __str__(self) -> str:
        return str(self.user) if self.user else _("former account %(id)s") % {"id": self.id}

    @classmethod
    def of(cls, user: AbstractBaseUser) -> "Actor":
        """The actor of an account, made at its first act."""
        try:
            known: Actor = user.actor  # type: ignore[attr-defined]
        except cls.DoesNotExist:
            known = cls.objects.get_or_create(user=user)[0]
        return known


class Event(models.Model):
    """What was done: who, when, the digest of the content after it, what was confirmed. No content."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="events")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="events")
    action = models.CharField(_("action"), max_length=12)
    digest = models.CharField(max_length=64)
    checked = models.CharField(
        max_length=80, blank=True, default="", help_text=_("Of an approval: terms of Check, with blanks.")
    )
    at = models.CharField(_("when"), max_length=32, help_text=_("RFC 3339, UTC, kept as text."))

    class Meta:
        verbose_name = _("event")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.at}"

    @property
    def checks(self) -> list[Check]:
        """What the approver confirmed."""
        return [Check(term) for term in self.checked.split()]


class Remark(models.Model):
    """The private words that went with an event: a reason, a comment. Erasable, unlike the event."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="remark")
    text = models.TextField(_("remark"))

    class Meta:
        verbose_name = _("remark")

    def __str__(self) -> str:
        return self.text
