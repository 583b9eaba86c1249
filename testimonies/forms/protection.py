"""The form that seals who a witness is: what is typed is never shown again, not even after a mistake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from testimonies.protecting import Facts
from testimonies.vault.envelope import Details
from testimonies.vocabulary import Use

# A browser that keeps what was typed, or sends it away to check the spelling, would be a way out.
_KEEP_NOTHING = {"autocomplete": "off", "autocorrect": "off", "autocapitalize": "off", "spellcheck": "false"}


class WriteOnly(forms.Textarea):
    """A text area that is empty on every page."""

    def format_value(self, value: Any) -> None:
        """Nothing, whatever was typed."""


def _sealed(label: Any, rows: int, help_text: Any = "", most: int = 5000) -> forms.CharField:
    widget = WriteOnly(_KEEP_NOTHING | {"rows": rows})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget, help_text=help_text)


class ProtectionForm(forms.Form):
    """Four texts to seal, any of them, and the three facts of consent."""

    legal_name = _sealed(
        _("Legal name"),
        2,
        _("One a line: other names and spellings too. A scan looks for each of them."),
        most=1000,
    )
    contact = _sealed(_("Contact"), 2)
    consent = _sealed(_("Details of consent"), 3)
    needs = _sealed(_("Protection needs"), 3)
    uses = forms.MultipleChoiceField(
        label=_("Consented to"),
        choices=Use.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without publication no record of this witness is approved."),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"autocomplete": "off"}, format="%Y-%m-%d"),
        help_text=_("The last day, as 2031-12-31. Empty: without an end."),
    )
    withdrawn = forms.BooleanField(label=_("Consent was withdrawn"), required=False)

    sealed = ("legal_name", "contact", "consent", "needs")

    @property
    def details(self) -> Details:
        """What is to be sealed."""
        return Details(**{name: self.cleaned_data[name].strip() for name in self.sealed})

    @property
    def facts(self) -> Facts:
        """What was consented to."""
        given = self.cleaned_data
        return Facts(tuple(Use(term) for term in given["uses"]), given["until"], given["withdrawn"])

    def sealed_fields(self) -> list[Any]:
        """The fields that are sealed, for the page."""
        return [self[name] for name in self.sealed]
