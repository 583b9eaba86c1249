"""What is a row worth? An entry that can become a draft, or the problems that stand against it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from testimonies.dates import parse
from testimonies.importing.columns import BY_NAME, Mapping, cells_of
from testimonies.importing.naming import SHOWN, Directory, Named
from testimonies.importing.tables import Row
from testimonies.importing.when import WhenError, said
from testimonies.names.hangul import HANGUL
from testimonies.vocabulary import Role

LONGEST = {"title": 200, "content_note": 200, "locator": 120}
MOST_PASSAGES = 500
_LANGUAGES = {
    "en": ("en", "eng", "english", "영어"),
    "ko": ("ko", "kor", "korean", "한국어", "조선어", "국문"),
}
_ROLES = {
    Role.PRISONER: ("prisoner", "inmate", "detainee", "수감자", "수용자", "수인", "죄수", "정치범"),
    Role.CHILD: ("child", "child prisoner", "아동", "어린이", "아동 수감자"),
    Role.FAMILY: ("family", "family member", "relative", "가족", "친척"),
    Role.GUARD: ("guard", "camp guard", "경비병", "경비대원", "간수"),
    Role.OFFICIAL: ("official", "officer", "관리", "간부", "보위원", "관리원"),
    Role.DEFENDER: (
        "defender",
        "human-rights defender",
        "human rights defender",
        "인권 활동가",
        "인권활동가",
    ),
    Role.OTHER: ("other", "기타"),
}
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SEPARATORS = re.compile(r"[;|\n]")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


@dataclass
class Entry:
    """What a good row says, with the keys of the records it names."""

    title: str = ""
    passages: list[str] = field(default_factory=list)
    language: str = "en"
    content_note: str = ""
    given: str = ""
    topics: list[int] = field(default_factory=list)
    witness: int | None = None
    camp: int | None = None
    role: str = ""
    period: str = ""
    source: int | None = None
    locator: str = ""


@dataclass(frozen=True)
class Checked:
    """A row that was checked: problems make it bad; notes say what a draft of it lacks for publication."""

    row: Row
    entry: Entry
    camp: str
    problems: list[str]
    notes: list[str]

    @property
    def summary(self) -> str:
        """The summary as it would be kept."""
        return "\n".join(self.entry.passages)


def check(row: Row, mapping: Mapping, directory: Directory) -> Checked:
    """Check one row against what the archive knows."""
    if row.fault:
        return Checked(row, Entry(), "", [row.fault], [])
    return _Check(row, cells_of(row.cells, mapping), directory).done()


class _Check:
    """One row being checked: each step fills in the entry, or says what is wrong."""

    def __init__(self, row: Row, cells: dict[str, str], directory: Directory) -> None:
        self.row, self.cells, self.directory = row, cells, directory
        self.entry, self.camp = Entry(), ""
        self.problems: list[str] = []
        self.notes: list[str] = []

    def done(self) -> Checked:
        for name, text in self.cells.items():
            self.problems += [f"{BY_NAME[name].label}: {why}." for why in _unfit(name, text)]
        if not self.problems:
            for step in (self._words, self._language, self._dates, self._stay, self._witness, self._rest):
                step()
        return Checked(self.row, self.entry, self.camp, self.problems, self.notes)

    def _words(self) -> None:
        self.entry.title = " ".join(self.cells.get("title", "").split())
        self.entry.content_note = " ".join(self.cells.get("content_note", "").split())
        self.entry.locator = self.cells.get("locator", "")
        self.entry.passages = paragraphs(self.cells.get("summary", ""))
        for name, text in (("title", self.entry.title), ("summary", "".join(self.entry.passages))):
            if not text:
                self.problems.append(f"{BY_NAME[name].label}: empty, and a draft needs it.")
        if len(self.entry.passages) > MOST_PASSAGES:
            self.problems.append(f"Summary: more than {MOST_PASSAGES} paragraphs.")

    def _language(self) -> None:
        cell = self.cells.get("language", "")
        if not cell:
            self.entry.language = _mostly(self.cells.get("summary", ""))
            return
        found = _listed(cell, _LANGUAGES)
        if found is None:
            self.problems.append(f"Language: “{_short(cell)}” is neither en (English) nor ko (Korean).")
        self.entry.language = found or "en"

    def _dates(self) -> None:
        for name in ("period", "given"):
            try:
                setattr(self.entry, name, said(self.cells[name]) if name in self.cells else "")
            except WhenError as error:
                self.problems.append(f"{BY_NAME[name].label}: {error}")
        for name in ("period", "given"):
            if len(getattr(self.entry, name)) > LONGEST["locator"]:
                self.problems.append(f"{BY_NAME[name].label}: longer than {LONGEST['locator']} characters.")

    def _stay(self) -> None:
        cell, role = self.cells.get("camp", ""), self.cells.get("role", "")
        if not cell:
            if role or self.entry.period:
                self.problems.append("Camp: empty, though a role or a period at a camp is given.")
            return
        self._camp(cell)
        found = _listed(role, _ROLES)
        if found is None:
            known = ", ".join(Role.values)
            why = f"“{_short(role)}” is not known" if role else "empty, and a stay at a camp needs one"
            self.problems.append(f"Role: {why}. Choose from {known}.")
        self.entry.role = found or ""

    def _camp(self, cell: str) -> None:
        found = self.directory.camps(cell)
        if len(found) == 1 and found[0].kind in ("camp", "zone"):
            self.entry.camp, self.camp = found[0].pk, found[0].title
        elif found:
            self.problems.append(f"Camp: “{_short(cell)}” may mean {_told(found)}. Write the short name.")
        else:
            near = self.directory.near_camps(cell)
            meant = f" Near to it: {_told(near)}." if near else ""
            self.problems.append(f"Camp: no public camp is known as “{_short(cell)}”.{meant}")

    def _witness(self) -> None:
        cell = self.cells.get("witness", "")
        found = self.directory.witnesses(cell) if cell else []
        if len(found) == 1:
            self.entry.witness = found[0].pk
        elif cell:
            # The name is not repeated: it may be one that is not to be known.
            several = f" It may be {_told(found)}." if found else ""
            self.notes.append(f"The witness is left empty: no one public witness has this name.{several}")

    def _rest(self) -> None:
        for label in _distinct(_SEPARATORS.split(self.cells.get("topics", ""))):
            found = self.directory.topics(label)
            if len(found) == 1:
                self.entry.topics.append(found[0].pk)
            else:
                self.notes.append(f"The topic “{_short(label)}” is left out: {_unknown(found)}.")
        cell = self.cells.get("source", "")
        sources = self.directory.sources(cell) if cell else []
        if len(sources) == 1:
            self.entry.source = sources[0].pk
        else:
            why = f": “{_short(cell)}” is left out, {_unknown(sources)}" if cell else ""
            place = f" Its place in the source: {self.entry.locator}." if self.entry.locator else ""
            self.notes.append(f"Each passage needs a source{why}.{place}")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a summary: at blank lines where there are any, else at each line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return [part.strip() for part in parts if part.strip()]


def _unfit(name: str, text: str) -> Iterator[str]:
    """Why a cell cannot be kept as it is."""
    if text in _ERRORS:
        yield f"“{text}” is an error of the spreadsheet"
    if "\ufffd" in text:
        yield "it holds “\ufffd” where a character was lost: export the file anew, in UTF-8"
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r" for char in text):
        yield "it holds characters that are no text"
    if len(text) > LONGEST.get(name, len(text)):
        yield f"longer than {LONGEST[name]} characters"


def _mostly(text: str) -> str:
    letters = sum(char.isalpha() for char in text)
    return "ko" if 2 * len(HANGUL.findall(text)) > letters else "en"


def _listed(cell: str, terms: dict[str, tuple[str, ...]] | dict[Role, tuple[str, ...]]) -> str | None:
    word = " ".join(cell.casefold().split())
    return next((str(term) for term, words in terms.items() if word in words), None)


def _unknown(found: list[Named]) -> str:
    return f"it may be {_told(found)}" if found else "none is known so"


def _told(found: list[Named]) -> str:
    shown = "; ".join(map(str, found[:SHOWN]))
    return f"{shown}; …" if len(found) > SHOWN else shown


def _distinct(parts: list[str]) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def reading_of(period: str) -> str:
    """What was understood of a period, in words; empty without one."""
    return parse(period).describe() if period else ""
