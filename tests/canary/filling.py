"""A token in every text field of a row, whatever fields the model has."""

from typing import Any

from django.db import models

from testimonies.models.record import Record

# Said in closed words, made by the archive, or read as an address: no place for a word of one's own.
_NOT_FREE = ("sha256", "salt", "url", "flags")


def fill(world: Any, row: Any, record: Record) -> None:
    """Put a token into every text field of a row."""
    for field in row._meta.concrete_fields:
        if _takes_words(field):
            name = f"{record.noun}: {row._meta.model_name}.{field.name}"
            token = world.new(name, record)
            setattr(row, field.name, token.latin if field.name == "slug" else token.text)
    row.save()


def _takes_words(field: Any) -> bool:
    if not isinstance(field, models.CharField | models.TextField) or isinstance(field, models.FileField):
        return False
    if field.choices or not field.editable or (field.max_length or 999) < 60:
        return False
    dated = any(other.name == f"{field.name}_edtf" for other in field.model._meta.fields)
    return not dated and not field.name.endswith("_edtf") and field.name not in _NOT_FREE
