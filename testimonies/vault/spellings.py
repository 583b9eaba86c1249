"""Do these names stand in a text, in any spelling? Keys live in memory, for as long as the object does."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from testimonies.names import fold, person_key, strip_particles

_LETTERS = r"[^\W\d_]+"
# Words with their hyphens, and the same text with every hyphen taken for a blank.
_WORDS = tuple(re.compile(rf"{_LETTERS}(?:[{joint}]+{_LETTERS})*") for joint in ("-‐‑'’‘ʼ`´.·", "'’‘ʼ`´"))
_POSSESSIVE = re.compile(r"['’ʼ]s\b")
_HANGUL = re.compile("[가-힣]+")
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# As in Kang Chol Hwan, and one more for the longest names on paper.
_LONGEST_RUN = 4
# A shorter beginning of a word is the beginning of too many others.
_SHORTEST_BEGINNING = 3
# Shorter Latin runs are names only where each word has a capital.
_SHORTEST_SMALL = 6


class ProtectedNames:
    """Names to look for. Takes the words as sealed: one name a line, or with commas or semicolons between.

    “Kang, Chol-hwan” is one name: of what a comma divides only what is a whole name by itself counts alone.
    """

    def __init__(self, sealed: Iterable[str]) -> None:
        names = {name for text in sealed for name in _names(text)}
        self._persons = frozenset(key for name in names for key in person_key(name))
        self._folds = frozenset(key for name in names if len(key := fold(name)) > 1)
        self._characters = {part for name in names for part in _HAN.findall(name)}

    def stand_in(self, text: str) -> bool:
        """Whether one of the names may stand in the text, in any spelling and order."""
        text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text))
        joined = _BETWEEN_WORDS.sub("", text)
        if any(part in joined for part in self._characters):
            return True
        runs = {run for words in _WORDS for run in _runs(words.findall(text))}
        return any(self._is_name(run) for run in runs if not _too_common(run))

    def _is_name(self, run: str) -> bool:
        return fold(run) in self._folds or not person_key(run).isdisjoint(self._persons)


def _too_common(run: str) -> bool:
    """Whether a run is as short as “in a” and not written as a name."""
    return len(run) < _SHORTEST_SMALL and any(word[0].islower() for word in run.split())


def _names(sealed: str) -> Iterator[str]:
    for line in re.split(r"[\n;/]+", sealed):
        name = line.strip()
        parts = [part.strip() for part in name.split(",")]
        yield from (part for part in parts if " " in part or _HANGUL.fullmatch(part))
        if name:
            yield name


def _runs(words: list[str]) -> Iterator[str]:
    """One to four words from each place on; of Hangul also without its particles, and joined."""
    for start in range(len(words)):
        for length in range(1, _LONGEST_RUN + 1):
            run = words[start : start + length]
            if len(run) < length:
                break
            yield " ".join(run)
            yield from _stems("".join(run), alone=length == 1)


def _stems(joined: str, alone: bool) -> Iterator[str]:
    if _HANGUL.fullmatch(joined) and len(joined) < 20:
        yield from strip_particles(joined)
        yield from (joined[:end] for end in range(_SHORTEST_BEGINNING, 6) if alone and end < len(joined))
