"""How alike two keys are, from 0 to 1: what is left to ask when no key meets.

Two measures that fail differently are put together: letters in common (Jaro 1989, Winkler 1990), which
forgives what is left out in the middle, and an edit distance (Wagner and Fischer 1974) in which sounds that
listeners and other alphabets confuse cost less.
"""

from __future__ import annotations

import re

_PREFIX = 4
_PREFIX_WEIGHT = 0.1
_EDIT_SHARE = 1 / 3

_SOUND = re.compile("ng|ch|.", re.DOTALL)
_VOWELS = frozenset("aeiou")
_GLIDES = frozenset("yw")
_GLIDE_COST, _VOWEL_COST, _CONSONANT_COST = 0.4, 0.7, 0.8
_VOWEL_FOR_VOWEL = 0.5
# Russian and Lithuanian write n for ㅇ; the others are near in the mouth.
_CONFUSED = {
    frozenset(pair.split()): cost
    for pair, cost in (
        ("n ng", 0.3),
        ("ch s", 0.6),
        ("ch t", 0.6),
        ("h k", 0.6),
        ("k ng", 0.6),
        ("l n", 0.6),
    )
}


def nearness(one: str, other: str, least: float = 0.0) -> float:
    """Take two keys, return how near they are, 1 if equal; 0 if that is under `least`.

    Two thirds of it are letters in common, one third sounds: no pair is compared further than need be.
    """
    most = _most_alike(len(one), len(other))
    if most * (1 - _EDIT_SHARE) + _EDIT_SHARE < least:
        return 0.0
    alike = similarity(one, other) * (1 - _EDIT_SHARE)
    if alike + _EDIT_SHARE < least:
        return 0.0
    found = alike + sounding_alike(one, other) * _EDIT_SHARE
    return found if found >= least else 0.0


def similarity(one: str, other: str) -> float:
    """Take two strings, return Jaro's similarity raised for a common beginning (Winkler 1990)."""
    if one == other:
        return 1.0
    jaro = _jaro(one, other)
    return jaro + _common_prefix(one, other) * _PREFIX_WEIGHT * (1 - jaro)


def sounding_alike(one: str, other: str) -> float:
    """Take two keys, return 1 less the cost of turning one into the other by the sound."""
    ones, others = _SOUND.findall(one), _SOUND.findall(other)
    if not ones or not others:
        return float(one == other)
    row = _sums(others)
    for sound in ones:
        row = _next_row(row, sound, others)
    return max(0.0, 1 - row[-1] / max(len(ones), len(others)))


def _most_alike(one: int, other: int) -> float:
    """The highest `similarity` that strings of these lengths can have."""
    if not one or not other:
        return 1.0 if one == other else 0.0
    jaro = (2 + min(one, other) / max(one, other)) / 3
    return jaro + min(_PREFIX, one, other) * _PREFIX_WEIGHT * (1 - jaro)


def _common_prefix(one: str, other: str) -> int:
    pairs = zip(one[:_PREFIX], other[:_PREFIX], strict=False)
    apart = next((at for at, (a, b) in enumerate(pairs) if a != b), _PREFIX)
    return min(apart, len(one), len(other))


def _jaro(one: str, other: str) -> float:
    """Letters in common within half the longer length, and half of those that are out of order."""
    ones, others = _in_common(one, other)
    if not ones:
        return 0.0
    common = len(ones)
    moved = sum(a != b for a, b in zip(ones, others, strict=True)) / 2
    return (common / len(one) + common / len(other) + (common - moved) / common) / 3


def _in_common(one: str, other: str) -> tuple[list[str], list[str]]:
    """The letters of each that have a partner in the other, each in its own order."""
    reach = max(0, max(len(one), len(other)) // 2 - 1)
    partners: dict[int, str] = {}
    ones = []
    for at, letter in enumerate(one):
        places = range(max(0, at - reach), min(len(other), at + reach + 1))
        found = next((place for place in places if place not in partners and other[place] == letter), None)
        if found is not None:
            partners[found] = letter
            ones.append(letter)
    return ones, [partners[place] for place in sorted(partners)]


def _sums(sounds: list[str]) -> list[float]:
    row = [0.0]
    for sound in sounds:
        row.append(row[-1] + _alone(sound))
    return row


def _next_row(row: list[float], sound: str, others: list[str]) -> list[float]:
    found = [row[0] + _alone(sound)]
    for at, other in enumerate(others):
        changed = row[at] + _instead(sound, other)
        found.append(min(changed, row[at + 1] + _alone(sound), found[at] + _alone(other)))
    return found


def _alone(sound: str) -> float:
    """What it costs to add or leave out a sound."""
    if sound in _GLIDES:
        return _GLIDE_COST
    return _VOWEL_COST if sound in _VOWELS else _CONSONANT_COST


def _instead(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL_FOR_VOWEL
    return _CONFUSED.get(frozenset((one, other)), 1.0)
