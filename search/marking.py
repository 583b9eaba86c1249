"""Which words of a text a query asked for, across scripts, and the snippet that shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from search.analysis import Word, core, is_cjk, name_keys, normalised, spellings, stems, words
from search.texts import Piece
from testimonies.names import fold, looks_korean

SNIPPET = 240  # characters
LEAD = 60  # characters before the first mark

Forms = frozenset[str]


@dataclass
class Marks:
    """Runs of words to look for: each word of a run by the forms it may have. Keys begin with their kind."""

    runs: list[tuple[Forms, ...]] = field(default_factory=list)
    within: list[str] = field(default_factory=list)  # stretches of Korean that mark the word around them

    def add_words(self, asked: list[str]) -> None:
        """Words by their stems."""
        for word in asked:
            self._add((frozenset("s" + form for form in stems(word)[0]),))
            if is_cjk(word):
                self.within.append(core(word))

    def add_exact(self, pieces: list[str]) -> None:
        """Words in this order and spelling."""
        self._add(tuple(frozenset({"e" + piece}) for piece in pieces))

    def add_name(self, form: str) -> None:
        """A recorded name: as it is written, and any word that has its key."""
        said = [word.text for word in words(normalised(form))]
        self._add(tuple(frozenset({"s" + one for one in stems(word)[0]}) for word in said))
        if len(said) == 1 and (looks_korean(said[0]) or is_cjk(said[0])):
            self._add((frozenset({"k" + fold(said[0])}),))

    def _add(self, run: tuple[Forms, ...]) -> None:
        if run and run not in self.runs:
            self.runs.append(run)

    @property
    def any(self) -> bool:
        """Is there anything to look for?"""
        return bool(self.runs or self.within)


@dataclass(frozen=True)
class Found:
    """The marks in one piece of text: spans of characters, and how many different things were found."""

    text: str
    spans: tuple[tuple[int, int], ...]
    variety: int


def find(text: str, marks: Marks) -> Found:
    """The spans of a text that the marks ask for."""
    whole = normalised(text)
    said = list(words(whole))
    forms = [_forms(word) for word in said]
    spans: set[tuple[int, int]] = set()
    found: set[object] = set()
    for run in marks.runs:
        for at in _runs_at(run, forms):
            spans.add((said[at].start, said[at + len(run) - 1].end))
            found.add(run)
    for word in said:
        for stretch in marks.within:
            if stretch in word.text:
                spans.add((word.start, word.end))
                found.add(stretch)
    return Found(whole, _merged(spans), len(found))


def best(pieces: list[Piece], marks: Marks) -> list[tuple[Piece, Found]]:
    """The pieces that show something, the richest first; those equally rich in reading order."""
    found = [(piece, find(piece.text, marks)) for piece in pieces] if marks.any else []
    shown = [pair for pair in found if pair[1].spans]
    return sorted(shown, key=lambda pair: (-pair[1].variety, -len(pair[1].spans)))


def snippet(found: Found) -> str:
    """HTML of the stretch around the first marks: escaped, the words found in <mark>."""
    start, end = _window(found)
    parts = ["… " if start else ""]
    at = start
    for begin, finish in found.spans:
        if start <= begin and finish <= end:
            parts += [escape(found.text[at:begin]), "<mark>", escape(found.text[begin:finish]), "</mark>"]
            at = finish
    parts += [escape(found.text[at:end]), " …" if end < len(found.text) else ""]
    return "".join(parts)


def opening(text: str) -> str:
    """HTML of the beginning of a text, where nothing is marked."""
    return snippet(Found(normalised(text), (), 0))


def _forms(word: Word) -> Forms:
    text = word.text
    found = {"s" + form for form in stems(text)[0]} | {"e" + form for form in spellings(text)}
    if not text.isascii() or text[0].isupper():
        found |= {"k" + key for key in name_keys(text)}
    return frozenset(found)


def _runs_at(run: tuple[Forms, ...], forms: list[Forms]) -> list[int]:
    last = len(forms) - len(run) + 1
    return [at for at in range(last) if all(asked & forms[at + step] for step, asked in enumerate(run))]


def _merged(spans: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _window(found: Found) -> tuple[int, int]:
    """From shortly before the first mark, cut at blanks."""
    if len(found.text) <= SNIPPET:
        return 0, len(found.text)
    first = found.spans[0][0] if found.spans else 0
    start = min(max(0, first - LEAD), max(0, len(found.text) - SNIPPET))
    start = found.text.rfind(" ", 0, start + 1) + 1 if start else 0
    end = min(len(found.text), start + SNIPPET)
    if end < len(found.text):
        blank = found.text.rfind(" ", start, end)
        end = max(blank if blank > start else end, found.spans[0][1] if found.spans else 0)
    return start, end
