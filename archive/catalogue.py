"""The catalogue of a language: the .po that people write and the .mo that Django reads, without gettext.

Both formats as the GNU gettext manual has them (The Format of PO Files; The Format of GNU MO Files).
"""

import ast
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MAGIC, _HEAD = 0x950412DE, 28  # first number of a .mo; bytes before its tables
_LINE = re.compile(r'(?P<field>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*(?P<text>".*")')


@dataclass(frozen=True)
class Sentence:
    """What is to be translated: the English, its plural, and a context where one English has two senses."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        """What gettext looks it up by: the context and the text."""
        return f"{self.context}\x04{self.text}" if self.context else self.text


@dataclass(frozen=True)
class Entry:
    """A sentence with its translations, one for each plural form, and the comments above it."""

    sentence: Sentence
    said: tuple[str, ...]
    comments: tuple[str, ...] = ()

    @property
    def fuzzy(self) -> bool:
        """Whether it is marked as not sure."""
        return any(line.startswith("#,") and "fuzzy" in line for line in self.comments)


def read(text: str) -> list[Entry]:
    """The entries of a .po in its order, the head first; raises ValueError for a line that is none of its."""
    return [_entry(block.splitlines()) for block in re.split(r"\n\s*\n", text.strip()) if "msgid" in block]


def _entry(lines: list[str]) -> Entry:
    comments = tuple(line for line in lines if line.startswith("#"))
    fields: dict[str, str] = {}
    name = ""
    for line in lines[len(comments) :]:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"not a line of a catalogue: {line}")
        name = match["field"] or name
        fields[name] = fields.get(name, "") + ast.literal_eval(match["text"])
    said = tuple(text for field, text in fields.items() if field.startswith("msgstr"))
    sentence = Sentence(fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgctxt", ""))
    return Entry(sentence, said, comments)


def write(entries: Iterable[Entry]) -> str:
    """The text of a .po."""
    return "\n\n".join("\n".join(_lines(entry)) for entry in entries) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    yield from entry.comments
    sentence = entry.sentence
    if sentence.context:
        yield f"msgctxt {_quoted(sentence.context)}"
    yield f"msgid {_quoted(sentence.text)}"
    if sentence.plural:
        yield f"msgid_plural {_quoted(sentence.plural)}"
        yield from (f"msgstr[{at}] {_quoted(text)}" for at, text in enumerate(entry.said))
    else:
        yield f"msgstr {_quoted(entry.said[0])}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def compiled(entries: Iterable[Entry]) -> bytes:
    """The .mo of the entries: those that are translated and not in doubt, sorted by their key."""
    told = {entry.sentence: "\0".join(entry.said) for entry in entries if all(entry.said) and not entry.fuzzy}
    pairs = sorted((_original(sentence).encode(), text.encode()) for sentence, text in told.items())
    number = len(pairs)
    starts = _HEAD, _HEAD + 8 * number
    at = _HEAD + 16 * number
    tables = []
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<2I", len(pair[side]), at))
            at += len(pair[side]) + 1
    head = struct.pack("<7I", _MAGIC, 0, number, *starts, 0, at)
    texts = (pair[side] + b"\0" for side in (0, 1) for pair in pairs)
    return head + b"".join(tables) + b"".join(texts)


def _original(sentence: Sentence) -> str:
    return f"{sentence.key}\0{sentence.plural}" if sentence.plural else sentence.key
