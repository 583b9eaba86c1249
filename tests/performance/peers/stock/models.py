"""What stock Haystack indexes: it wants a model, and nothing is ever stored in its table."""

from typing import Any

from django.db import models


class Account(models.Model):
    """One document of the corpus."""

    identifier = models.CharField(max_length=80)
    title = models.TextField()
    text = models.TextField()
    camp = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    lang = models.CharField(max_length=10)
    day = models.IntegerField()

    topics: list[str] = []
    sources: list[str] = []

    class Meta:
        app_label = "stock"

    def __str__(self) -> Any:
        return self.title
