"""In which encoding is a text file written? Said to the person, never guessed in silence."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from testimonies.importing.refusals import MEGABYTE, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_GUESSED = (
    ("cp949", "CP949 (Korean), guessed: look at the letters before you import"),
    ("cp1252", "Windows-1252, guessed: look at the letters before you import"),
)
_HANGUL = re.compile("[가-힣ㄱ-ㅣ]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def understood(path: Path) -> tuple[str, str]:
    """The encoding of a text file: Python's name for it, and the words to tell the person.

    A mark at the beginning decides; else UTF-8, if all of it is; else Korean (CP949) if most of what is not
    ASCII comes out as Hangul; else Windows-1252. Raises Unreadable for what is none of these.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, encoding, told in _MARKS:
        if start.startswith(mark):
            return _sure(path, encoding, told)
    if b"\0" in start:
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        return _first_that_fits(path, (encoding, "UTF-16"))
    return _first_that_fits(path, ("utf-8", "UTF-8"), *_GUESSED)


def _first_that_fits(path: Path, *encodings: tuple[str, str]) -> tuple[str, str]:
    for encoding, told in encodings:
        if _decodes(path, encoding) and (encoding != "cp949" or _mostly_hangul(path)):
            return encoding, told
    raise Unreadable(
        "The file is written in no encoding that is read here (UTF-8, UTF-16, CP949, Windows-1252), "
        "or it is no text. Save it as “CSV UTF-8” or as XLSX."
    )


def _sure(path: Path, encoding: str, told: str) -> tuple[str, str]:
    if not _decodes(path, encoding):
        raise Unreadable(f"The file says that it is {told}, and is not. Save it as “CSV UTF-8” or as XLSX.")
    return encoding, told


def _decodes(path: Path, encoding: str) -> bool:
    try:
        return not any("\0" in piece for piece in _pieces(path, encoding))
    except UnicodeError:
        return False


def _mostly_hangul(path: Path) -> bool:
    hangul = beyond = 0
    for piece in _pieces(path, "cp949"):
        hangul += len(_HANGUL.findall(piece))
        beyond += len(_BEYOND_ASCII.findall(piece))
    return 2 * hangul >= beyond


def _pieces(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as file:
        while piece := file.read(MEGABYTE):
            yield piece
