"""Sketch and SketchBand: what a summary's words look like, so that the same account is noticed. Private."""

from django.db import models

from testimonies.models.testimony import Testimony


class Sketch(models.Model):
    """The MinHash signature of one working testimony's summary. Erased with the record."""

    testimony = models.OneToOneField(Testimony, models.CASCADE, primary_key=True, related_name="sketch")
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"sketch of #{self.pk}"


class SketchBand(models.Model):
    """One band of a signature: summaries that share one are compared."""

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="bands")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"band of {self.sketch_id}"
