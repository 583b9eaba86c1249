"""What is cited: one version of a record, or a passage of it, and the sources it summarises."""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from testimonies.citations.text import clean

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def _clean_fields(instance: Any) -> None:
    for field in fields(instance):
        value = getattr(instance, field.name)
        if isinstance(value, str):
            object.__setattr__(instance, field.name, clean(value))
        elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            object.__setattr__(instance, field.name, tuple(filter(None, map(clean, value))))


@dataclass(frozen=True)
class When:
    """A date of publication: in words, and as year, month and day as far as they are certain."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, text: str, edtf: str) -> "When":
        """From the words and EDTF; anything but a plain year, month or day keeps its words only."""
        found = _DAY.fullmatch(edtf)
        parts = [int(part) for part in found.groups() if part] if found else []
        month = parts[1] if len(parts) > 1 and 1 <= parts[1] <= 12 else None
        whole = len(parts) < 2 or month is not None
        day = parts[2] if len(parts) > 2 and whole else None
        return cls(clean(text), parts[0] if parts and whole else None, month, day)

    @classmethod
    def on(cls, day: date) -> "When":
        """From a day."""
        return cls(day.isoformat(), day.year, day.month, day.day)


@dataclass(frozen=True)
class Original:
    """A bibliographic source as its record describes it.

    `authors` as printed ("Harden, Blaine"; a name without a comma is kept as it is), `kind` a SourceKind,
    `designation` an ISBN or document symbol, `locator` the place in it.
    """

    title: str
    kind: str = "other"
    authors: tuple[str, ...] = ()
    organisation: str = ""
    publisher: str = ""
    when: When | None = None
    designation: str = ""
    locator: str = ""
    url: str = ""
    unresolved: bool = False
    identifier: str = ""

    def __post_init__(self) -> None:
        _clean_fields(self)

    @property
    def isbn(self) -> str:
        """The ISBN, empty when the designation is none."""
        found = re.match(r"ISBN(?:-1[03])?:?\s*([\dXx -]{10,17})$", self.designation)
        return found.group(1).strip() if found else ""

    @property
    def symbol(self) -> str:
        """The document symbol, empty when the designation is an ISBN."""
        return "" if self.isbn else self.designation


@dataclass(frozen=True)
class Cited:
    """One version of a record, and with `passage` one passage of it.

    `who` is the public name of who speaks, None when nobody is named; `day` the day this version was
    published; `address` and `ark` lead to this version and passage; `ledger` and `sha256` are number and hash
    of its ledger row; `accessed` is printed only when given, for a version does not change.
    """

    identifier: str
    noun: str
    version: int
    title: str
    who: str | None
    archive: str
    day: date
    address: str
    ark: str
    ledger: int
    sha256: str
    passage: int | None = None
    retracted: bool = False
    accessed: date | None = None
    language: str = "en"
    originals: tuple[Original, ...] = ()

    def __post_init__(self) -> None:
        _clean_fields(self)

    @property
    def key(self) -> str:
        """An ASCII name of exactly this: "T-000117-v3-p4"."""
        return f"{self.identifier}-v{self.version}" + (f"-p{self.passage}" if self.passage else "")

    @property
    def query(self) -> str:
        """What the address of one of its forms ends in: "?passage=3"; nothing for a whole record."""
        return f"?passage={self.passage}" if self.passage else ""

    @property
    def label(self) -> str:
        """What kind of record it is, and which: "summary T-000117 of testimony by Kang Chol-hwan"."""
        return _phrase(_LABELS.get(self.noun, "record {id}"), self)

    @property
    def genre(self) -> str:
        """What it is, without its identifier: "Summary of testimony by Kang Chol-hwan"."""
        return _phrase(_GENRES.get(self.noun, "Archive record"), self)

    @property
    def link(self) -> str:
        """How the record stands to its originals."""
        return "as recorded in" if self.noun == "source" else "as summarised in"

    @property
    def here(self) -> str:
        """The same, as a list entry ends with it: the record itself was named before."""
        return f"{self.link} this {'archive' if self.noun == 'source' else 'record'}"

    def pin(self, abbreviation: str) -> str:
        """The passage ("para. 4"), saying so if it was taken back; empty for a whole record."""
        if self.passage is None:
            return ""
        return f"{abbreviation} {self.passage}" + (" (retracted)" if self.retracted else "")


# A summary is always called one: nothing here is a witness's own words.
_LABELS = {
    "testimony": "summary {id} of testimony| by {who}",
    "claim": "summary {id} of a claim| by {who}",
    "source": "source record {id}",
    "witness": "witness record {id}",
    "entity": "entry {id}",
    "topic": "topic {id}",
    "figure": "figure {id}|, {who}",
    "disagreement": "question {id} on which sources differ",
    "collection": "reading list {id}",
}
_GENRES = {
    "testimony": "Summary of testimony| by {who}",
    "claim": "Summary of a claim| by {who}",
    "source": "Source record",
    "witness": "Witness record",
    "entity": "Archive entry",
    "topic": "Vocabulary term",
    "figure": "Image|, {who}",
    "disagreement": "Question on which sources differ",
    "collection": "Reading list",
}


def genre_of(noun: str) -> str:
    """What a record of a kind is, nobody named: "Summary of testimony"."""
    return _GENRES.get(noun, "Archive record").partition("|")[0]


def _phrase(template: str, cited: Cited) -> str:
    always, _bar, named = template.partition("|")
    filled = always.replace("{id}", cited.identifier)
    return filled + named.replace("{who}", cited.who) if cited.who else filled
