"""What is a word, and under which forms is it found: English stems, Korean stems, exact spellings, bigrams.

Pure: the index, the query and the marking of snippets all ask here, so that they agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from whoosh.analysis import STOP_WORDS, Token, Tokenizer
from whoosh.lang.porter import stem as porter

from testimonies.names import admin_stem, fold, looks_korean, strip_particles

# Raise it with any change to what is indexed: an index of another version is refused and rebuilt.
ANALYSIS_VERSION = 2
BREAK = "\f"  # between passages: no phrase reaches over it
_BREAK_POSITIONS = 100

_APOSTROPHES = "'’‘ʼʻ`´"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}\-‐‑][^\W_]+)*")
_PART = re.compile(r"[가-힣]+|[\u3400-\u9fff\uf900-\ufaff]+|[^\W_가-힣\u3400-\u9fff\uf900-\ufaff]+")
_CJK = re.compile(r"[가-힣\u3400-\u9fff\uf900-\ufaff]+")
_HANGUL = re.compile(r"[가-힣]+")
NUMBERED = re.compile(r"[0-9]{1,3}호")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_NO_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, ""))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text and where it stands; `position` counts words and leaps at a BREAK."""

    text: str
    start: int
    end: int
    position: int


def normalised(text: str) -> str:
    """The text in NFC: what every other function here expects."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[Word]:
    """The words of a text in NFC, in order."""
    position = -1
    last = 0
    for match in _WORD.finditer(text):
        position += 1 + _BREAK_POSITIONS * text.count(BREAK, last, match.start())
        last = match.end()
        yield Word(match.group(), match.start(), match.end(), position)


def plain(word: str) -> str:
    """A word in small letters without marks and apostrophes: Pukch'ang and pukchang, Yodŏk and Yodok."""
    bare = word.translate(_NO_APOSTROPHE).casefold()
    if bare.isascii():
        return bare
    apart = unicodedata.normalize("NFD", bare)
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[tuple[str, ...], ...]:
    """The forms a word is found under, position after position: a compound also stands as its parts."""
    bare = _unpossessed(word)
    parts = _PART.findall(plain(bare).replace("‐", "-").replace("‑", "-"))
    if len(parts) < 2:
        return (_part_stems(parts[0]),) if parts else ()
    joined = "".join(parts)
    if numbered := _numbered(joined):
        return ((joined, parts[0], *numbered),)
    first = tuple(dict.fromkeys((*_part_stems(joined), joined, *_part_stems(parts[0]))))
    return (first, *(_part_stems(part) for part in parts[1:]))


@lru_cache(maxsize=100_000)
def sequence(word: str) -> tuple[str, ...]:
    """A word as a row of single forms, for phrases: of a compound its parts, never the whole."""
    if _HANGUL.fullmatch(word):
        return (word,)
    return tuple(forms[-1] for forms in stems(word))


@lru_cache(maxsize=100_000)
def spellings(word: str) -> tuple[str, ...]:
    """The exact spellings of a word, marks kept and case not; Korean particles are no part of a spelling."""
    exact = _unpossessed(word).translate(_ONE_APOSTROPHE).casefold()
    found = (*strip_particles(exact), *_numbered(exact))
    return tuple(dict.fromkeys(found))


def grams(word: str) -> list[str]:
    """The character bigrams of the Hangul and Hanja in a word; a lone character stands for itself."""
    found: list[str] = []
    for run in _CJK.findall(word):
        found += [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def core(word: str) -> str:
    """The shortest stem of a Korean word: what its bigrams are asked for. Other words stay as they are."""
    return min(strip_particles(word), key=len) if _HANGUL.fullmatch(word) else word


def is_cjk(word: str) -> bool:
    """Is the whole word Hangul or Hanja?"""
    return bool(_CJK.fullmatch(word))


def is_stop_word(word: str) -> bool:
    """Is it a word so common that only a phrase may ask for it?"""
    return word.casefold() in STOP_WORDS


@lru_cache(maxsize=100_000)
def name_keys(word: str) -> frozenset[str]:
    """Keys under which a word may be a known name: of its Korean stems, or of a Latin spelling."""
    if _HANGUL.fullmatch(word):
        found = strip_particles(word)
        found += [bare for stem in found if (bare := admin_stem(stem))]
        return frozenset(fold(stem) for stem in found)
    bare = _unpossessed(word)
    return frozenset({fold(bare)}) if looks_korean(bare) else frozenset()


def _part_stems(part: str) -> tuple[str, ...]:
    if _HANGUL.fullmatch(part):
        found = strip_particles(part)
        found += [bare for stem in found if (bare := admin_stem(stem))]
        return tuple(dict.fromkeys(found))
    return (porter(part),) if part.isascii() else (part,)


def _unpossessed(word: str) -> str:
    return word[:-2] if len(word) > 3 and word[-1] in "sS" and word[-2] in _APOSTROPHES else word


def _numbered(joined: str) -> tuple[str, ...]:
    """15호 out of 15호에서: particles after one syllable are cut nowhere else."""
    match = NUMBERED.match(joined)
    return (match.group(),) if match else ()


class Forms(Tokenizer):  # type: ignore[misc]
    """A Whoosh analyser: several forms of a word stand at one position.

    What a word becomes does not depend on its neighbours: so a writer of many records asks steps() once for
    each word it meets, and reckons the positions itself, by the same rule as placed().
    """

    leap = _BREAK_POSITIONS  # positions between passages

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        token = Token(positions=True, removestops=False)
        token.boost, token.stopped = 1.0, False
        for position, forms in self.placed(value):
            token.pos = position
            for form in forms:
                token.text = form
                yield token

    def placed(self, value: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The forms in a text, and the position at which they stand."""
        found, breaks = walked(value)
        leaps = dict(breaks)
        position = 0
        for at, word in enumerate(found):
            position += self.leap * leaps.get(at, 0)
            steps = self.steps(word)
            for step, forms in enumerate(steps):
                yield position + step, forms
            position += self.advance(len(steps))

    def steps(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The forms of a word, position after position from where it begins; no form twice at one."""
        raise NotImplementedError

    def advance(self, steps: int) -> int:
        """How many positions after a word of so many steps the next one begins."""
        return max(steps, 1)


class StemForms(Forms):
    """Stems: the field `text` and the field `title`."""

    def steps(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The stems of a word; a compound takes as many positions as it has parts."""
        return tuple(tuple(dict.fromkeys(forms)) for forms in stems(word))


class ExactForms(Forms):
    """Spellings: the field `exact`."""

    def steps(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The exact spellings of a word, at one position."""
        return (spellings(word),)


class GramForms(Forms):
    """Bigrams: the field `grams`. Words stand apart, so that a run of bigrams lies within one."""

    leap = 0

    def steps(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The bigrams of a word, and at the position of each its two characters."""
        return tuple(
            (gram,) if len(gram) == 1 else tuple(dict.fromkeys((gram, *gram))) for gram in grams(word)
        )

    def advance(self, steps: int) -> int:
        """Two positions stay empty."""
        return steps + 2


def walked(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The words of a text in NFC, and the breaks in it: before which word there are how many."""
    if BREAK not in text:
        return _WORD.findall(text), []
    found: list[str] = []
    breaks: list[tuple[int, int]] = []
    pending = 0
    for number, piece in enumerate(text.split(BREAK)):
        pending += number > 0
        own = _WORD.findall(piece)
        if own and pending:
            breaks.append((len(found), pending))
            pending = 0
        found += own
    return found, breaks
