"""UnsavedWork: what one person typed in a form of the desk and has not saved. Private to that person."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from testimonies.models.columns import JSONTextField
from testimonies.models.record import Record


class UnsavedWork(models.Model):
    """The fields of one opened form as typed. No event, no version, no part of the record.

    `token` names the opened form, so that two tabs never share a row; `form` is the name of the model it is
    for; without `record` it is a new one's. `version` counts how often it was kept. It goes when the form is
    saved, when anything of the record is erased, and after a fortnight.
    """

    token = models.CharField(primary_key=True, max_length=32, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsaved_work")
    form = models.CharField(max_length=20)
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="unsaved_work")
    typed = JSONTextField(default=dict)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"unsaved {self.form} of {self.at:%Y-%m-%d %H:%M}"
