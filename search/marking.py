"""Which words of a text a query asked for, across scripts, and the snippet that shows them.

Most words of a text are not analysed: a plain English word can only be meant when it begins with the first
letters of something asked for, and those are found by searching the text for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape

from search.analysis import core, is_cjk, name_keys, normalised, spellings, stems, words
from search.texts import Piece
from testimonies.names import fold, looks_korean

SNIPPET = 240  # characters
LEAD = 60  # characters before the first mark
LETTERS = 3  # of a form, that any plain word which has it begins with: Porter's endings change later ones
_JOINTS = "'’‘ʼʻ`´-‐‑"  # characters that may stand inside of a word
_WORD = re.compile(rf"[^\W_]+(?:[{_JOINTS}][^\W_]+)*")
# A word with one of these may begin otherwise than its forms do.
_UNUSUAL = re.compile(r"[^\x00-\x7f]|['`\-]")
_CAPITAL = re.compile(r"(?<![^\W_])[A-Z]")

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

    def starts(self) -> set[str]:
        """What a plain word begins with that may be the first of a run."""
        forms = {form[1:] for run in self.runs for form in run[0] if form[0] in "se"}
        return {form[:LETTERS] if len(form) > LETTERS + 1 else form[: max(len(form) - 1, 1)] for form in forms}

    def names(self) -> bool:
        """Is any word asked for by its key as a name?"""
        return any(form[0] == "k" for run in self.runs for form in run[0])


@dataclass(frozen=True)
class Text:
    """A text to look in."""

    whole: str

    @classmethod
    def of(cls, text: str) -> Text:
        """The text in the form that its words are read in."""
        return cls(normalised(text))

    @cached_property
    def small(self) -> str:
        """The same in small letters, each where it was; empty when that cannot be."""
        small = self.whole.lower()
        return small if len(small) == len(self.whole) else ""

    @cached_property
    def unusual(self) -> frozenset[int]:
        """Where the words begin that may begin otherwise than their forms do."""
        return frozenset(_begins(self.whole, (match.start() for match in _UNUSUAL.finditer(self.whole))))

    @cached_property
    def capital(self) -> frozenset[int]:
        """Where the words begin that have a capital letter first."""
        found = (match.start() for match in _CAPITAL.finditer(self.whole))
        return frozenset(_begins(self.whole, found))


@dataclass(frozen=True)
class Found:
    """The marks in one piece of text: spans of characters, and how many different things were found."""

    text: str
    spans: tuple[tuple[int, int], ...]
    variety: int


def find(text: Text, marks: Marks) -> Found:
    """The spans of a text that the marks ask for."""
    spans: set[tuple[int, int]] = set()
    found: set[object] = set()
    for start in _candidates(text, marks):
        for run in marks.runs:
            end = _run_at(run, text.whole, start)
            if end:
                spans.add((start, end))
                found.add(run)
    for stretch in marks.within:
        for begin in _begins(text.whole, _places(text.whole, stretch)):
            spans.add((begin, _end(text.whole, begin)))
            found.add(stretch)
    return Found(text.whole, _merged(spans), len(found))


def _candidates(text: Text, marks: Marks) -> set[int]:
    """Where the words begin that a run may begin with."""
    if not marks.runs:
        return set()
    if not text.small:
        return {word.start for word in words(text.whole)}
    found = set(text.unusual)
    if marks.names():
        found |= text.capital
    for start in marks.starts():
        found.update(at for at in _places(text.small, start) if _is_begin(text.whole, at))
    return found


def _places(text: str, stretch: str) -> Iterator[int]:
    at = text.find(stretch)
    while at >= 0:
        yield at
        at = text.find(stretch, at + 1)


def _is_begin(text: str, at: int) -> bool:
    """Does a word begin here? What follows a joint inside of a word is no beginning."""
    if at and text[at - 1].isalnum():
        return False
    return at < 2 or text[at - 1] not in _JOINTS or not text[at - 2].isalnum()


def _begins(text: str, places: Iterator[int]) -> Iterator[int]:
    """Where the words begin that stand at some places, given in order."""
    last = -1
    for place in places:
        if place < last:
            continue
        begin = place
        while begin and (text[begin - 1].isalnum() or text[begin - 1] in _JOINTS):
            begin -= 1
        for match in _WORD.finditer(text, begin):
            if match.start() > place:
                break
            last = match.end()
            if place < last:
                yield match.start()
                break


def _end(text: str, begin: int) -> int:
    match = _WORD.match(text, begin)
    return match.end() if match else begin


def _run_at(run: tuple[Forms, ...], text: str, start: int) -> int:
    """Where a run of words ends that begins here; 0 when none does."""
    match = _WORD.match(text, start)
    for step, asked in enumerate(run):
        if step and match:
            match = _WORD.search(text, match.end())
        if match is None or asked.isdisjoint(_forms(match.group())):
            return 0
    return match.end() if match else 0


def best(pieces: Iterable[tuple[Piece, Text]], marks: Marks) -> list[tuple[Piece, Found]]:
    """The pieces that show something, the richest first; those equally rich in reading order."""
    found = [(piece, find(text, marks)) for piece, text in pieces] if marks.any else []
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


def opening(text: Text) -> str:
    """HTML of the beginning of a text, where nothing is marked."""
    return snippet(Found(text.whole, (), 0))


@lru_cache(maxsize=50_000)
def _forms(text: str) -> Forms:
    """The forms of a word, each behind the letter of its kind."""
    found = {"s" + form for forms in stems(text)[:1] for form in forms} | {"e" + form for form in spellings(text)}
    if not text.isascii() or text[0].isupper():
        found |= {"k" + key for key in name_keys(text)}
    return frozenset(found)


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
