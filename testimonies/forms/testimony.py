"""The forms of a testimony, its stays and passages. A passage keeps its number once it is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.forms.records import DeskForm, RecordForm, RestsOnSources
from testimonies.models import Passage
from testimonies.precision import why_not_date, why_not_place
from testimonies.vocabulary import PassageStanding

MOST = 9_999


class TestimonyForm(RecordForm):
    """A testimony. The date the public is told must contain the exact one."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        _refuse(self, "public_given", why_not_date(cleaned.get("given", ""), cleaned.get("public_given", "")))
        return cleaned


class StayForm(DeskForm):
    """A stay. The period and the place the public is told must contain the exact ones."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        exact, public = cleaned.get("period", ""), cleaned.get("public_period", "")
        _refuse(self, "public_period", why_not_date(exact, public))
        if cleaned.get("camp"):
            _refuse(self, "public_place", why_not_place(cleaned["camp"], cleaned.get("public_place")))
        return cleaned


def _refuse(form: Any, name: str, why: str) -> None:
    if why and name not in form.errors:
        form.add_error(name, why)


class PassageForm(RestsOnSources):
    """A passage with its sources and topics. Without a number it is given the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.fields["number"].widget.attrs["placeholder"] = _("the next")

    def _get_validation_exclusions(self) -> set[str]:
        """Numbers are compared among the forms of the set: two passages may exchange theirs."""
        return {*super()._get_validation_exclusions(), "number"}  # type: ignore[misc]

    def clean_number(self) -> int | None:
        number: int | None = self.cleaned_data["number"]
        if number is not None and not 1 <= number <= MOST:
            raise ValidationError(_("Passages are numbered from 1 to %(most)d.") % {"most": MOST})
        return number

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        standing, text = cleaned.get("standing"), cleaned.get("text")
        if standing == PassageStanding.REMOVED and text:
            self.add_error("text", _("A removed passage keeps its number and nothing else: empty this."))
        elif standing != PassageStanding.REMOVED and not text and "text" not in self.errors:
            self.add_error("text", _("Write the passage, or empty the row."))
        if standing == PassageStanding.RETRACTED:
            self._ask_who_takes_it_back(cleaned)
        return cleaned

    def _ask_who_takes_it_back(self, cleaned: dict[str, Any]) -> None:
        for name in ("retracted_by", "retraction_source"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Needed for a passage that is taken back."))


class PassageFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The passages of one testimony. Numbers of published passages stay what they are, for ever."""

    def clean(self) -> None:
        super().clean()
        published = _published_numbers(self.instance.identifier)
        for form in self.initial_forms:
            self._check_published(form, published)
        self._give_numbers(published)

    def _check_published(self, form: Any, published: set[int]) -> None:
        before = form.initial.get("number")
        if before not in published:
            return
        if _deleted(form):
            raise ValidationError(
                _(
                    "Passage %(number)d has been published, so its number is its own for ever. To take it "
                    "out, leave it in place, set its standing to “removed” and empty its text."
                )
                % {"number": before}
            )
        if form.cleaned_data.get("number") not in (None, before):
            message = _("Published as passage %(number)d: write that number again.") % {"number": before}
            form.add_error("number", message)
            raise ValidationError(message)

    def _give_numbers(self, published: set[int]) -> None:
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not _deleted(form) and form.is_valid()]
        taken = {form.cleaned_data.get("number") or 0 for form in kept} | published | {0}
        following = max(taken) + 1
        for form in kept:
            if not form.cleaned_data.get("number"):
                form.instance.number = form.initial.get("number") or following
                following += form.instance.number == following
        self._check_that_each_has_its_own(kept)

    def _check_that_each_has_its_own(self, kept: list[Any]) -> None:
        seen: set[int] = set()
        for form in kept:
            if form.instance.number in seen:
                message = _("Another passage of this testimony has the number %(n)d.") % {
                    "n": form.instance.number
                }
                form.add_error("number", message)
                raise ValidationError(message)
            seen.add(form.instance.number)

    def save(self, commit: bool = True) -> Any:
        """Numbers that change are first moved out of the way, so that two passages can exchange theirs."""
        moving = [form.instance.pk for form in self.initial_forms if "number" in form.changed_data]
        Passage.objects.filter(pk__in=moving).update(number=F("number") + MOST)
        return super().save(commit)


def _deleted(form: Any) -> bool:
    return bool(form.cleaned_data.get("DELETE"))


def _published_numbers(identifier: str | None) -> set[int]:
    """Every number that a version of this testimony has used."""
    rows = ledger.history(identifier) if identifier else []
    return {passage.number for row in rows if row.document for passage in row.document.passages}
