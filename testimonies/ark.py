"""ARK names: derived from a record's identifier and read back into it, so that nothing needs storing.

A name is betanumeric (digits and consonants without l, as the NOID tools mint them) and ends in a check
character by the NOID Check Digit Algorithm over "NAAN/name". "T-000117" becomes "t000117" and its check
character; a slug becomes "x", its letters as a number in base 29, and the check character. The check finds
every single wrong character and every exchange of two in names shorter than 29 characters.
"""

import re
from dataclasses import dataclass

from testimonies.mistaken import Mistake

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
_SLUG_LETTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SLUG = "x"
# Letter of a numbered identifier, and how many digits it has at least.
_WIDTHS = {"T": 6, "C": 6, "S": 4, "W": 4, "F": 4, "D": 3}
# The characters the ARK specification calls hyphens, which mean nothing in an ARK.
_HYPHENS = dict.fromkeys(map(ord, "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"))
_SHAPE = re.compile(
    r"(?:https?://[^/]+/)?ark:/?(?P<naan>[0-9b-hj-km-np-tv-xz]+)/(?P<name>[^/?#.\s]+)"
    r"(?:/v(?P<version>[1-9]\d{0,5}))?/?(?:\?[^#]*)?(?:#p(?P<passage>[1-9]\d{0,5}))?",
    re.IGNORECASE,
)


class ArkError(Mistake):
    """The text is no ARK of a record; the message says what is wrong and what would be right."""


@dataclass(frozen=True)
class Ark:
    """A record under a naming authority, and the version and passage if the ARK names them."""

    naan: str
    identifier: str
    version: int | None = None
    passage: int | None = None

    def __str__(self) -> str:
        pinned = f"/v{self.version}" if self.version else ""
        at = f"#p{self.passage}" if self.passage else ""
        return f"ark:/{self.naan}/{name_of(self.identifier, self.naan)}{pinned}{at}"


def check_character(text: str) -> str:
    """The NOID check character of "NAAN/name": each ordinal times its place from 1, modulo 29."""
    total = sum(place * max(ALPHABET.find(char), 0) for place, char in enumerate(text, 1))
    return ALPHABET[total % len(ALPHABET)]


def name_of(identifier: str, naan: str) -> str:
    """The name of an identifier, check character included. Raises ArkError for a text that is none."""
    stem = _stem(identifier)
    return stem + check_character(f"{naan}/{stem}")


def parse(text: str) -> Ark:
    """The record an ARK names: "ark:/99999/t000117…/v2#p3", with or without the slash, hyphens ignored.

    Raises ArkError. Whether the naming authority is this archive's own is for the caller to ask.
    """
    found = _SHAPE.fullmatch(text.strip().translate(_HYPHENS))
    if found is None:
        raise ArkError("This is not an ARK: it reads ark:/NAAN/name, and /v2 after it for a version.")
    naan, name = found["naan"].lower(), found["name"].lower()
    stem, given = name[:-1], name[-1:]
    if not stem or not set(name) <= set(ALPHABET):
        raise ArkError("The name in this ARK has characters that no name has: digits and consonants only.")
    if check_character(f"{naan}/{stem}") != given:
        raise ArkError(
            "The check character does not fit: one character of the ARK is wrong, or two are exchanged."
        )
    version, passage = (int(found[part]) if found[part] else None for part in ("version", "passage"))
    return Ark(naan, _identifier(stem, naan), version, passage)


def _stem(identifier: str) -> str:
    letter, dash, digits = identifier.partition("-")
    if dash and letter in _WIDTHS and _numbered(letter, digits):
        return letter.lower() + digits
    if not identifier or not set(identifier) <= set(_SLUG_LETTERS):
        raise ArkError(
            "“%(identifier)s” is no identifier: letters, digits and hyphens only.", identifier=identifier
        )
    return _SLUG + _to_beta(identifier)


def _numbered(letter: str, digits: str) -> bool:
    """Whether the digits are the canonical writing of a number: as wide as they must be and no wider."""
    width = _WIDTHS[letter]
    whole = digits.isascii() and digits.isdigit() and len(digits) >= width
    return whole and (len(digits) == width or digits[0] != "0")


def _identifier(stem: str, naan: str) -> str:
    letter, rest = stem[0], stem[1:]
    identifier = _from_beta(rest) if letter == _SLUG else f"{letter.upper()}-{rest}"
    if not identifier or _stem_or_none(identifier) != stem:
        raise ArkError(
            "No record of this archive can have the name “%(name)s” under %(naan)s.", name=stem, naan=naan
        )
    return identifier


def _stem_or_none(identifier: str) -> str | None:
    try:
        return _stem(identifier)
    except ArkError:
        return None


def _to_beta(slug: str) -> str:
    # Bijective numeration: letters count from 1, so that no leading letter is lost.
    number = 0
    for letter in slug:
        number = number * len(_SLUG_LETTERS) + _SLUG_LETTERS.index(letter) + 1
    written = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        written = ALPHABET[rest] + written
    return written


def _from_beta(written: str) -> str:
    number = 0
    for char in written:
        number = number * len(ALPHABET) + ALPHABET.index(char)
    slug = ""
    while number:
        number, rest = divmod(number - 1, len(_SLUG_LETTERS))
        slug = _SLUG_LETTERS[rest] + slug
    return slug
