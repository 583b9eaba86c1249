"""The small form of a source that is not there yet, on the page of the testimony that rests on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.forms.directory import Directory, written
from testimonies.forms.fields import field_for
from testimonies.forms.pasting import ROWS, count
from testimonies.forms.records import DeskForm
from testimonies.importing.naming import plain
from testimonies.models import Source

# The testimony has fields of the same names on the same page.
_OF_THE_SOURCE = {
    "kind": gettext_lazy("Kind of source"),
    "title": gettext_lazy("What it is called"),
    "date": gettext_lazy("Published when"),
    "url": gettext_lazy("On the web at"),
}


def _field(column: Any, **kwargs: Any) -> Any:
    return field_for(column) or column.formfield(**kwargs)


class NewSourceForm(DeskForm):
    """What is needed to tell a source from others; the rest is added on its own page."""

    everywhere = forms.BooleanField(
        label=gettext_lazy("Put it on each passage that has no source yet"), required=False, initial=True
    )

    prefix = "newsource"

    class Meta:
        model = Source
        fields = ("kind", "title", "author", "organisation", "date", "url")
        formfield_callback = _field

    def __init__(self, data: Any, directory: Directory) -> None:
        self.directory = directory
        super().__init__(data)
        for name, field in self.fields.items():
            if name in _OF_THE_SOURCE:
                field.label = _OF_THE_SOURCE[name]

    def clean_title(self) -> str:
        """Refuses a title that a source has already, and names that source."""
        title: str = self.cleaned_data["title"]
        sources = (self.directory or Directory()).records("source")
        same = [words for words, source in sources.items() if plain(source.title) == plain(title)]  # type: ignore[attr-defined]
        if same:
            message = _("There is a source with this title: %(source)s. Name that one.")
            raise ValidationError(message % {"source": same[0]})
        return title

    def put_into(self, data: QueryDict, source: Source) -> None:
        """Name a new source where the form rests on none yet, and empty these fields."""
        if self.cleaned_data["everywhere"]:
            for row in range(count(data, "TOTAL")):
                name = f"{ROWS}-{row}-references-source"
                if data.get(f"{ROWS}-{row}-text") and not any(data.getlist(name)):
                    data.setlist(name, [written(source)])
        if data.get("paste-text") and not data.get("paste-source"):
            data["paste-source"] = written(source)
        for name in self.fields:
            data.pop(self.add_prefix(name), None)
