"""What differs between two documents, field by field and passage by passage, and word by word within one.

Pure: reads documents only, asks no database.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, get_args

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from pydantic import BaseModel

from testimonies.documents import (
    CampFacts,
    Document,
    ItemDocument,
    LinkDocument,
    NameDocument,
    PassageDocument,
    PassagePointer,
    PeriodDocument,
    PositionDocument,
    ReferenceDocument,
    RetractionDocument,
    SideDocument,
    StayDocument,
)
from testimonies.vocabulary import PassageStanding

Labels = Mapping[str, str]
Place = tuple[int | None, str]

# The number of the form and the line on what changes are about the version, not in it.
_ABOUT_THE_VERSION = {"schema_number", "noun", "change", "passages"}
# Fields that hold identifiers of other records; a title that happens to read like one stays a title.
_REFERRING = {
    "witness", "topics", "figures", "subject", "object", "answers", "derives_from", "broader", "references",
    "alternatives", "covers", "subjects",
}  # fmt: skip
_LANGUAGES = {"en": "English", "ko": "Korean"}
PLACE = "place in a document"
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of text that is the same in both, gone from the older or new in the newer."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One place where two documents differ; `before` or `after` is empty where there is nothing.

    `field` is the name of a document's field, or of a passage's when `passage` gives a number.
    """

    field: str
    passage: int | None
    before: str
    after: str

    @property
    def place(self) -> str:
        """The place in words: “heading in Korean”, “passage 3”, “passage 3: references”."""
        return place_in_words((self.passage, self.field))

    @property
    def pieces(self) -> list[Piece]:
        """Both texts as one run of words kept, gone and new."""
        return pieces(self.before, self.after)


def differences(old: Document | None, new: Document | None, labels: Labels | None = None) -> list[Difference]:
    """Where `new` differs from `old`, in the order of the document; passages by number. None is no document.

    `labels` gives words for identifiers ("kwalliso-18": "Camp 18"); one without words stands for itself.
    """
    before, after = contents(old, labels), contents(new, labels)
    return [
        Difference(place[1], place[0], before.get(place, ""), after.get(place, ""))
        for place in _places(before, after)
        if before.get(place, "") != after.get(place, "")
    ]


def unchanged(old: Document | None, new: Document | None) -> list[str]:
    """The fields that hold the same in both, and the passages that are the same in all they hold."""
    before, after = contents(old), contents(new)
    moved = {place[0] for place in _places(before, after) if before.get(place, "") != after.get(place, "")}
    kept = [place for place in before if before[place] and before[place] == after.get(place)]
    whole = [place for place in kept if place[0] is None or (place[1] == "text" and place[0] not in moved)]
    return [place_in_words(place) for place in whole]


def contents(document: Document | None, labels: Labels | None = None) -> dict[Place, str]:
    """Everything a document says, as text, by passage number (None outside passages) and field."""
    if document is None:
        return {}
    return dict(_Telling(labels or {}).places(document))


def place_in_words(place: Place) -> str:
    """“title”; “passage 3” for its text; “passage 3: references” for the rest of it."""
    passage, field = place
    words = pgettext(PLACE, field_in_words(field))
    if passage is None:
        return words
    if field == "text":
        return _("passage %(number)s") % {"number": passage}
    return _("passage %(number)s: %(field)s") % {"number": passage, "field": words}


def field_in_words(field: str) -> str:
    """A field's name in English words: “heading in Korean”."""
    name, _low, language = field.rpartition("_")
    words = f"{name} in {_LANGUAGES[language]}" if language in _LANGUAGES else field
    return words.replace("_", " ")


def fields_in_words() -> set[str]:
    """Every place a document may differ in, in English words: what other languages must have words for."""
    held = {name for model in get_args(Document) for name in model.model_fields}
    inner = set(PassageDocument.model_fields)
    return {field_in_words(name) for name in (held | inner) - _ABOUT_THE_VERSION}


def pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one run of words kept, gone and new; a blank between two changes counts as changed."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if kind == "equal" and (come.strip() or not found):
            found.append(Piece("same", come))
        else:
            found += [piece for piece in (Piece("gone", gone), Piece("new", come)) if piece.text]
    return _joined(found)


def _joined(found: list[Piece]) -> list[Piece]:
    """Between two kept runs: one run gone, then one run new."""
    result: list[Piece] = []
    gone = come = ""
    for piece in [*found, Piece("same", "")]:
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            come += piece.text
        else:
            result += [Piece("gone", gone), Piece("new", come), piece]
            gone = come = ""
    return [piece for piece in result if piece.text]


def _places(before: dict[Place, str], after: dict[Place, str]) -> list[Place]:
    """Places of both: fields first, in the newer document's order, then passages by number."""
    every = [*after, *(place for place in before if place not in after)]
    return sorted(every, key=lambda place: (place[0] is not None, place[0] or 0))


class _Telling:
    """Says a document's values in words, with labels for identifiers where there are any."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def places(self, document: Document) -> Iterator[tuple[Place, str]]:
        for name in type(document).model_fields:
            if name not in _ABOUT_THE_VERSION:
                yield (None, name), self._field(name, getattr(document, name))
        for passage in getattr(document, "passages", ()):
            yield from self._passage(passage)

    def _passage(self, passage: PassageDocument) -> Iterator[tuple[Place, str]]:
        removed = passage.standing == PassageStanding.REMOVED
        yield (passage.number, "text"), _("(removed)") if removed else passage.text
        for name in type(passage).model_fields:
            if name not in ("number", "text"):
                yield (passage.number, name), self._field(name, getattr(passage, name))

    def _field(self, name: str, value: Any) -> str:
        if name in _REFERRING and isinstance(value, tuple):
            return "\n".join(self._field(name, item) for item in value)
        return self.named(value) if name in _REFERRING and isinstance(value, str) else self.said(value)

    def named(self, identifier: str | None) -> str:
        return self.labels.get(identifier, identifier) if identifier else ""

    def said(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, tuple):
            return "\n".join(self.said(item) for item in value)
        if value == PassageStanding.STANDS:
            return ""
        if isinstance(value, TextChoices):
            return str(value.label)
        if isinstance(value, BaseModel):
            return self._part(value)
        return str(value)

    def _part(self, part: BaseModel) -> str:
        match part:
            case PeriodDocument():
                return part.text if part.text == part.edtf else f"{part.text} ({part.edtf})"
            case StayDocument():
                return self._stay(part)
            case ReferenceDocument():
                return self._listed(self.named(part.source), part.locator)
            case NameDocument():
                return self._listed(
                    part.text, part.language, part.script, part.system, self.named(part.source)
                )
            case RetractionDocument():
                return self._listed(part.by, part.when, part.why, self.named(part.source))
            case PositionDocument():
                return self._listed(part.latitude, part.longitude, part.of)
            case CampFacts():
                return self._listed(part.number, part.facility_type)
        return self._holding(part)

    def _holding(self, part: BaseModel) -> str:
        """A part whose whole point is which records it holds."""
        match part:
            case LinkDocument():
                return f"{self.said(part.relation)}: {self.named(part.target)}"
            case PassagePointer():
                return f"{self.named(part.testimony)}, passage {part.passage}"
            case SideDocument():
                return self._side(part)
            case ItemDocument():
                return self._listed(self.named(part.record), f"version {part.version}", part.note)
        raise TypeError(f"{type(part).__name__} has no words yet")

    def _stay(self, stay: StayDocument) -> str:
        return self._listed(
            self.named(stay.camp), self.named(stay.zone), stay.role, stay.period, stay.standing, stay.note
        )

    def _side(self, side: SideDocument) -> str:
        held = [*(self.named(claim) for claim in side.claims), *(self.said(at) for at in side.passages)]
        return f"{side.answer}: {'; '.join(held)}"

    def _listed(self, *values: Any) -> str:
        return ", ".join(text for text in map(self.said, values) if text)
