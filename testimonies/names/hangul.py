"""Hangul to a broad Latin spelling.

Letter by letter in the manner of McCune-Reischauer (1939), with the final consonant carried over to a
following vowel. Sound changes between consonants are left to the fold, which makes them for both scripts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FIRST = 0xAC00
_LAST = 0xD7A3
HANGUL = re.compile("[가-힣]")

_INITIAL_TABLE = "k kk n t tt r m p pp s ss - ch tch ch' k' t' p' h"
_VOWEL_TABLE = "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i"
# Final consonants: sounded before a consonant or at the end, and carried over before a vowel.
_FINAL_TABLE = """
- -  k k  k kk  k ks  n n  n nj  n n  t t  l r  k lg  m lm  l lb  l ls  l lt'  p lp'  l r  m m  p p  p ps  t s
t ss  ng ng  t j  t ch'  k k'  t t'  p p'  - -
"""
_INITIALS = _INITIAL_TABLE.split()
_VOWELS = _VOWEL_TABLE.split()
_SOUNDED = [sound.strip("-") for sound in _FINAL_TABLE.split()[::2]]
_CARRIED = [sound.strip("-") for sound in _FINAL_TABLE.split()[1::2]]

_SILENT_INITIAL = _INITIALS.index("-")
_NG = _SOUNDED.index("ng")
_I = _VOWELS.index("i")
# ㄷ and ㅌ before ㅣ sound as ㅈ and ㅊ (Standard Pronunciation, article 17): 해돋이 haedoji, 같이 kach'i.
_PALATALISED = {7: "j", 25: "ch'"}
# ㄺ before ㄱ sounds as ㄹ, before other consonants as ㄱ (Standard Pronunciation, article 11): 굵기 kulgi.
_LK = 9


class _Syllable(NamedTuple):
    initial: int
    vowel: int
    final: int


def romanize(text: str) -> str:
    """Take any text, return it with every run of Hangul syllables in a broad McCune-Reischauer spelling."""
    following = text[1:] + " "
    return "".join(_sound(here, after) for here, after in zip(text, following, strict=False))


def has_final(character: str) -> bool:
    """Does a Hangul syllable end in a consonant?"""
    syllable = _split(character)
    return bool(syllable and syllable.final)


def ends_in_l(character: str) -> bool:
    """Does a Hangul syllable end in ㄹ, after which 로 stands where 으로 would?"""
    syllable = _split(character)
    return bool(syllable and _SOUNDED[syllable.final] == "l" and _CARRIED[syllable.final] == "r")


def _split(character: str) -> _Syllable | None:
    if not character or not _FIRST <= ord(character) <= _LAST:
        return None
    index = ord(character) - _FIRST
    return _Syllable(index // 588, index % 588 // 28, index % 28)


def _sound(character: str, following: str) -> str:
    syllable = _split(character)
    if syllable is None:
        return character
    initial = _INITIALS[syllable.initial].strip("-")
    return initial + _VOWELS[syllable.vowel] + _final(syllable.final, _split(following))


def _final(final: int, following: _Syllable | None) -> str:
    if following is None or following.initial != _SILENT_INITIAL or final == _NG:
        before_k = following is not None and _INITIALS[following.initial] == "k"
        return "l" if final == _LK and before_k else _SOUNDED[final]
    if following.vowel == _I and final in _PALATALISED:
        return _PALATALISED[final]
    return _CARRIED[final]
