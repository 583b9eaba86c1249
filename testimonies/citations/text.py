"""How a line of citation is set: clean text, title quotes, joined commas and sentences, marks for italics.

Italics travel as two private-use characters, which `clean` takes out of everything that comes in; so a title
may hold any other character, asterisks and brackets included.
"""

import unicodedata
from dataclasses import dataclass

ITALIC, UPRIGHT = "\ue000", "\ue001"
_ENDINGS = (".", "?", "!")
_NESTED = str.maketrans({"“": "‘", "”": "’"})


@dataclass(frozen=True)
class Run:
    """A stretch of text that is italic or is not."""

    text: str
    italic: bool


def clean(text: str) -> str:
    """One line of NFC text: no control characters, no half characters, runs of white space as one space."""
    kept = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text if not _stray(char))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _stray(char: str) -> bool:
    return char in (ITALIC, UPRIGHT) or unicodedata.category(char) == "Cs"


def italic(text: str) -> str:
    """The text marked as italic; nothing for nothing."""
    return f"{ITALIC}{text}{UPRIGHT}" if text else ""


def quoted(title: str, mark: str = "") -> str:
    """A title in double quotation marks, quotations within it in single ones, comma or full stop inside.

    A full stop is left out after a title that ends in one, or in a question or exclamation mark.
    """
    inner = _single_quotes(title)
    if mark == "." and inner.endswith(_ENDINGS):
        mark = ""
    return f"“{inner}{mark}”"


def _single_quotes(title: str) -> str:
    pieces = title.translate(_NESTED).split('"')
    opened = [piece + ("‘" if index % 2 == 0 else "’") for index, piece in enumerate(pieces[:-1])]
    return "".join(opened) + pieces[-1]


def commas(*parts: str) -> str:
    """The parts that are there, with commas between; a comma inside closing quotes is not doubled."""
    line = ""
    for part in filter(None, parts):
        gap = "" if not line else " " if line.endswith(",”") else ", "
        line += gap + part
    return line


def sentences(*parts: str) -> str:
    """The parts that are there, each ending in one full stop (or its own question or exclamation mark)."""
    return " ".join(stopped(part) for part in parts if part)


def stopped(part: str) -> str:
    """The part with a full stop, unless it ends a sentence already."""
    return part if part.rstrip(UPRIGHT + "”’").endswith(_ENDINGS) else f"{part}."


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def upright(line: str) -> str:
    """The line as plain text, without the marks for italics."""
    return line.replace(ITALIC, "").replace(UPRIGHT, "")


def runs(line: str) -> tuple[Run, ...]:
    """The line as stretches of italic and upright text."""
    found: list[Run] = []
    for piece in line.split(ITALIC):
        slanted, mark, rest = piece.partition(UPRIGHT)
        found += [Run(slanted, True), Run(rest, False)] if mark else [Run(slanted, False)]
    return tuple(run for run in found if run.text)
