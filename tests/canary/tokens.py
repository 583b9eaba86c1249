"""Tokens: words that nobody else writes, and a detector that knows them in every encoding they could leak in.

Each token has a Latin and a Korean mark. All marks of a script begin alike, so that one look at a page says
whether any of them is there; which one it is, is asked only then.
"""

import base64
import gzip
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from quopri import encodestring
from urllib.parse import quote

from testimonies.names import keys

LATIN, KOREAN = "qanarybird", "카나리새"
# What every planted text begins with, and what is searched for: its echo on a page is no find.
HANDLE = "finchword"
DEEPEST = 4
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_SIGNED = re.compile(rb"(?:eJ|eN|eA|eF)[\w-]{16,}")  # zlib in base64, as Django signs a session
_BROKEN = re.compile(rb"=?\r?\n[ \t]?")  # where mail and base64 break lines


@dataclass(frozen=True)
class Token:
    """What stands in one field: `name` says which. `number` makes its marks."""

    name: str
    number: int

    @property
    def latin(self) -> str:
        """A word that no stemmer shortens, in small letters; also a slug."""
        first, second = divmod(self.number, 26)
        return f"{LATIN}{chr(97 + first)}{chr(97 + second)}x"

    @property
    def korean(self) -> str:
        """A Korean word. It ends alike, for taken apart one syllable may begin another."""
        return f"{KOREAN}{chr(0xAC00 + 131 * self.number % 11000)}{KOREAN[-1]}"

    @property
    def text(self) -> str:
        """What is typed into a field; accents and signs make the encodings differ."""
        return f"{HANDLE} {self.latin} é & <{self.korean}>"


@cache
def forms(mark: str) -> frozenset[bytes]:
    """A mark in the encodings of pages, mails, addresses, scripts, dumps and databases."""
    spelled = {unicodedata.normalize(form, mark) for form in ("NFC", "NFD")}
    plain = {text.encode(coding) for text in spelled for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    return frozenset(plain).union(*map(_escaped, spelled), *map(_written_out, plain))


def _escaped(text: str) -> set[bytes]:
    numbers = ["".join(f"&#{ord(char)};" for char in text), "".join(f"&#x{ord(char):x};" for char in text)]
    told = [quote(text), html.escape(text), json.dumps(text)[1:-1], *numbers]
    found = {said.encode() for said in told} | {encodestring(text.encode())}
    return found | {said.lower() for said in found}


def _written_out(data: bytes) -> set[bytes]:
    """Hexadecimal, and base64 at each of its three places, without what depends on the neighbours."""
    found = {data.hex().encode(), data.hex().upper().encode()}
    for offset in range(3):
        skipped, whole = -(-offset * 8 // 6), (offset + len(data)) // 3 * 4
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(bytes(offset) + data)[skipped:whole])
    return found


@cache
def derived(mark: str) -> frozenset[bytes]:
    """What is made of a name, and may be nowhere: keys by which it is found, and digests."""
    keyed = {key.encode() for key in keys(mark) if len(key) >= 8}
    hashes = (hashlib.new(name, mark.encode()).hexdigest() for name in ("md5", "sha1", "sha256"))
    return frozenset(keyed | {digest.encode() for digest in hashes})


_PLAIN = re.compile(f"{LATIN}[a-z]{{2}}x|{KOREAN}.{KOREAN[-1]}".encode().replace(b".", b"..."))
_OTHER = tuple({form for stem in (LATIN, KOREAN) for form in forms(stem)} - {LATIN.encode(), KOREAN.encode()})


class Detector:
    """Says which tokens stand in some bytes. `vault`: those of which no derivative may stand there either."""

    def __init__(self, tokens: list[Token], vault: list[Token]) -> None:
        self._marks = {mark.encode(): one.name for one in tokens for mark in (one.latin, one.korean)}
        self._others = {
            form: name for mark, name in self._marks.items() for form in forms(mark.decode()) - {mark}
        }
        self._derived = {form: one.name for one in vault for form in derived(one.latin) | derived(one.korean)}

    def names(self, data: bytes) -> set[str]:
        """Names of the tokens found; “unknown” for the beginning of a mark without its end."""
        return {name for content in contents(data) for name in self._plainly(content)}

    def _plainly(self, content: bytes) -> set[str]:
        whole = content + b"\n" + _BROKEN.sub(b"", content)
        small = whole.lower()
        found = {name for form, name in self._derived.items() if form in whole}
        found |= {self._marks.get(mark, "unknown") for mark in _PLAIN.findall(small)}
        if any(stem in whole or stem in small for stem in _OTHER):
            found |= self._in_other_forms(whole, small)
        elif not found and (LATIN.encode() in small or KOREAN.encode() in small):
            found.add("unknown")
        return found

    def _in_other_forms(self, whole: bytes, small: bytes) -> set[str]:
        found = {name for form, name in self._others.items() if form in whole or form in small}
        return found or {"unknown"}


def contents(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Some bytes, and what they hold packed: gzip, zip, deflate, and deflate in base64."""
    yield data
    if depth < DEEPEST:
        for inner in _unpacked(data):
            yield from contents(inner, depth + 1)


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    for match in _SIGNED.finditer(data):
        signed = match.group()
        yield from _inflated(base64.urlsafe_b64decode(signed[: len(signed) // 4 * 4]))
    if b"\0" in data:
        for match in _ZLIB.finditer(data):
            yield from _inflated(data[match.start() :])


def _inflated(data: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(data)
    except zlib.error:
        return  # not deflated, after all
