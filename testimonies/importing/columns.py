"""Which column holds what? Proposed by the columns' names in English and Korean, decided by the person."""

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping as Names
from dataclasses import dataclass

from testimonies.importing.refusals import Unreadable

# By field: the column it is read from, or “=” and a value that is the same in all rows.
Mapping = Names[str, str]
# What the file of refused rows adds; such a file can be mended and imported as it is.
ROW_COLUMN, PROBLEM_COLUMN = "row in file", "problem"
ADDED = frozenset({ROW_COLUMN, PROBLEM_COLUMN})


@dataclass(frozen=True)
class Field:
    """One thing a row can hold: its name, what it is, and names of columns that mean it."""

    name: str
    label: str
    help: str
    called: tuple[str, ...]
    needed: bool = False


FIELDS = (
    Field(
        "title",
        "Title",
        "At most 200 characters.",
        ("title", "heading", "headline", "제목", "표제", "기록명"),
        needed=True,
    ),
    Field(
        "summary",
        "Summary",
        "Paragraphs become passages.",
        ("summary", "text", "testimony", "account", "abstract", "요약", "본문", "내용", "증언", "증언 내용"),
        needed=True,
    ),
    Field(
        "language",
        "Language",
        "en or ko; without, told from the letters.",
        ("language", "lang", "언어"),
    ),
    Field(
        "witness",
        "Witness",
        "A public name, in any spelling; one that is not known is left out.",
        ("witness", "witness name", "public name", "interviewee", "증인", "증언자", "구술자"),
    ),
    Field(
        "camp",
        "Camp",
        "One camp, by any of its names or its number.",
        ("camp", "camp name", "prison camp", "facility", "수용소", "관리소", "시설", "수용소명"),
    ),
    Field(
        "role",
        "Role at the camp",
        "prisoner, child, family, guard, official, defender, other.",
        ("role", "role at camp", "capacity", "역할", "신분", "지위"),
    ),
    Field(
        "period",
        "Period at the camp",
        "As said: 1977 to 1987, late 1970s, 1970년대 후반.",
        (
            "period",
            "period of stay",
            "stay",
            "years",
            "years at camp",
            "기간",
            "시기",
            "수감 기간",
            "수용 기간",
        ),
    ),
    Field(
        "given",
        "Date given",
        "When the account was given.",
        ("given", "date given", "interview date", "date of interview", "testimony date", "증언일", "면담일"),
    ),
    Field(
        "topics",
        "Topics",
        "By label or short name, with semicolons between.",
        ("topics", "topic", "keywords", "subjects", "tags", "주제", "주제어", "분류"),
    ),
    Field("source", "Source", "Identifier (S-0042) or title.", ("source", "source title", "출처", "자료")),
    Field(
        "locator",
        "Place in the source",
        "Page, paragraph.",
        ("locator", "page", "pages", "place in the source", "쪽", "페이지", "면"),
    ),
    Field(
        "content_note",
        "Content note",
        "Shown before the text; at most 200 characters.",
        ("content note", "content warning", "trigger warning", "내용 주의", "주의"),
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
_NOT_LETTERS = re.compile(r"[\W_]+")


def propose(columns: Iterable[str]) -> dict[str, str]:
    """The columns whose names say what they hold, by field. A column that may be several things is not."""
    plain = {_plain(column): column for column in columns if column not in ADDED}
    found = {}
    for field in FIELDS:
        named = [plain[key] for name in (field.name, *field.called) if (key := _plain(name)) in plain]
        if named:
            found[field.name] = named[0]
    return found


def refuse_a_wrong_mapping(mapping: Mapping, columns: Iterable[str]) -> None:
    """Raise Unreadable when a field or column is not there, or title or summary has none."""
    there = set(columns)
    for name, column in mapping.items():
        if name not in BY_NAME:
            raise Unreadable(f"“{name}” is no field: choose from {', '.join(BY_NAME)}.")
        if column and column not in there and not column.startswith("="):
            raise Unreadable(f"There is no column “{column}”: the columns are {_listed(there)}.")
    lacking = [field.label for field in FIELDS if field.needed and not mapping.get(field.name)]
    if lacking:
        raise Unreadable(
            f"Which column is the {' and the '.join(lacking).lower()}? The columns are {_listed(there)}."
        )


def cells_of(cells: Mapping, mapping: Mapping) -> dict[str, str]:
    """The cells of a row by field; empty ones are left out."""
    found = {
        name: column[1:] if column.startswith("=") and column not in cells else cells.get(column, "")
        for name, column in mapping.items()
    }
    return {name: text.strip() for name, text in found.items() if text.strip()}


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f"“{column}”" for column in sorted(columns))


def _plain(name: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name).casefold())
