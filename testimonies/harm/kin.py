"""Relatives: kin words, and the personal names that stand beside one, in English and Korean."""

import re
from collections.abc import Iterator

from testimonies.names import is_personal_name, looks_korean, strip_particles

_ENGLISH = (
    r"(?:step|half|grand|great-grand|foster)?-?"
    r"(?P<{name}>mother|father|parent|wife|husband|spouse|son|daughter|child|children|brother|sister|sibling|uncle"
    r"|aunt|cousin|nephew|niece|fianc[eé]e?)s?(?:-in-law)?"
)
_KOREAN_KIN = [
    "외할머니",
    "외할아버지",
    "할머니",
    "할아버지",
    "어머니",
    "아버지",
    "엄마",
    "아빠",
    "부모",
    "남편",
    "아내",
    "부인",
    "남동생",
    "여동생",
    "동생",
    "누나",
    "누이",
    "오빠",
    "언니",
    "형수",
    "형님",
    "형",
    "아들",
    "딸",
    "외삼촌",
    "삼촌",
    "고모",
    "이모",
    "조카",
    "사촌",
    "손자",
    "손녀",
    "며느리",
    "사위",
    "매형",
    "처남",
]
_KOREAN = "|".join(_KOREAN_KIN)
_KIN = re.compile(rf"\b(?i:{_ENGLISH.format(name='kin')})\b|(?P<korean>{_KOREAN})")

_WORD = r"[A-ZÀ-ÖØ-ÞŎŬ][^\W\d_]*(?:[-‐‑'’‘ʼ][^\W\d_]+)*?"
_NAME = rf"{_WORD}(?:\s+{_WORD}){{0,2}}(?=['’]s\b|[^\w'’‐‑-]|['’](?!\w)|$)"
_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:{_ENGLISH.format(name='kin')})\b(?:\s*[,:(]?\s*(?P<called>(?:(?:who|was|is|were)\s+)*"
        rf"(?:named|called)\s+)|\s*[,:(]\s*|\s+(?:of\s+)?)(?P<name>{_NAME})",
        rf"\b(?P<name>{_NAME})(?:['’]s\s+(?:\w+\s+)?|\s*[,(]\s*(?:(?:his|her|their|the|my|a|an|whose)\s+)?"
        rf"(?:\w+\s+)?|\s+(?:is|was)\s+(?:his|her|their|the|my)\s+(?:\w+\s+)?)"
        rf"(?i:{_ENGLISH.format(name='kin')})\b",
    )
)
_BESIDE_KOREAN = (
    re.compile(rf"(?:{_KOREAN})(?:인|이신|의\s*이름은|[,:(])?\s*(?P<name>[가-힣]{{2,8}})"),
    re.compile(rf"(?<![가-힣])(?P<name>[가-힣]{{2,5}})(?:의\s*|이라는\s*|라는\s*|[,(]\s*|\s+)(?:{_KOREAN})"),
)
# Capitals at the beginning of a sentence or a clause that are no names, though they look like one.
_NO_NAMES = frozenset(
    [
        "he",
        "she",
        "they",
        "we",
        "i",
        "in",
        "on",
        "at",
        "his",
        "her",
        "hers",
        "him",
        "the",
        "their",
        "when",
        "no",
        "and",
        "so",
        "one",
        "some",
        "many",
        "then",
        "but",
        "that",
        "this",
        "who",
        "it",
        "its",
        "my",
        "our",
        "you",
        "your",
        "as",
        "an",
        "a",
        "if",
        "or",
        "not",
        "now",
        "was",
        "were",
        "is",
        "all",
        "both",
    ]
)

# Words of three syllables that begin like a surname and often follow a kin word.
_NO_KOREAN_NAMES = frozenset(["이야기", "고향집", "이웃집", "마지막", "주변의", "나머지", "이후에", "전부터"])


def kin_words(text: str) -> frozenset[str]:
    """The kin words of a text, each once, English ones in the singular."""
    return frozenset((match["kin"] or match["korean"]).casefold() for match in _KIN.finditer(text))


def names_beside_kin(text: str) -> list[str]:
    """Personal names that stand beside a kin word, in the words of the text; a surname alone is none."""
    return list(dict.fromkeys([*_latin(text), *_hangul(text)]))


def _latin(text: str) -> Iterator[str]:
    for pattern in _BESIDE:
        for match in pattern.finditer(text):
            words = [word for word in match["name"].split() if word.casefold() not in _NO_NAMES]
            called = bool(match.groupdict().get("called"))
            if words and (called or _may_be_korean(words)):
                yield " ".join(words)


def _may_be_korean(words: list[str]) -> bool:
    """Kim Chol-su, Chol-su Kim, Chol-su; not Kim, which is half of a name, nor Camp."""
    if len(words) == 1:
        return "-" in words[0] and looks_korean(words[0])
    return is_personal_name(" ".join(words)) and all(looks_korean(word) for word in words)


def _hangul(text: str) -> Iterator[str]:
    for pattern in _BESIDE_KOREAN:
        for match in pattern.finditer(text):
            stems = [
                stem
                for stem in strip_particles(match["name"])
                if is_personal_name(stem) and stem not in _NO_KOREAN_NAMES
            ]
            if stems:
                yield min(stems, key=len)
