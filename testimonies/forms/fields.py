"""Form fields of the desk: records and passages named by typing, rows of sources, topics to tick.

All work without JavaScript: choices come from a <datalist>, and rows bring spare empty ones.
"""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from testimonies.forms.dates import SaidDateFormField
from testimonies.forms.directory import Directory, word_for
from testimonies.models import Passage, Record, Source, Topic
from testimonies.models.columns import SaidDateField
from testimonies.vocabulary import Flag, PassageStanding

SPARE_ROWS = 2
_PASSAGE = re.compile(r"(?P<testimony>.+?),?\s+p(?:assage)?\.?\s*(?P<number>\d{1,4})", re.IGNORECASE)
Pair = tuple[str, str]


class NamedRecordInput(forms.TextInput):
    """A text field with the list of one kind of record behind it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            {"list": f"list-{name}", "data-names": name, "autocomplete": "off", "class": "named"}
        )


class NamedRecordField(forms.Field):
    """One record, named by typing. `name` says from which list; `directory` is set by the form."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.name, self.directory = name, Directory()
        super().__init__(widget=NamedRecordInput(name), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return self.directory.of_pk(self.name, value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Record | None:
        return self.directory.named(self.name, value) if value and value.strip() else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "").strip()


class Rows(forms.Widget):
    """Several text fields under one name, with spare empty ones at the end."""

    template_name = "testimonies/widgets/rows.html"
    offers = True

    def __init__(self, name: str, called: str = "") -> None:
        self.list_name, self.called = name, called or name
        super().__init__()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *[self.empty] * (1 if value else SPARE_ROWS)]
        return context | {"rows": rows, "list": self.list_name, "called": self.called, "names": self.offers}

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return [text.strip() for text in data.getlist(name) if text.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_1"

    empty: Any = ""


class NamedRecordsField(forms.Field):
    """Several records, one a row."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.name, self.directory = name, Directory()
        super().__init__(widget=Rows(name), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [
            self.directory.of_pk(self.name, item.pk) if isinstance(item, Record) else item
            for item in value or []
        ]

    def to_python(self, value: Any) -> list[Record]:
        return [self.directory.named(self.name, words) for words in value or []]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return cast(bool, self.prepare_value(initial) != (data or []))


class PassageRows(Rows):
    """Rows whose words go on behind the record's: nothing is offered for them."""

    offers = False


class PassagesField(forms.Field):
    """Passages of testimonies, one a row, written “T-000003 p2”; its value is a list of passages."""

    name = "testimony"

    def __init__(self, **kwargs: Any) -> None:
        self.directory = Directory()
        super().__init__(widget=PassageRows(self.name, "passage"), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [
            f"{word_for(item.testimony)} p{item.number}" if isinstance(item, Passage) else item
            for item in value or []
        ]

    def to_python(self, value: Any) -> list[Passage]:
        return [self._passage(words) for words in value or []]

    def _passage(self, words: str) -> Passage:
        found = _PASSAGE.fullmatch(words)
        if found is None:
            message = _("“%(words)s” names no passage: write the testimony and the number, “T-000003 p2”.")
            raise ValidationError(message % {"words": words})
        testimony = self.directory.named(self.name, found["testimony"])
        passages = Passage.objects.filter(testimony_id=testimony.pk, number=int(found["number"]))
        passage = passages.exclude(standing=PassageStanding.REMOVED).first()
        if passage is None:
            message = _("“%(testimony)s” has no passage %(number)s.")
            raise ValidationError(message % {"testimony": testimony, "number": found["number"]})
        return passage

    def has_changed(self, initial: Any, data: Any) -> bool:
        return cast(bool, self.prepare_value(initial) != (data or []))


class ReferenceRows(Rows):
    """Rows of a source and the place in it."""

    template_name = "testimonies/widgets/references.html"
    empty = ("", "")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Pair]:
        pairs = zip(data.getlist(f"{name}-source"), data.getlist(f"{name}-locator"), strict=False)
        stripped = [(source.strip(), locator.strip()) for source, locator in pairs]
        return [pair for pair in stripped if any(pair)]


class ReferencesField(forms.Field):
    """Sources with their locators, one a row; its value is a list of (Source, locator)."""

    name = "source"

    def __init__(self, **kwargs: Any) -> None:
        self.directory = Directory()
        super().__init__(widget=ReferenceRows(self.name), **kwargs)

    def to_python(self, value: list[Pair] | None) -> list[tuple[Source, str]]:
        return [(self._source(words, locator), locator) for words, locator in value or []]

    def _source(self, words: str, locator: str) -> Source:
        if not words:
            raise ValidationError(
                _("“%(locator)s” is a place in no source: name the source, or empty the row.")
                % {"locator": locator}
            )
        if len(locator) > 120:
            raise ValidationError(_("The place in the source is too long: at most 120 characters."))
        return cast(Source, self.directory.named(self.name, words))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


class FoldedBoxes(forms.CheckboxSelectMultiple):
    """Terms to tick, folded away behind the ones chosen."""

    template_name = "testimonies/widgets/topics.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = {str(item) for item in value or []}
        labels = [str(label) for key, label in self.choices if str(key) in chosen]
        return context | {"chosen": ", ".join(labels)}


class TopicBoxes(FoldedBoxes):
    """Topics to tick, and a field for their names: by script it offers them, else it is read when sent."""

    by_name = "-by-name"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        named = [item.removeprefix("=") for item in value or [] if str(item).startswith("=")]
        return context | {"by_name": name + self.by_name, "named": "; ".join(named)}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        words = str(data.get(name + self.by_name) or "").split(";")
        ticked = super().value_from_datadict(data, files, name) or []
        return [*ticked, *(f"={word.strip()}" for word in words if word.strip())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class TopicsField(forms.MultipleChoiceField):
    """Terms of the vocabulary, ticked or named; its value is a list of topics."""

    def __init__(self, **kwargs: Any) -> None:
        self._directory = Directory()
        super().__init__(widget=TopicBoxes(), **kwargs)

    @property
    def directory(self) -> Directory:
        return self._directory

    @directory.setter
    def directory(self, directory: Directory) -> None:
        self._directory = directory
        self.choices = [(str(topic.pk), str(topic)) for topic in directory.records("topic").values()]

    def prepare_value(self, value: Any) -> list[str]:
        return [str(item.pk) if isinstance(item, Topic) else str(item) for item in value or []]

    def clean(self, value: Any) -> Any:
        keys = set(super().clean([self._key(item) for item in value or []]))
        return [topic for topic in self._directory.records("topic").values() if str(topic.pk) in keys]

    def _key(self, item: str) -> str:
        """The key of a topic that is ticked, or named behind “=”."""
        return str(self._directory.named("topic", item[1:]).pk) if item.startswith("=") else item

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.prepare_value(initial)) != set(data or [])


class FlagsField(forms.MultipleChoiceField):
    """What the edition flags, to tick; its value is the terms with spaces between."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FoldedBoxes(), choices=Flag.choices, **kwargs)

    def prepare_value(self, value: Any) -> list[str]:
        return value.split() if isinstance(value, str) else list(value or [])

    def clean(self, value: Any) -> Any:
        return " ".join(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.prepare_value(initial)) != set(data or [])


def field_for(column: Any) -> forms.Field | None:
    """The desk's form field for a relation, flags, an address or a date; None where Django's own will do."""
    common: dict[str, Any] = {
        "label": capfirst(column.verbose_name),
        "help_text": column.help_text,
        "required": not column.blank,
    }
    if isinstance(column, SaidDateField):
        return SaidDateFormField(max_length=column.max_length, **common)
    if isinstance(column, models.URLField):
        return forms.URLField(max_length=column.max_length, assume_scheme="https", **common)
    if column.name == "flags":
        return FlagsField(**common | {"help_text": ""})
    return _field_for_relation(column, common)


def _field_for_relation(column: Any, common: dict[str, Any]) -> forms.Field | None:
    # A column that may name any record lists them all.
    noun = str(getattr(column.related_model, "NOUN", "record"))
    if isinstance(column, models.ManyToManyField):
        if column.related_model is Passage:
            return PassagesField(**common | {"help_text": _("The testimony and the number: “T-000003 p2”.")})
        return TopicsField(**common) if noun == "topic" else NamedRecordsField(noun, **common)
    if isinstance(column, models.ForeignKey):
        return NamedRecordField(column.name if column.name in ("camp", "zone") else noun, **common)
    return None
