"""Scan: that the custodian's process looked for protected names in a content. Never a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.record import Record


class Scan(models.Model):
    """One result: which content (its digest), when, and where something was found."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="scans")
    digest = models.CharField(max_length=64)
    at = models.CharField(_("when"), max_length=32, help_text=_("RFC 3339, UTC: before the vault was read."))
    passages = models.TextField(
        blank=True,
        default="",
        help_text=_("Numbers of the passages with a protected name, with blanks; 0 is anywhere else."),
    )

    class Meta:
        verbose_name = _("scan")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_id} {self.at}"

    @property
    def numbers(self) -> list[int]:
        """The numbers of the passages with a protected name; 0 is anywhere else."""
        return [int(number) for number in self.passages.split()]

    @property
    def is_clean(self) -> bool:
        """Whether no protected name was found."""
        return not self.passages
