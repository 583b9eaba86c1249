"""The form of one action of the workflow: what it needs besides pressing the button."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from testimonies import commenting
from testimonies.forms.directory import Directory
from testimonies.forms.fields import NamedRecordField
from testimonies.models import Record
from testimonies.vocabulary import Check, Noun, ReasonClass, Stage
from testimonies.workflow import TRANSITIONS, Action


class ActionForm(forms.Form):
    """A note, and what the action carries. `particulars` is what perform() takes by keyword."""

    note = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea({"rows": 4}), help_text=_("Kept private.")
    )

    def __init__(self, action: Action, record: Record, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        transition = TRANSITIONS.get((Stage(record.stage), action))
        self.fields["note"].required = bool(transition and transition.note)
        if action in (Action.WITHDRAW, Action.ERASE):
            self.fields["reason"] = forms.ChoiceField(
                label=_("Public reason"),
                choices=ReasonClass.choices,
                help_text=_("All that the public is told, with the date: not who did it, and no other why."),
            )
        if action == Action.ERASE:
            self.fields["note"].help_text = _("Not kept: an erasure takes every note on the record with it.")
        if action == Action.ERASE and record.noun == Noun.TESTIMONY:
            self.fields["passage"] = forms.IntegerField(
                label=_("Only passage number"),
                min_value=1,
                required=False,
                help_text=_(
                    "Every version that holds the passage is erased, its number stays, and a version without "
                    "it goes through review. Empty: the whole record is erased."
                ),
            )
        if action == Action.MERGE:
            self.fields["into"] = _into(record)
        if action == Action.APPROVE:
            self._ask_an_approver(record)
        if action in (Action.COMMENT, Action.RESOLVE, Action.UNRESOLVE):
            self._say_where(action)

    def _ask_an_approver(self, record: Record) -> None:
        seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _UNSEEN})
        self.fields |= {"seen": seen, "checked": checklist()}
        if commenting.unresolved(record):
            self.fields["despite"] = forms.BooleanField(label=_DESPITE, required=False)

    def _say_where(self, action: Action) -> None:
        self.fields["thread"] = _hidden_number()
        if action == Action.COMMENT:
            self.fields["passage"] = _hidden_number()
            self.fields["explains"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def particulars(self) -> dict[str, Any]:
        """What perform() takes besides the note."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "note"}
        if "reason" in found:
            found["reason"] = ReasonClass(found["reason"])
        if "checked" in found:
            found["checked"] = [Check(term) for term in found["checked"]]
        return found

    @property
    def note_text(self) -> str:
        """The note as typed, without blanks around it."""
        return cast(str, self.cleaned_data["note"])


def checklist() -> forms.MultipleChoiceField:
    """The points an approver confirms, to tick; none is ticked. perform() says which are missing."""
    return forms.MultipleChoiceField(
        label=_("I confirm"), choices=Check.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _hidden_number() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


_DESPITE = _("I approve although comments are unresolved")
_UNSEEN = _("Open the review page and approve there: what is approved is what was read.")


def _into(record: Record) -> NamedRecordField:
    field = NamedRecordField(record.noun, label=_("Merge into"), required=True)
    field.directory = Directory()
    return field
