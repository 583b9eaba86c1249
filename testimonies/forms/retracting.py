"""The form that takes one passage back: which, who takes it back, when, why, and which source reports it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from testimonies.forms.dates import SaidDateFormField
from testimonies.forms.directory import Directory
from testimonies.forms.fields import NamedRecordField
from testimonies.models import Passage, Testimony
from testimonies.vocabulary import PassageStanding


class RetractForm(forms.Form):
    """Names as on the passage's own form, where the same can be entered by hand."""

    passage = forms.TypedChoiceField(label=_("Passage"), coerce=int)
    retracted_by = forms.CharField(
        label=_("Who takes it back"), max_length=200, help_text=_("Public: a name that may be printed.")
    )
    retracted = SaidDateFormField(
        label=_("Taken back when"), required=False, max_length=120, help_text=_("In the source's words.")
    )
    retracted_why = forms.CharField(
        label=_("Why, as reported"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Public."),
    )
    retraction_source = NamedRecordField("source", label=_("Who reports it"), required=True)

    def __init__(self, testimony: Testimony, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = testimony.passages.filter(standing=PassageStanding.STANDS)
        self.fields["passage"].choices = [(row.number, _begins(row)) for row in standing]  # type: ignore[attr-defined]
        self.fields["retraction_source"].directory = Directory()  # type: ignore[attr-defined]

    def strike(self, testimony: Testimony) -> Passage:
        """Mark the passage as taken back in the working rows; returns it."""
        given = dict(self.cleaned_data)
        passage = testimony.passages.get(number=given.pop("passage"))
        for name, value in given.items():
            setattr(passage, name, value)
        passage.standing = PassageStanding.RETRACTED
        passage.save()
        return passage


def _begins(passage: Passage) -> str:
    text = " ".join(passage.text.split())
    return f"{passage.number}: {text[:60]}{'…' if len(text) > 60 else ''}"
