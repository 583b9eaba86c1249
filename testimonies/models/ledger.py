"""Head, LedgerRow and Mention: what was published. Written by testimonies.ledger only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.event import Actor, Event
from testimonies.models.record import Record
from testimonies.vocabulary import LedgerKind, Noun

GENESIS = "0" * 64


class Head(models.Model):
    """The one row that says where the ledger ends. A trigger moves it; a lock on it gives gapless numbers."""

    number = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"


class LedgerRow(models.Model):
    """One publication. Never changed; body and salt may be erased once an `erased` row names the number."""

    number = models.PositiveBigIntegerField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="ledger_rows")
    noun = models.CharField(max_length=20, choices=Noun.choices)
    identifier = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=LedgerKind.choices)
    at = models.CharField(max_length=32)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, models.PROTECT, related_name="ledger_row")
    schema = models.PositiveSmallIntegerField()
    erases = models.TextField(
        blank=True, default="", help_text=_("Numbers whose bodies this row erases: ,12,15,")
    )
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    body = models.TextField(null=True)
    salt = models.CharField(max_length=64, null=True)

    class Meta:
        verbose_name = _("ledger row")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["identifier", "-number"], name="ledger_by_identifier"),
            models.Index(fields=["noun", "identifier", "-number"], name="ledger_by_noun"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="ledger_version_once",
                fields=["identifier", "version"],
                condition=models.Q(kind=LedgerKind.PUBLISHED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.identifier} {self.kind}"


class Mention(models.Model):
    """That a record's current document refers to another. Derived from the ledger, rebuilt from it."""

    identifier = models.CharField(max_length=80)
    noun = models.CharField(max_length=20, choices=Noun.choices)
    relation = models.CharField(max_length=20)
    target = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["target", "relation"], name="mention_by_target"),
            models.Index(fields=["identifier"], name="mention_by_identifier"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier} {self.relation} {self.target}"
