"""The form field of a date as said: how it is read stands beneath it, or how far it was understood."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from testimonies.dates import DateError, parse


@dataclass(frozen=True)
class Reading:
    """What the archive makes of a date as said: its days in words, or why it is none and where it stops.

    `position` is the index of the character at which understanding stopped; None where all was understood.
    """

    days: str = ""
    why: str = ""
    position: int | None = None

    def __str__(self) -> str:
        return _("Read as %(days)s") % {"days": self.days} if self.days else self.why


def reading_of(said: str) -> Reading:
    """How a date is read. Days that are not all certain are called possible, as in the search."""
    if not said.strip():
        return Reading()
    try:
        date = parse(said)
    except DateError as error:
        return Reading(why=_how_far(said, error), position=error.position)
    days = date.describe()
    is_one_day = date.earliest is not None and date.earliest == date.latest
    return Reading(days if is_one_day else _("%(days)s, possible") % {"days": days})


class SaidDateInput(forms.TextInput):
    """A date as said, with how it is read beneath it."""

    template_name = "testimonies/widgets/said_date.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        reading = reading_of(str(value or ""))
        return super().get_context(name, value, attrs) | {"reading": reading if reading.days else ""}


class SaidDateFormField(forms.CharField):
    """A date as said. One that cannot be read is answered with how far it was understood."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"widget": SaidDateInput({"class": "vTextField said-date"})})

    def validate(self, value: Any) -> None:
        super().validate(value)
        reading = reading_of(value or "")
        if reading.why:
            raise ValidationError(reading.why, code="date")


def _how_far(said: str, error: DateError) -> str:
    rest = said[error.position :].strip()
    if not error.understood:
        return _("Not understood from the start. %(why)s") % {"why": error}
    places = {"understood": error.understood, "rest": rest, "why": error, "place": error.position + 1}
    if not rest:
        return _("Understood: “%(understood)s”, and then it ends too early. %(why)s") % places
    return (
        _("Understood: “%(understood)s”. Not understood: “%(rest)s”, from character %(place)d on. %(why)s")
        % places
    )
