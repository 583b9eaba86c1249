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
LAST_LATIN = "\u2fff"  # Korean script, and Chinese characters, begin after it
LETTERS = 4  # of a form at most, that any plain word which has it begins with
_JOINTS = "'’‘ʼʻ`´‐‑-"  # characters that may stand inside of a word, as in analysis
_WORD = re.compile(rf"[^\W_]+(?:[{_JOINTS}][^\W_]+)*")
# A word with one of these may begin otherwise than its forms do. Korean ones have Korean forms only, or keys.
_UNUSUAL = re.compile(r"(?:[^\x00-\x7f]|['`\-])+")
_UNUSUAL_LATIN = re.compile(r"(?:[\x80-\u2fff]|['`\-])+")
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

    def sought(self) -> Sought:
        """The same, ready to be looked for; everything must have been added."""
        return Sought.of(self.runs, self.within)


@dataclass(frozen=True)
class Sought:
    """Marks to look for. `starts`: what a plain word begins with that may be the first of a run."""

    runs: tuple[tuple[Forms, ...], ...]
    within: tuple[str, ...]
    starts: frozenset[str]
    firsts: Forms  # the forms of the first words
    names: bool  # is any word asked for by its key as a name?
    korean: bool  # may a word in Korean script be the first of a run?

    @classmethod
    def of(cls, runs: list[tuple[Forms, ...]], within: list[str]) -> Sought:
        """From what was added to Marks."""
        firsts = frozenset[str]().union(*(run[0] for run in runs))
        starts = frozenset(_start(form[1:]) for form in firsts if form[0] in "se")
        names = any(form[0] == "k" for form in firsts)
        korean = names or any(form[1:] > LAST_LATIN for form in firsts)
        return cls(tuple(runs), tuple(within), starts, firsts, names, korean)


def _start(form: str) -> str:
    # Of Porter's stems only the last letter may be another than in the word: happi, mobil of mobility, hope.
    return form[: max(1, min(LETTERS, len(form) - 1))]


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
    def unusual_latin(self) -> frozenset[int]:
        """The same without words in Korean script."""
        found = (match.start() for match in _UNUSUAL_LATIN.finditer(self.whole))
        return frozenset(_begins(self.whole, found))

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


def find(text: Text, sought: Sought) -> Found:
    """The spans of a text that marks ask for."""
    spans: set[tuple[int, int]] = set()
    found: set[object] = set()
    for start in _candidates(text, sought) if sought.runs else ():
        for run, end in _runs_at(sought, text.whole, start):
            spans.add((start, end))
            found.add(run)
    for stretch in sought.within:
        for begin in _begins(text.whole, _places(text.whole, stretch)):
            spans.add((begin, _end(text.whole, begin)))
            found.add(stretch)
    return Found(text.whole, _merged(spans) if spans else (), len(found))


def _candidates(text: Text, sought: Sought) -> set[int]:
    """Where the words begin that a run may begin with."""
    if not text.small:
        return {word.start for word in words(text.whole)}
    found = set(text.unusual if sought.korean else text.unusual_latin)
    if sought.names:
        found |= text.capital
    for start in sought.starts:
        found.update(at for at in _places(text.small, start) if _is_begin(text.whole, at))
    return found


def _runs_at(sought: Sought, text: str, start: int) -> Iterator[tuple[tuple[Forms, ...], int]]:
    """The runs that begin here, each with where it ends."""
    match = _WORD.match(text, start)
    forms = _forms(match.group(), sought.names) if match else frozenset[str]()
    if match is None or sought.firsts.isdisjoint(forms):
        return
    for run in sought.runs:
        if not run[0].isdisjoint(forms) and (end := _run_end(run, text, match.end(), sought.names)):
            yield run, end


def _run_end(run: tuple[Forms, ...], text: str, end: int, names: bool) -> int:
    """Where a run ends whose first word ends here; 0 when other words follow."""
    for asked in run[1:]:
        match = _WORD.search(text, end)
        if match is None or asked.isdisjoint(_forms(match.group(), names)):
            return 0
        end = match.end()
    return end


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


def best(pieces: Iterable[tuple[Piece, Text]], sought: Sought) -> list[tuple[Piece, Found]]:
    """The pieces that show something, the richest first; those equally rich in reading order."""
    found = ((piece, find(text, sought)) for piece, text in pieces)
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
def _forms(text: str, names: bool) -> Forms:
    """The forms of a word, each behind the letter of its kind; its keys, the slow ones, for `names` only.

    A word in a run of several is never sought by its key.
    """
    found = {"s" + form for forms in stems(text)[:1] for form in forms} | {
        "e" + form for form in spellings(text)
    }
    if names and (not text.isascii() or text[0].isupper()):
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
