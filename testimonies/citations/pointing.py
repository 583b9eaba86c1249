"""What a citation points at, read back from its text: any of our styles or files, an ARK, an address."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from testimonies.ark import ArkError, parse
from testimonies.mistaken import Mistake

LONGEST = 4000

_ARK = re.compile(
    r"ark:/?[0-9a-z]+/[0-9a-z-]+(?:/v[1-9]\d{0,5})?(?:#p[1-9]\d{0,5})?", re.IGNORECASE | re.ASCII
)
_ADDRESS = re.compile(
    r"(?:https?://(?P<host>[^/\s]+)|(?<![\w/.:]))/(?:(?:api/v1|ko)/)?(?P<folder>[a-z]+)/"
    r"(?P<identifier>[A-Za-z0-9][A-Za-z0-9-]{0,79})"
    r"(?:/v(?P<version>[1-9]\d{0,5}))?(?:\.[a-z]+(?:\.json)?|/)?(?:cite/)?"
    r"(?:\?(?:[^\s#]*&)?passage=p?(?P<asked>[1-9]\d{0,5})[^\s#]*|\?[^\s#]*)?(?:#p(?P<passage>[1-9]\d{0,5}))?",
    re.ASCII,
)
_NUMBERED = r"(?<![\w-])(?P<identifier>[TCSWFD]-\d{3,9})(?![\w])"
# Another archive may run the same software: an identifier in its address is not one of ours.
_FOREIGN = re.compile(r"https?://\S+")
# The name citations have in files for reference managers: T-000117-v2-p3.
_KEY = re.compile(
    r"(?<![\w-])(?P<identifier>[A-Za-z0-9][A-Za-z0-9-]{0,79})-v(?P<version>[1-9]\d{0,5})"
    r"(?:-p(?P<passage>[1-9]\d{0,5}))?(?![\w-])",
    re.ASCII,
)
_NAMED = re.compile(_NUMBERED, re.ASCII)
# As every style of ours writes them, one after the other: version 2, para. 3; v2, para. 3; Version 2, par. 3.
_PIN = re.compile(
    r"\b(?:version |v)(?P<version>[1-9]\d{0,5})(?:,? (?:para|par|passage|p)\.? ?(?P<passage>[1-9]\d{0,5}))?",
    re.IGNORECASE | re.ASCII,
)


class PointingError(Mistake):
    """The text names no record of this archive, or more than one; the message says which."""


@dataclass(frozen=True)
class Pointer:
    """A record, and the version and passage where the text names them."""

    identifier: str
    version: int | None = None
    passage: int | None = None


def pointer(text: str, naan: str, host: str, folders: Container[str]) -> Pointer:
    """What the text points at. `host` is this archive's own, `folders` those that records stand below.

    An ARK is trusted before an address, an address before an identifier in the words. Raises PointingError.
    """
    words = " ".join(text[:LONGEST].split())
    prose = _FOREIGN.sub(" ", words)
    ways = (_arks(words, naan), _addresses(words, host, folders), _keys(prose), _identifiers(prose))
    for way in ways:
        found = list(dict.fromkeys(way))
        named = dict.fromkeys(one.identifier for one in found)
        if len(named) > 1:
            raise PointingError(
                "This names several records: %(known)s. Ask for one at a time.",
                known=", ".join(list(named)[:5]),
            )
        if found:
            return _whole(found, words)
    raise _none(words, naan)


def _arks(words: str, naan: str) -> Iterator[Pointer]:
    for found in _ARK.findall(words):
        try:
            ark = parse(found)
        except ArkError:
            continue
        if ark.naan == naan:
            yield Pointer(ark.identifier, ark.version, ark.passage)


def _addresses(words: str, host: str, folders: Container[str]) -> Iterator[Pointer]:
    for found in _ADDRESS.finditer(words):
        if found["folder"] in folders and found["host"] in (None, host):
            passage = found["passage"] or found["asked"]
            yield Pointer(found["identifier"], _number(found["version"]), _number(passage))


def _keys(words: str) -> Iterator[Pointer]:
    for found in _KEY.finditer(words):
        yield Pointer(found["identifier"], _number(found["version"]), _number(found["passage"]))


def _identifiers(words: str) -> Iterator[Pointer]:
    return (Pointer(found["identifier"]) for found in _NAMED.finditer(words))


def _whole(found: list[Pointer], words: str) -> Pointer:
    """The pointers to one record as one, with the version and passage from the words where they have none."""
    version = next((one.version for one in found if one.version), None)
    passage = next((one.passage for one in found if one.passage), None)
    if version is None and (pin := _PIN.search(words)):
        version, passage = _number(pin["version"]), passage or _number(pin["passage"])
    return Pointer(found[0].identifier, version, passage)


def _none(words: str, naan: str) -> PointingError:
    """Why the text names no record."""
    for found in _ARK.findall(words):
        try:
            return PointingError(
                "ark:/%(naan)s/ is not this archive's: its records stand under ark:/%(own)s/.",
                naan=parse(found).naan,
                own=naan,
            )
        except ArkError as error:
            return PointingError(error.sentence, **error.values)
    return PointingError(
        "This names no record of this archive. A citation is recognised by its ARK, by its address here, "
        "or by an identifier such as T-000117."
    )


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
