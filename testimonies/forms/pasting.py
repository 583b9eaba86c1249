"""The box for a whole summary: it is cut into passages, which then stand in the form, not saved yet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from testimonies.forms.directory import Directory, written
from testimonies.forms.fields import NamedRecordField
from testimonies.splitting import split

MOST = 200  # passages at once: each brings some fifteen fields, and a form has no more than 5000
LONGEST = 200_000  # characters
ROWS = "passages"


class PasteForm(forms.Form):
    """A summary, and the source that each of its passages rests on."""

    text = forms.CharField(
        label=_("The whole summary"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "data-splits": ""}),
        help_text=_(
            "It is cut at blank lines or at numbered paragraphs. Nothing is saved by it: the passages then "
            "stand below, to be looked at."
        ),
    )
    source = NamedRecordField("source", label=_("Source of each passage"), required=False)
    locator = forms.CharField(label=_("Place in it"), required=False, max_length=120)

    prefix = "paste"

    def __init__(self, data: Any, directory: Directory) -> None:
        super().__init__(data)
        self.fields["source"].directory = directory  # type: ignore[attr-defined]

    def clean_text(self) -> list[str]:
        """The passages."""
        passages = split(self.cleaned_data["text"])
        if not passages:
            raise ValidationError(_("Paste the summary here first."))
        if len(passages) > MOST:
            message = _("These are %(n)d passages: paste at most %(most)d at once.")
            raise ValidationError(message % {"n": len(passages), "most": MOST})
        return passages

    def put_into(self, data: QueryDict) -> int:
        """Put the passages into the form's fields, behind the last that is used; returns how many.

        Passages that are there keep their numbers; the new ones have none, and are given the next when saved.
        """
        given, place = self.cleaned_data, first_free(data)
        source = [written(given["source"])] if given["source"] else []
        for row, text in enumerate(given["text"], place):
            data[f"{ROWS}-{row}-text"] = text
            data.setdefault(f"{ROWS}-{row}-basis", "first_hand")
            data.setdefault(f"{ROWS}-{row}-standing", "stands")
            data.setlist(f"{ROWS}-{row}-references-source", source)
            data.setlist(f"{ROWS}-{row}-references-locator", [given["locator"]] if source else [])
        total = f"{ROWS}-TOTAL_FORMS"
        data[total] = str(max(count(data, "TOTAL"), place + len(given["text"])))
        for name in ("text", "source", "locator"):
            data[self.add_prefix(name)] = ""
        return len(given["text"])


def count(data: QueryDict, which: str) -> int:
    """How many rows of passages the form says it has, TOTAL or INITIAL; 0 when it says nothing sensible."""
    said = data.get(f"{ROWS}-{which}_FORMS", "")
    return min(int(said), 1000) if said.isdecimal() else 0


def first_free(data: QueryDict) -> int:
    """The first row of passages behind all that are stored or typed in."""
    total = count(data, "TOTAL")
    used = (row for row in reversed(range(total)) if is_used(data, row))
    return max(next(used, -1) + 1, count(data, "INITIAL"))


def is_used(data: QueryDict, row: int) -> bool:
    """Whether anything was typed in a row of passages."""
    fields = ("number", "text", "content_note", "references-source", "references-locator", "topics")
    return any(any(data.getlist(f"{ROWS}-{row}-{name}")) for name in fields)
