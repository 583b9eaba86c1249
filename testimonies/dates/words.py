"""The words people date things with, in English and Korean, and what kind of word each is.

Adding a synonym is adding it here; the grammar in `spoken` knows kinds only.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a word does in a date. Korean words follow what they qualify, hence the kinds named _AFTER."""

    NUMBER = auto()
    DECADE = auto()
    ORDINAL = auto()
    MONTH = auto()
    SEASON = auto()
    PART = auto()
    CENTURY = auto()
    YEAR_UNIT = auto()
    DECADE_UNIT = auto()
    MONTH_UNIT = auto()
    DAY_UNIT = auto()
    CIRCA = auto()
    CIRCA_AFTER = auto()
    MAYBE = auto()
    IN = auto()
    THE = auto()
    OF = auto()
    AT_AFTER = auto()
    BETWEEN = auto()
    BETWEEN_AFTER = auto()
    AND = auto()
    OR = auto()
    FROM = auto()
    FROM_AFTER = auto()
    TO = auto()
    UNTIL = auto()
    UNTIL_AFTER = auto()
    BY = auto()
    BEFORE = auto()
    BEFORE_AFTER = auto()
    AFTER = auto()
    AFTER_AFTER = auto()
    ONWARD = auto()
    BACKWARD = auto()
    NOW = auto()
    INTERMITTENT = auto()
    DASH = auto()
    TILDE = auto()
    COMMA = auto()
    DOT = auto()
    SLASH = auto()
    OPENING = auto()
    CLOSING = auto()
    UNKNOWN = auto()
    END = auto()


class Token(NamedTuple):
    """One word of a date: its kind, its number if it stands for one, and where it is in the text."""

    kind: Kind
    number: int
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


# Parts of a period: thirds, halves and, in Korean, two thirds. Korean has one word for "late" and "end of"
# (말) and one for "early" and "beginning of" (초), so the English pairs mean the same too.
EARLY, MID, LATE, FIRST_HALF, SECOND_HALF, EARLY_TO_MID, MID_TO_LATE = range(7)
PART_SPANS = {EARLY_TO_MID: (EARLY, MID), MID_TO_LATE: (MID, LATE)}

_PARTS = {
    EARLY: "early|beginning|the beginning|start|the start|초|초반|초기|초순|초엽",
    MID: "mid|middle|the middle|중반|중순|중기|중엽",
    LATE: "late|end|the end|later|latter|말|후반|말기|후기|하순|말엽",
    FIRST_HALF: "first half|the first half|상반기",
    EARLY_TO_MID: "초중반",
    MID_TO_LATE: "중후반",
    SECOND_HALF: "second half|the second half|latter half|the latter half|하반기",
}
_MONTHS = (
    "january|jan",
    "february|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
)
_SEASONS = {21: "spring|봄", 22: "summer|여름", 23: "autumn|fall|가을", 24: "winter|겨울"}

# 이전 and 이후 include the date they are said of, 전 and 후 do not (Standard Korean Language Dictionary,
# National Institute of Korean Language): hence BACKWARD and ONWARD, not BEFORE and AFTER.
_KINDS = {
    Kind.CENTURY: "century|세기",
    Kind.YEAR_UNIT: "년|년도",
    Kind.DECADE_UNIT: "년대",
    Kind.MONTH_UNIT: "월",
    Kind.DAY_UNIT: "일",
    Kind.CIRCA: "circa|ca|c|about|around|approximately|approx|roughly|some time around|sometime around"
    "|in or around|in or about|in about|in around|약|대략",
    Kind.CIRCA_AFTER: "경|쯤|께|무렵|즈음|or so|or thereabouts",
    Kind.MAYBE: "possibly|perhaps|probably|maybe|아마|아마도",
    Kind.IN: "in|during|throughout|sometime in|sometime during|some time in|as of|at|on"
    "|in the year|the year|year",
    Kind.THE: "the",
    Kind.OF: "of",
    Kind.AT_AFTER: "에|중|중에",
    Kind.BETWEEN: "between",
    Kind.BETWEEN_AFTER: "사이|사이에",
    Kind.AND: "and|및|과|와",
    Kind.OR: "or|또는|혹은|이나|나",
    Kind.FROM: "from|since|starting in|beginning in",
    Kind.FROM_AFTER: "부터",
    Kind.TO: "to|through|thru|에서",
    Kind.UNTIL: "until|till|til|up to",
    Kind.UNTIL_AFTER: "까지",
    Kind.BY: "by|no later than|not later than|at the latest by",
    Kind.BEFORE: "before|prior to",
    Kind.BEFORE_AFTER: "전|전에",
    Kind.AFTER: "after",
    Kind.AFTER_AFTER: "후|후에",
    Kind.ONWARD: "onward|onwards|and later|or later|or after|and after|and onward|and onwards"
    "|이후|이후로|이후에|이래|이래로",
    Kind.BACKWARD: "or earlier|and earlier|or before|and before|이전|이전에",
    Kind.NOW: "present|the present|now|today|the present day|현재|지금|오늘",
    Kind.INTERMITTENT: "intermittently|intermittent|on and off|off and on|with interruptions"
    "|간헐적으로|간헐적|띄엄띄엄",
}
_SYMBOLS = {
    Kind.MAYBE: "?",
    Kind.DASH: "-‐‑‒–—−",
    Kind.TILDE: "~〜～",
    Kind.COMMA: ",、",
    Kind.DOT: ".",
    Kind.SLASH: "/",
    Kind.OPENING: "(",
    Kind.CLOSING: ")",
}


def _vocabulary() -> dict[str, tuple[Kind, int]]:
    table: dict[str, tuple[Kind, int]] = {}
    for kind, words in _KINDS.items():
        table |= dict.fromkeys(words.split("|"), (kind, 0))
    for part, words in _PARTS.items():
        table |= dict.fromkeys(words.split("|"), (Kind.PART, part))
    for month, words in enumerate(_MONTHS, start=1):
        table |= dict.fromkeys(words.split("|"), (Kind.MONTH, month))
    for season, words in _SEASONS.items():
        table |= dict.fromkeys(words.split("|"), (Kind.SEASON, season))
    for kind, symbols in _SYMBOLS.items():
        table |= dict.fromkeys(symbols, (kind, 0))
    return table


VOCABULARY = _vocabulary()


def _pattern(word: str) -> str:
    """A Latin word ends with its letters or the full stop of an abbreviation; Korean ones attach."""
    spelled = r"\s+".join(map(re.escape, word.split()))
    return rf"{spelled}\.?(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else spelled


_LONGEST_FIRST = sorted(VOCABULARY, key=len, reverse=True)
_TOKEN = re.compile(
    r"(?P<decade>[0-9]{3}0['’]?s(?![a-z]))"
    r"|(?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th)(?![a-z])"
    r"|(?P<number>[0-9]+)"
    rf"|(?P<word>{'|'.join(map(_pattern, _LONGEST_FIRST))})"
    r"|(?P<unknown>\S+)",
    re.IGNORECASE,
)


def tokens(text: str) -> list[Token]:
    """Take a text, return its words in order and an END; what is in no table is UNKNOWN, never skipped."""
    found = [_token(match) for match in _TOKEN.finditer(text)]
    return [*found, Token(Kind.END, 0, len(text), len(text))]


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["decade"]:
        return Token(Kind.DECADE, int(match["decade"][:4]), start, end)
    if match["ordinal"]:
        return Token(Kind.ORDINAL, int(match["ordinal"]), start, end)
    if match["number"]:
        # Longer digit strings are no dates, and Python refuses to convert very long ones.
        return Token(Kind.NUMBER, int(match["number"][:9]), start, end)
    spelled = " ".join(match[0].casefold().split())
    known = VOCABULARY.get(spelled) or VOCABULARY.get(spelled.rstrip("."))
    kind, number = known or (Kind.UNKNOWN, 0)
    return Token(kind, number, start, end)
