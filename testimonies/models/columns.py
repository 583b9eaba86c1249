"""The Django end of testimonies.dates: a date as said, beside the columns derived from it."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.dates import DateError, UncertainDate, parse
from testimonies.vocabulary import Flag

if TYPE_CHECKING:  # Django's fields take type arguments in their stubs only
    _CharField: TypeAlias = models.CharField[str, str]
    _DateField: TypeAlias = models.DateField[date | None, date | None]
    _TextField: TypeAlias = models.TextField[Any, Any]
else:
    _CharField, _DateField, _TextField = models.CharField, models.DateField, models.TextField


class SaidDateField(_CharField):
    """A date in the words it was said in; saving derives EDTF, earliest and latest day beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip()

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        try:
            read(value)
        except DateError as error:
            raise ValidationError(str(error), code="date") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        said = super().pre_save(model_instance, add) or ""
        reading = read(said)
        name = self.attname
        setattr(model_instance, f"{name}_edtf", reading.edtf if reading else "")
        setattr(model_instance, f"{name}_earliest", reading.earliest if reading else None)
        setattr(model_instance, f"{name}_latest", reading.latest if reading else None)
        return cast(str, said)


def read(said: str) -> UncertainDate | None:
    """The reading of `said`, None when nothing was said. Raises DateError."""
    return parse(said) if said else None


_AS_SAID = _("In the source's words: “late 1970s”, “1999 to 2004”.")


def said_date(
    label: Any, help_text: Any = _AS_SAID
) -> tuple[SaidDateField, _CharField, _DateField, _DateField]:
    """Four columns for one uncertain date: words, EDTF, earliest and latest day (NULL is an open side)."""
    return (
        SaidDateField(label, default="", help_text=help_text),
        models.CharField(max_length=120, blank=True, default="", editable=False),
        models.DateField(null=True, blank=True, editable=False),
        models.DateField(null=True, blank=True, editable=False),
    )


def in_order(name: str, table: str) -> models.CheckConstraint:
    """The database's refusal of a date whose earliest day lies after its latest."""
    return models.CheckConstraint(
        name=f"{table}_{name}_in_order",
        condition=models.Q(**{f"{name}_earliest__isnull": True})
        | models.Q(**{f"{name}_latest__isnull": True})
        | models.Q(**{f"{name}_earliest__lte": models.F(f"{name}_latest")}),
        violation_error_message=_("The earliest day lies after the latest."),
    )


def listed(column: str, choices: type[models.TextChoices], table: str) -> models.CheckConstraint:
    """The database's refusal of a value outside a closed list."""
    return models.CheckConstraint(
        name=f"{table}_{column}_listed", condition=models.Q(**{f"{column}__in": choices.values})
    )


class JSONTextField(_TextField):
    """Plain values kept as JSON in a text column.

    Django's own field asks SQLite for a check with JSON_VALID, which an untrusted schema may not call.
    """

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return json.dumps(value)


def flag_list() -> _CharField:
    """A column for the flags an edition puts on a statement: terms of Flag, with spaces between."""
    return models.CharField(
        _("flags of the edition"),
        max_length=120,
        blank=True,
        validators=[_only_flags],
        help_text=_("With spaces: %(flags)s") % {"flags": ", ".join(Flag.values)},
    )


def _only_flags(value: str) -> None:
    unknown = set(value.split()) - set(Flag.values)
    if unknown:
        message = _("Not a flag: %(unknown)s. Choose from %(flags)s.")
        raise ValidationError(
            message, params={"unknown": ", ".join(sorted(unknown)), "flags": ", ".join(Flag.values)}
        )
