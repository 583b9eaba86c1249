"""Import and ImportedRow: a file on its way to drafts, and which rows became records. Private."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from testimonies.models.columns import JSONTextField, listed
from testimonies.models.record import Record
from testimonies.vocabulary import ImportPhase


def new_token() -> str:
    """A name for an import that nobody guesses: its folder and its address are called so."""
    return secrets.token_hex(16)


class Import(models.Model):
    """One file one person is importing. Its rows lie in a folder below DATA_DIR; both go after a day.

    `offset` is the byte of the working file at which the next row begins, `done` how many rows came before
    it, and `size` how much of the phase's list of results counts: what was written beyond it, in a batch that
    was cut off, is not.
    """

    token = models.CharField(primary_key=True, max_length=32, default=new_token, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    name = models.CharField(max_length=200)
    told = models.CharField(max_length=300)
    columns = JSONTextField(default=list)
    mapping = JSONTextField(default=dict)
    phase = models.CharField(max_length=10, choices=ImportPhase.choices, default=ImportPhase.MAPPING)
    rows = models.PositiveIntegerField(default=0)
    offset = models.PositiveBigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    counts = JSONTextField(default=dict)
    begun = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [listed("phase", ImportPhase, "import")]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """A row that became a record: a keyed digest, no content. It stays when the record is erased.

    So a text that was erased does not come back with the next run of the same file.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    record = models.ForeignKey(Record, models.PROTECT, related_name="imported_rows")

    def __str__(self) -> str:
        return f"row of #{self.record_id}"
