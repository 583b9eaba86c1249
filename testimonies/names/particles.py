"""Korean particles and administrative endings: from a word as it stands in a sentence to the name in it.

No dictionary, for North Korean spelling is in none: all stems that the form allows are given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .hangul import ends_in_l, has_final

_WORD = re.compile("[가-힣]+")
_SHORTEST_STEM = 2


class _Particle(NamedTuple):
    text: str
    may_follow: str


# After any sound; after a final consonant only; after a vowel only; 으로 after a final consonant but ㄹ;
# 로 after a vowel or ㄹ. (Allomorphs as any grammar of Korean has them.)
_ANY, _AFTER_FINAL, _AFTER_VOWEL, _EURO, _RO = "any", "final", "vowel", "euro", "ro"
_TABLE = {
    _ANY: """
        에 에는 에도 에만 에의 에다 에서 에서는 에서도 에서의 에서만 에서부터 에서부터는 에서까지 에서처럼
        에서조차 에게 에게는 에게도 에게서 에게서는 에게로 에게까지 한테 한테는 한테도 한테서 께 께서 께서는
        까지 까지는 까지도 까지의 부터 부터는 부터의 의 도 만 만으로 만에도 마저 조차 처럼 같이 보다 마다
        밖에 만큼 대로 하고 들 들이 들은 들을 들의 들에 들에게 들과 들도 들로
    """,
    _AFTER_FINAL: """
        은 이 을 과 과는 과도 과의 이나 이든 이란 이라 이라고 이라는 이라며 이라도 이며 이고 이다 이었다
        이었던 이지만 이랑 아 이야 이여 이요
    """,
    _AFTER_VOWEL: """
        는 가 를 와 와는 와도 와의 나 든 란 라 라고 라는 라며 라도 며 고 다 였다 였던 지만 랑 야 여 요
    """,
    _EURO: "으로 으로는 으로도 으로부터 으로부터는 으로서 으로써 으로의",
    _RO: "로 로는 로도 로부터 로부터는 로서 로써 로의",
}
# Said after a name, and themselves followed by particles: 강철환씨는, 안명철 선생님이.
_HONORIFICS = ("선생님", "선생", "씨", "님", "군", "양")
_PARTICLES = sorted(
    (_Particle(text, place) for place, words in _TABLE.items() for text in words.split()),
    key=lambda particle: -len(particle.text),
)
_ADMINISTRATIVE = (
    "로동자구",
    "노동자구",
    "직할시",
    "특별시",
    "구역",
    "군",
    "시",
    "리",
    "동",
    "읍",
    "도",
    "구",
)


def strip_particles(word: str) -> list[str]:
    """Take one word, return the stems its form allows, the word itself first.

    Longer particles come first. Only Hangul is taken apart, and a stem keeps at least two syllables. An
    honorific comes off a bare word or from under a particle.
    """
    found = [word]
    if not _WORD.fullmatch(word):
        return found
    for particle in _PARTICLES:
        stem = word.removesuffix(particle.text)
        if stem != word and len(stem) >= _SHORTEST_STEM and _fits(stem[-1], particle.may_follow):
            found.append(stem)
    found += [name for stem in found for name in _without_honorific(stem)]
    return list(dict.fromkeys(found))


def admin_stem(word: str) -> str | None:
    """Take a place name, return it without its administrative ending (요덕군: 요덕), or None if it has none.

    The stem keeps at least two syllables; the longest ending counts.
    """
    for ending in _ADMINISTRATIVE:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM and _WORD.fullmatch(word):
            return stem
    return None


def _fits(last: str, place: str) -> bool:
    closed, liquid = has_final(last), ends_in_l(last)
    return {
        _ANY: True,
        _AFTER_FINAL: closed,
        _AFTER_VOWEL: not closed,
        _EURO: closed and not liquid,
        _RO: liquid or not closed,
    }[place]


def _without_honorific(stem: str) -> list[str]:
    cut = (stem.removesuffix(honorific) for honorific in _HONORIFICS if stem.endswith(honorific))
    return [name for name in cut if len(name) >= _SHORTEST_STEM]
