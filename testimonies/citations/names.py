"""How an author's name is set: Western names inverted or initialised as a style wants, Korean ones never.

A Korean name keeps surname first and its hyphen (CMOS 18, 13.75; MLA 9 and APA 7 likewise keep the order of
names that put the surname first), even when a catalogue printed it with a comma.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from testimonies.names import looks_korean

_HANGUL = re.compile("[\uac00-\ud7a3]")
_TWO_SYLLABLES = re.compile(r"[^\W\d_]+['’]?[^\W\d_]*-[^\W\d_]+['’]?[^\W\d_]*")


@dataclass(frozen=True)
class Author:
    """A name: whole when it is never to be turned round, or family and given name."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def direct(self) -> str:
        """Blaine Harden."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """Harden, Blaine."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def initialled(self) -> str:
        """Harden, B."""
        return ", ".join(part for part in (self.family, _initials(self.given), self.suffix) if part)


def read_author(printed: str) -> Author:
    """A name as printed: "Harden, Blaine" has parts, anything without a comma is whole."""
    parts = [part for part in (piece.strip() for piece in printed.split(",")) if part]
    if len(parts) < 2:
        return Author(parts[0] if parts else printed.strip())
    family, given, *rest = parts
    if _HANGUL.search(printed):
        return Author(f"{family}{given}" if len(family) < 3 else f"{family} {given}")
    if _is_korean(family, given):
        return Author(f"{family} {given}")
    return Author(family, given, " ".join(rest))


def split_name(whole: str) -> str:
    """A Korean name with a comma after the surname, "Kang, Chol-hwan", for readers that would turn it round.

    Any other name stays as it is.
    """
    family, _space, given = whole.partition(" ")
    return f"{family}, {given}" if given and _is_korean(family, given) else whole


def _is_korean(family: str, given: str) -> bool:
    return bool(_TWO_SYLLABLES.fullmatch(given)) and looks_korean(given) and looks_korean(family)


def _initials(given: str) -> str:
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())


def two_then_others(names: Sequence[str]) -> str:
    """One or two names; of three and more the first and "et al." (CMOS 18, 13.23, notes)."""
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def six_then_others(names: Sequence[str]) -> str:
    """Up to six names; of more the first three and "et al." (CMOS 18, 13.23, bibliography)."""
    if len(names) > 6:
        return ", ".join(names[:3]) + ", et al."
    return _with_and(names)


def _with_and(names: Sequence[str]) -> str:
    # The comma before the last of two belongs to an inverted name, not to the pair.
    if len(names) < 3 and "," not in "".join(names[:1]):
        return " and ".join(names)
    return ", ".join([*names[:-1], f"and {names[-1]}"]) if len(names) > 1 else names[0]


def mla_names(authors: Sequence[Author]) -> str:
    """First inverted; two joined by "and"; of three and more the first and "et al." (MLA 9, chapter 5)."""
    if len(authors) > 2:
        return f"{authors[0].inverted}, et al."
    return _with_and([author.direct if at else author.inverted for at, author in enumerate(authors)])


def apa_names(authors: Sequence[Author]) -> str:
    """Initialled, "&" before the last; of more than twenty the first nineteen and the last (APA 7, 9.8)."""
    names = [author.initialled for author in authors]
    if len(names) > 20:
        return ", ".join(names[:19]) + f", . . . {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f", & {names[-1]}"
