"""Any Latin spelling of a Korean word to one coarse key, rule by rule.

The spellings come from McCune-Reischauer (MR, 1939), the Revised Romanization (RR, 2000), the North Korean
system (DPRK, 1992 and 2012), gazetteers (BGN/PCGN use MR), and the habits of newspapers and of people writing
their own names. Each rule below undoes one of their differences. Capital letters are sounds already decided,
small ones are still to be read; the rules run in the order given, which matters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# A u that MR marks (ŭ) is certain; a plain one may be an English reader's ㅓ (Chul, Hyuk).
_MARKED_U = "V"
_BREVE_OR_CARON_U = re.compile("u[\u0306\u030c]")


class Rule(NamedTuple):
    """What to replace by what, and whose habit that undoes."""

    pattern: re.Pattern[str]
    replacement: str
    reason: str


def _rules(*rows: tuple[str, str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(pattern), replacement, reason) for pattern, replacement, reason in rows)


_VOWEL_AHEAD = "[aeiouUyw]"
_CLOSED = f"(?=(?!{_VOWEL_AHEAD})[a-zA-Z]|$)"

LETTERS = _rules(
    (_MARKED_U, "U", "MR, DPRK: ŭ"),
    ("nni$", "nri", "BGN: -ri after n is written -ni"),
    ("^rh", "r", "own names: Rhee"),
    ("^(?:y|wh)(?=i)", "", "own names: Yi is I; Whi- is I-"),
    ("ck", "k", "press: Paeck"),
    ("x", "ks", "press"),
    ("q", "k", "press"),
    ("z", "j", "press, Slavic lists"),
    ("v", "p", "press: v for ㅂ"),
)
VOWELS = _rules(
    ("w(?:oo|u|U)", "U", "own names: Woo is U"),
    (f"arr?(?=[kg](?:(?!{_VOWEL_AHEAD})|$))", "a", "own names: the r of Park only lengthens"),
    ("wh", "hw", "press: kyowhaso"),
    (f"uh{_CLOSED}", "O", "own names: Suh, Huh are ㅓ"),
    (f"(?<=[aeiouU])h{_CLOSED}", "", "own names: Ahn, Oh, Sohn"),
    ("eui", "Ui", "RR before 2000, own names: ㅢ"),
    ("aeo", "E+o", "RR: ㅐ before ㅓ, not ㅏ before ㅓㅗ"),
    ("yeou?", "yo", "RR: ㅕ is yeo; own names: yeou"),
    ("weo", "wo", "own names: ㅝ, in RR wo"),
    ("you", "yO", "own names: Young is ㅕ, sometimes ㅠ"),
    ("yae", "ye", "RR, MR: ㅒ sounds as ㅖ"),
    ("wae", "we", "RR, MR: ㅙ sounds as ㅞ"),
    ("oo", "U", "own names: Soon is ㅜ"),
    ("ee", "i", "own names: Lee is ㅣ"),
    ("aeu(?![aeioy])", "aU", "RR: ㅏ before ㅡ (마을 maeul), which is common, not ㅐ before ㅜ"),
    ("ae|ai|ay(?![aeiou])", "e", "RR, MR: ㅐ sounds as ㅔ; press: ai"),
    (r"E\+", "e", "the ㅐ set aside above"),
    ("eo", "o", "RR: ㅓ is eo, in MR ŏ"),
    ("eu", "U", "RR: ㅡ is eu, in MR ŭ"),
    ("o[ei]", "we", "RR, MR oe, DPRK oi: ㅚ sounds as ㅞ"),
    ("[ou](?=a)", "w", "press: Hoasong, Kuangju"),
    ("wi|[uU]i", "Ui", "RR, MR: ㅟ and ㅢ meet"),
)
CONSONANTS = _rules(
    ("tch|chh|ch|jj|ts|j", "C", "MR ch, tch, ch'; RR j, jj, ch; DPRK 1992 j, ts, ch, 2012 jj, chh"),
    ("c", "K", "press: c for ㄱ"),
    ("sh|ss|s", "S", "MR shi, RR si; tense ㅆ"),
    (f"tt|dd|th(?={_VOWEL_AHEAD}|O|$)|dh|t|d", "T", "MR t, d, t', tt; RR d, t, tt; DPRK t, th, tt"),
    ("pp|bb|ph|bh|f|p|b", "P", "MR p, b, p', pp; RR b, p, pp; DPRK p, ph, pp"),
    ("ngg|ngk+h?|ng|nk+h?", "G", "MR ngg, RR ngg: ㅇ before ㄱ; Myonggan and Myongan are both written"),
    ("k[kh]?|gg|gh|g", "K", "MR k, g, k', kk; RR g, k, kk; DPRK k, kh, kk"),
    ("[rl]+", "L", "RR, MR: ㄹ is r or l by place; DPRK 2012 always r between syllables"),
    ("n", "N", "as it is"),
    ("m", "M", "as it is"),
    ("h", "H", "as it is"),
    ("([KTPCS])H", r"\1", "ㅎ merges with its neighbour: aspiration is not told apart"),
)
# Sounds at the seam of two syllables (Standard Pronunciation, articles 18 to 20). MR and RR write the sound,
# DPRK and careful transliterations the letters.
ASSIMILATION = _rules(
    ("N+L|LN+|L+", "L", "article 20: ㄴ and ㄹ meet as ㄹㄹ: kwan-li-so, kwalliso"),
    ("G+L", "GN", "article 19: ㄹ after ㅇ is ㄴ"),
    ("KL", "GN", "article 19: ㄱㄹ is ㅇㄴ: tongnip"),
    ("[MP]L", "MN", "article 19: ㅁㄹ, ㅂㄹ are ㅁㄴ: Amnok, Amrok, Aprok"),
    ("TL", "N", "article 19: ㄷㄹ is ㄴㄴ"),
    ("KM", "GM", "article 18: hyŏngmyŏng"),
    ("KN", "GN", "article 18"),
    ("PM", "MM", "article 18"),
    ("PN", "MN", "article 18"),
    ("TM", "NM", "article 18"),
    ("TN", "N", "article 18"),
)
ENDING = _rules(
    ("T(?=[CS])", "", "ㅅ between syllables is not heard before ㅈ and ㅅ"),
    ("GK", "G", "Myonggan and Myongan again, from Hangul"),
    (r"([A-TW-Z])\1+", r"\1", "double consonants are single in one system or another"),
    ("^L(?=[iy])", "", "South: initial ㄹ is silent before i and y; North writes it: Ryanggang, Yanggang"),
    ("^L", "N", "South: initial ㄹ is ㄴ; North writes it: Rodong, Nodong"),
    ("^N(?=[iy])", "", "South: initial ㄴ is silent before i and y: Nyongbyon, Yongbyon"),
    ("(?<=[CS])y", "", "y is not heard after ㅈ, ㅊ, ㅅ"),
    ("yi", "i", "yi is i"),
)
_STEPS = (LETTERS, VOWELS, CONSONANTS, ASSIMILATION, ASSIMILATION, ENDING)

# How a decided sound is written in the key. O and U stay capital in `sounds`, for the looser readings.
_WRITTEN = {"C": "ch", "G": "ng", **{letter: letter.lower() for letter in "KTPSNMLHOU"}}
_CONSONANT = frozenset("KTPCSNGMLH")

# A final consonant may also begin the next syllable; without the atomic group a long word that is not Korean
# in the end would be tried in every division.
_SYLLABLE = re.compile(
    r"(?>(?:kk|gg|tch|ch|jj|tt|dd|pp|bb|ss|sh|kh|th|ph|rh|[bdghjklmnprst])?(?:y|wh?)?"
    r"(?:eui|yeo|weo|aeo|ae|ai|eo|eu|oe|oi|ui|wi|oo|ee|ou|[aeiou])(?:h(?![aeiouyw]))?(?:ng|ck|[kgnmlrptbd])?)++"
)

# -kun, -ri and the like at the end of a place's name, in the spellings of RR, MR and DPRK.
ENDING_SET_OFF = re.compile(
    r"(?<=\w\w)(?:-|‐|‑|\s+)(?:e?up|ŭp|[kg]un|shi|si|[rnl]i|[dt]ong|[dt]o|[kg]u|[kg]uy(?:o|ŏ|eo)[kg]"
    r"|[rn]odongja[kg]u)$",
    re.IGNORECASE,
)


def letters(text: str) -> str:
    """Take a text, return its small letters and digits without marks and joiners; ŭ is set apart as V."""
    plain = unicodedata.normalize("NFKD", text).lower().replace("v", "p")
    plain = _BREVE_OR_CARON_U.sub(_MARKED_U, plain)
    return "".join(filter(_is_letter_or_digit, plain))


def _is_letter_or_digit(character: str) -> bool:
    """Modifier letters are none: ʼ stands for an apostrophe."""
    return character.isalnum() and unicodedata.category(character) != "Lm"


def sounds(spelled: str) -> str:
    """Take what `letters` gives, return its sounds in capitals and vowels: the key still to be written."""
    for rules in _STEPS:
        for rule in rules:
            spelled = rule.pattern.sub(rule.replacement, spelled)
    return spelled


def written(sounded: str) -> str:
    """Take what `sounds` gives, return the key in small letters."""
    return "".join(_WRITTEN.get(character, character) for character in sounded)


def readings(sounded: str, limit: int = 8) -> list[str]:
    """Take what `sounds` gives, return it with each doubtful u also read as ㅓ, at most `limit` of them."""
    found = [""]
    for index, character in enumerate(sounded):
        choices = _choices(character, sounded[index + 1 : index + 3])
        found = [reading + choice for reading in found for choice in choices][:limit]
    return found


def _choices(character: str, following: str) -> str:
    if character == "O":
        return "ou"
    return "uo" if character == "u" and _closes(following) else character


def _closes(following: str) -> bool:
    """Only in a closed syllable is u written for ㅓ: Chul, Hyuk, Jung."""
    if following[:1] == "G":
        return True
    return following[:1] in _CONSONANT and following[1:] in {"", *_CONSONANT}


def has_korean_syllables(spelled: str) -> bool:
    """Take what `letters` gives; is it made of syllables that some romanization of Korean can write?"""
    plain = spelled.replace(_MARKED_U, "u")
    return len(plain) > 1 and bool(_SYLLABLE.fullmatch(plain))
