"""One key for every spelling of a Korean word, Hangul or Latin."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from . import latin
from .foreign import domesticated
from .hangul import HANGUL, romanize
from .particles import admin_stem


def fold(text: str) -> str:
    """Take a Korean place or term in Hangul or any Latin spelling, return the key they share.

    Case, marks, apostrophes, hyphens and blanks do not matter. Digits and other scripts stay as they are. The
    key is small letters; folding a key gives the key again. Two texts are spellings of one word if their keys
    are equal; ㅡ and ㅜ, ㅓ and ㅗ, plain and aspirated consonants are one here, as in the sources.
    """
    return _stable(latin.written(_sounds(text)))


def keys(text: str) -> frozenset[str]:
    """Take a name, return its fold and the looser readings: u and you of a closed syllable also as ㅓ.

    Right for persons (Chul is 철); for places it merges more than `fold` does (선천 and 순천): give it less
    weight there.
    """
    if HANGUL.search(unicodedata.normalize("NFC", text)):
        return frozenset({fold(text)})
    return frozenset({fold(text), *(_stable(latin.written(r)) for r in latin.readings(_sounds(text)))})


def readings(text: str) -> frozenset[str]:
    """Take the name of a place or term, return the keys that a doubtful spelling of it may also mean.

    Besides `keys` these read the habits of other languages (Čchongdžin, Kil-dschu), and leave out an
    administrative ending that is set off (Yodok-kun, 요덕군). To be asked when `fold` meets nothing.
    """
    spellings = {text, domesticated(text)} if not HANGUL.search(text) else {text}
    stems = {stem for spelling in spellings if (stem := _without_ending(spelling))}
    return frozenset(key for spelling in spellings | stems for key in keys(spelling)) - {""}


def _without_ending(text: str) -> str | None:
    if HANGUL.search(text):
        return admin_stem(text)
    bare = latin.ENDING_SET_OFF.sub("", text)
    return bare if bare != text else None


def looks_korean(token: str) -> bool:
    """Take a Latin word; could it be Korean by the form of its syllables? Many English words could, too."""
    return latin.has_korean_syllables(latin.letters(token))


@lru_cache(maxsize=100_000)
def _sounds(text: str) -> str:
    return latin.sounds(latin.letters(romanize(unicodedata.normalize("NFC", text))))


def _stable(key: str) -> str:
    """Rules may meet anew in their own result; a key is done when it folds to itself."""
    seen = {key}
    while (again := latin.written(_sounds(key))) not in seen:
        seen.add(key := again)
    return key
