"""The forms of records that can contradict themselves: each refusal stands beside the field it is about.

The gate refuses the same of what came in by another way (testimonies.documents.soundness).
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from testimonies.circles import Step, broader_terms, derivations, way_back
from testimonies.forms.records import DeskForm, RecordForm, RestsOnSources
from testimonies.models import Claim, Record, Source, Topic


class ClaimForm(RestsOnSources, RecordForm):
    """A claim with its sources. A number asks for its unit and for what it counts, beside those fields."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None or high is not None:
            for name in ("unit", "metric"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A number needs this: say what is counted and in which unit."))
        if low is not None and high is not None and low > high:
            self.add_error("low", _("“From” is above “to”: exchange them."))
        self._check_where_it_leads(cleaned)
        return cleaned

    def _check_where_it_leads(self, cleaned: dict[str, Any]) -> None:
        subject, answers = cleaned.get("subject"), cleaned.get("answers")
        if subject and cleaned.get("object") == subject:
            self.add_error(
                "object", _("This is the entity the claim is about: name another, or leave it empty.")
            )
        if subject and subject in cleaned.get("alternatives", []):
            self.add_error("alternatives", _("The entity the claim is about cannot be among these."))
        if answers and answers.pk == self.instance.pk:
            self.add_error("answers", _("A claim cannot answer itself."))


class ClaimLinkForm(DeskForm):
    """How a claim stands to another one."""

    def clean_target(self) -> Claim:
        target: Claim = self.cleaned_data["target"]
        if target.pk == self.instance.claim_id:
            raise ValidationError(_("This is the claim itself: name another."))
        return target


class SourceForm(RecordForm):
    """A source: by no way does it derive from itself."""

    def clean_derives_from(self) -> list[Source]:
        sources: list[Source] = self.cleaned_data["derives_from"]
        way = _way(self.instance, sources, derivations)
        if way:
            raise ValidationError(_told(_("A source cannot derive from itself"), way))
        return sources


class TopicForm(RecordForm):
    """A topic: by no way is it broader than itself."""

    def clean_broader(self) -> Topic | None:
        broader: Topic | None = self.cleaned_data["broader"]
        way = _way(self.instance, [broader] if broader else [], broader_terms)
        if way:
            raise ValidationError(_told(_("A topic cannot be broader than itself"), way))
        return broader


def _way(record: Record, targets: Iterable[Record], step: Step[int]) -> list[int]:
    """The keys passed on the way from a stored record back to it; a new one is referred to by none."""
    return way_back(record.pk, [target.pk for target in targets], step) if record.pk else []


def _told(refusal: str, way: list[int]) -> str:
    if len(way) == 1:
        return refusal + "."
    passed = {record.pk: str(record.whole()) for record in Record.objects.filter(pk__in=way)}
    named = ", ".join(f"“{passed[key]}”" for key in way[:-1])
    return _("%(refusal)s, and it would: by way of %(named)s.") % {"refusal": refusal, "named": named}
