"""What the vault's database holds: sealed details, and who opened what, when and why."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """128 random bits in hexadecimal: says nothing, and cannot be guessed."""
    return secrets.token_hex(16)


class Sealing(models.Model):
    """Details of one witness, sealed once. Details that come later are another row: nothing is overwritten.

    `token` is the row's own, `protection` that of the witness in the public tables. Both are inside the
    ciphertext too, so that a ciphertext moved to another row is refused.
    """

    token = models.CharField(primary_key=True, max_length=32, default=new_token, editable=False)
    protection = models.CharField(max_length=32, db_index=True)
    at = models.CharField(max_length=32, help_text=_("RFC 3339, UTC, kept as text."))
    recipient = models.CharField(max_length=100, help_text=_("The public key it is sealed to."))
    ciphertext = models.BinaryField()

    class Meta:
        verbose_name = _("sealing")
        ordering = ["at", "token"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.protection} {self.at}"


class Deed(models.TextChoices):
    """What is done to the vault."""

    SEAL = "seal", _("sealed")
    FACTS = "facts", _("changed the facts of consent")
    READ = "read", _("read")
    SCAN = "scan", _("scanned a record")
    CHECK = "check", _("opened all to check them")
    ROTATE = "rotate", _("sealed all to another key")
    FORGET = "forget", _("deleted")


class Act(models.Model):
    """An event: who did what to which token, when and why. Written before it is done; never changed."""

    deed = models.CharField(max_length=8, choices=Deed.choices)
    protection = models.CharField(max_length=32, blank=True, help_text=_("Empty: of all."))
    who = models.CharField(max_length=150)
    at = models.CharField(max_length=32)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("act")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at} {self.who} {self.deed}"
