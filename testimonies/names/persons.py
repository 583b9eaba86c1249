"""Keys of personal names, whichever of surname and given name comes first."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

from .hangul import HANGUL
from .spelling import fold, keys

_JOINER = re.compile(r"[-‐‑\s]+")
_MOST_READINGS = 32
_NOT_HANGUL = re.compile("[^가-힣]")
_TWO_SYLLABLES = frozenset({"남궁", "황보", "선우", "제갈", "사공", "독고", "서문", "동방"})
_SURNAMES = """
김 이 리 박 최 정 강 조 윤 장 임 림 한 오 서 신 권 황 안 송 류 유 홍 전 고 문 양 량 손 배 백 허 남 심 노
로 하 곽 성 차 주 우 구 민 나 라 진 지 엄 채 원 천 방 공 현 함 변 염 여 려 추 도 소 석 선 설 마 길 연
위 표 명 기 반 왕 금 옥 육 인 맹 제 모 탁 국 어 은 편 용 예 경 봉 사 부 태 형 두 감 피 범 황보 남궁 선우
"""
# Spellings of surnames that no rule of romanization leads to.
_IRREGULAR = "rhie hur eum um sur paik baik"


@lru_cache
def _surname_keys() -> frozenset[str]:
    return frozenset(key for name in (_SURNAMES + _IRREGULAR).split() for key in keys(name))


@lru_cache(maxsize=20_000)
def person_key(text: str) -> frozenset[str]:
    """Take a personal name, return its keys; two spellings may name the same person when the sets meet.

    Hangul is surname first. In Latin script a known surname is taken at either end: Kang Chol-hwan,
    Chol-hwan Kang. A single Latin word gets its plain keys. Empty for a text without a letter.
    """
    text = unicodedata.normalize("NFC", text)
    if HANGUL.search(text):
        return _paired(_splits(_NOT_HANGUL.sub("", text)))
    words = text.replace(",", " ").split()
    return _paired(_orders(words)) if len(words) > 1 else frozenset(keys(text) - {""})


def is_personal_name(text: str) -> bool:
    """Whether a text has the form of a Korean personal name: a known surname and a given name of its own.

    Hangul is asked for three syllables, or four after a surname of two; shorter ones are mostly other words.
    """
    text = unicodedata.normalize("NFC", text)
    if not HANGUL.search(text):
        words = text.split()
        return len(words) > 1 and (_is_surname(words[0]) or _is_surname(words[-1]))
    if _NOT_HANGUL.search(text):
        return False
    return (len(text) == 3 and text[0] in _SURNAMES.split()) or (
        len(text) == 4 and text[:2] in _TWO_SYLLABLES
    )


def _splits(name: str) -> list[tuple[str, str]]:
    """A surname of two syllables before a given name of one may also be one of one before two: 황보영."""
    one, two = (name[:1], name[1:]), (name[:2], name[2:])
    if name[:2] not in _TWO_SYLLABLES or len(name) == 2:
        return [one]
    return [two] if len(name) > 3 else [two, one]


def _orders(words: list[str]) -> list[tuple[str, str]]:
    """(surname, given name) in the orders that a known surname allows; as written if there is none."""
    front = (words[0], " ".join(words[1:]))
    back = (words[-1], " ".join(words[:-1]))
    orders = [front] if _is_surname(words[0]) else []
    if _is_surname(words[-1]) and _may_end_in_surname(words):
        orders.append(back)
    return orders or [front]


def _may_end_in_surname(words: list[str]) -> bool:
    """Soon Ok Lee, but not Kang Chol Ho: of three words the last is the surname only if the first is none."""
    return len(words) == 2 or (len(words) == 3 and not _is_surname(words[0]))


def _is_surname(word: str) -> bool:
    return not keys(word).isdisjoint(_surname_keys())


def _paired(orders: list[tuple[str, str]]) -> frozenset[str]:
    pairs = {
        f"{family}|{given}" for first, rest in orders for family in keys(first) for given in _given(rest)
    }
    return frozenset(pairs - {"|"})


def _given(name: str) -> frozenset[str]:
    """Keys of a given name, read whole and syllable by syllable: the u of Chul-woo is closed only there."""
    pieces = [piece for piece in _JOINER.split(name) if piece]
    ways = [(piece, *sorted(keys(piece) - {fold(piece)})) for piece in pieces]
    spelled = islice(product(*ways), _MOST_READINGS if len(pieces) > 1 else 0)
    return keys(name) | {fold("".join(way)) for way in spelled}
