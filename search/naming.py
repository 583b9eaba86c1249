"""What a spelling may mean: recorded names under their keys, and how certain each meaning is.

Asked in steps: a recorded spelling and its key; when that finds nothing, looser readings of the spelling;
and, only when asked for, the nearest recorded keys, which are guesses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from search.analysis import NUMBERED, is_stop_word, normalised, plain, words
from testimonies.names import (
    admin_stem,
    camp_number,
    domesticated,
    fold,
    looks_korean,
    nearness,
    person_key,
    readings,
    similarity,
    strip_particles,
)

NEAR = 0.76  # of nearness: the least that is offered
MOST_NEAR = 5
LONGEST_GUESSED = 60  # characters

_HANJA_AND_PARTICLE = re.compile("([\u3400-\u9fff\uf900-\ufaff]{2,})[\uac00-\ud7a3]+")
# Beside the stop words of English. Nothing made only of such words is read by its sound: to the (토대).
_FUNCTION_WORDS_TABLE = """
about all am any but did do does down had has he her here him his how i into its me more most my no nor now
off one our out over own she so some such than their them then there these they those too two under up was
were what where which while who whom whose why would
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TABLE.split())


class Certainty(StrEnum):
    """How a spelling came to mean a record, the surest first."""

    RECORDED = "recorded"  # this spelling, or this number of a camp, is recorded
    SPELLING = "spelling"  # it is another spelling of a recorded name
    READING = "reading"  # it is one if a doubtful letter is read in its looser way
    NEAR = "near"  # a guess: a recorded name is like it


@dataclass(frozen=True)
class Meaning:
    """A record's identifier, how certain it is meant, and how near its nearest spelling is, at most 1."""

    identifier: str
    certainty: Certainty
    nearness: float = 1.0

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return list(Certainty).index(self.certainty)

    @property
    def is_sure(self) -> bool:
        """Is it a recorded name, in whatever spelling?"""
        return self.certainty in {Certainty.RECORDED, Certainty.SPELLING}


@dataclass
class Names:
    """Recorded names. The first letter of a key keeps the kinds apart."""

    _by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_number: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _letters: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, identifier: str, form: str, person: bool) -> None:
        """Take in one way to write a record's name."""
        self._letters[identifier].add(_letters_of(form))
        for key in _keys_of(form, person):
            self._by_key[key].add(identifier)

    def add_number(self, identifier: str, number: int) -> None:
        """Take in the number of a camp."""
        self._by_number[number].add(identifier)

    def numbered(self, number: int) -> set[str]:
        """The camps that bear a number."""
        return self._by_number.get(number, set())

    def meant(self, text: str) -> list[Meaning]:
        """What a spelling means by its key, or else by a looser reading; the likelier first."""
        asked = [_asked(form) for form in forms_of(text)]
        found: dict[str, Certainty] = {}
        for one in asked:
            self._note(found, Certainty.RECORDED, self._under(one.recorded), self._numbered(one.number))
        for one in asked:
            self._note(found, Certainty.SPELLING, self._under(one.sounds))
        if not found:
            looser = (self._under(_readings(one.text)) for one in asked if one.loosely)
            self._note(found, Certainty.READING, *looser)
        return self._ordered(text, found)

    def near(self, text: str) -> list[Meaning]:
        """The records with the names most like a spelling, the nearest first: guesses, at most five."""
        if len(text) > LONGEST_GUESSED:
            return []
        found: dict[str, float] = {}
        asked = {key for form in forms_of(text) for key in _asked(form).sounds + _readings(form)}
        for key, identifiers in self._by_key.items():
            score = max((nearness(one[1:], key[1:], NEAR) for one in asked if one[0] == key[0]), default=0.0)
            if score:
                found.update((one, max(score, found.get(one, 0.0))) for one in identifiers)
        letters = _letters_of(text)
        ordered = sorted(found, key=lambda one: (-found[one], -self._nearest(letters, one), one))
        return [Meaning(one, Certainty.NEAR, round(found[one], 3)) for one in ordered[:MOST_NEAR]]

    def _under(self, keys: Iterable[str]) -> set[str]:
        return {identifier for key in keys for identifier in self._by_key.get(key, ())}

    def _numbered(self, number: int | None) -> set[str]:
        return self.numbered(number) if number is not None else set()

    def _note(self, found: dict[str, Certainty], how: Certainty, *sets: set[str]) -> None:
        for identifier in set().union(*sets):
            found.setdefault(identifier, how)

    def _ordered(self, text: str, found: dict[str, Certainty]) -> list[Meaning]:
        if not found:
            return []
        letters = _letters_of(text)
        meanings = [
            Meaning(one, how, round(self._nearest(letters, one), 3) if len(found) > 1 else 1.0)
            for one, how in found.items()
        ]
        return sorted(meanings, key=lambda one: (one.rank, -one.nearness, one.identifier))

    def _nearest(self, letters: str, identifier: str) -> float:
        return max((similarity(letters, one) for one in self._letters[identifier]), default=0.0)


class _Asked(NamedTuple):
    """A form of a spelling, and what it is looked up under."""

    text: str
    recorded: tuple[str, ...]
    sounds: tuple[str, ...]
    number: int | None
    loosely: bool  # may it be read in looser ways?


@lru_cache(maxsize=20_000)
def _asked(said: str) -> _Asked:
    found = [word.text for word in words(said)]
    persons = [] if _is_common(found) else ["p" + key for key in sorted(person_key(said)) if "|" in key]
    by_sound = not _is_common(found) and all(map(_may_be_korean, found))
    sounds = (*persons, *(["f" + fold(said)] if by_sound else []))
    loosely = not _is_common(found) and all(_may_be_korean(domesticated(word)) for word in found)
    return _Asked(said, ("=" + _bare(said),), sounds, camp_number(said), by_sound or loosely)


@lru_cache(maxsize=20_000)
def _readings(said: str) -> tuple[str, ...]:
    """The looser keys, also of names recorded with an administrative ending."""
    found = sorted(readings(said))
    return tuple(kind + key for key in found for kind in "fa")


@lru_cache(maxsize=100_000)
def _keys_of(form: str, person: bool) -> tuple[str, ...]:
    """Keys a recorded name is kept under."""
    bare = "=" + _bare(form)
    if person:
        return (bare, *("p" + key for key in sorted(person_key(form)) if "|" in key))
    stem = admin_stem(normalised(form))
    return (bare, "f" + fold(form), *(["a" + fold(stem)] if stem else []))


def forms_of(text: str) -> list[str]:
    """A spelling, and the same without what Korean adds to its last word: 관리소에서, 18호에서, 北倉에서."""
    said = normalised(text).strip()
    last = said.split(" ")[-1]
    before = said[: len(said) - len(last)]
    bare = [*strip_particles(last)]
    bare += [found.group() for found in (NUMBERED.match(last),) if found]
    bare += [found.group(1) for found in (_HANJA_AND_PARTICLE.fullmatch(last),) if found]
    return [before + stem for stem in dict.fromkeys(bare)]


def _is_common(found: list[str]) -> bool:
    return all(is_stop_word(word) or word.casefold() in _FUNCTION_WORDS for word in found)


def _may_be_korean(word: str) -> bool:
    """By its form: many English words fold to a Korean name by accident."""
    return looks_korean(word) or not word.isascii() or word.isdecimal()


def _bare(text: str) -> str:
    return " ".join(plain(word.text).replace("-", "") for word in words(normalised(text)))


def _letters_of(text: str) -> str:
    """Small letters with their marks and apostrophes, by which the recorded spellings are told apart."""
    return normalised(text).casefold().replace("’", "'").replace("-", "").replace(" ", "")
