"""What a posting holds, and the postings of one term: one by one for Whoosh, all at once for ourselves."""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh.fields import TEXT
from whoosh.formats import Existence, Format, Frequency, Positions
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo
from whoosh.system import pack_uint

from search.kernel.arrays import Array
from search.kernel.postings import Postings


class Places(Positions):  # type: ignore[misc]
    """Positions as raw 32-bit numbers: an array, not a pickled list. The n-th stand is the n-th number."""

    def encode(self, poslist: list[int]) -> bytes:
        """The value of a posting."""
        return np.asarray(poslist, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions in a value."""
        found: list[int] = np.frombuffer(valuestring, "<u4").tolist()
        return found

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many they are."""
        return len(valuestring) // 4


class PlacedText(TEXT):  # type: ignore[misc]
    """A text field whose positions are kept as Places."""

    def __init__(self, analyzer: Any, stored: bool = False) -> None:
        super().__init__(analyzer=analyzer, stored=stored)
        self.format = Places()


def kept(format_: Format) -> str:
    """What a format keeps of a posting: existence, frequency or places. Raises TypeError for another one."""
    for kind, name in ((Places, "places"), (Frequency, "frequency"), (Existence, "existence")):
        if type(format_) is kind:
            return name
    raise TypeError(f"postings of the format {type(format_).__name__} are not kept")


class ArchiveMatcher(LeafMatcher):  # type: ignore[misc]
    """A whole Whoosh matcher; to Whoosh's block skipping a term is one block."""

    def __init__(
        self,
        postings: Postings,
        number: int,
        info: TermInfo,
        format_: Format,
        kept: str,
        term: tuple[str, bytes],
        scorer: Any = None,
    ) -> None:
        self._postings, self._number, self._info, self._kept = postings, number, info, kept
        self.format, self._term, self.scorer = format_, term, scorer
        self._ids: list[int] = postings.ids_of(number).tolist()
        self._at = 0
        self._weights: list[float] | None = None
        self._ends: Array | None = None

    # ---- for our own evaluation

    def arrays(self) -> tuple[Array, Array]:
        """All entries of the term, ascending (uint32), and how often it stands in each (float32)."""
        frequencies = self._postings.frequencies_of(self._number)
        return self._postings.ids_of(self._number), frequencies.astype(np.float32)

    def places(self, wanted: Array | None = None) -> Array:
        """`entry << 32 | position` (int64, ascending) of the term's places in the entries wanted, or in all.

        `wanted` ascends. Raises TypeError where the field keeps no positions.
        """
        return self._postings.keys_of(self._number, wanted)

    # ---- for Whoosh

    def reset(self) -> None:
        """Back to the first posting."""
        self._at = 0

    def copy(self) -> ArchiveMatcher:
        """Another one at the same posting."""
        term, number = self._term, self._number
        other = ArchiveMatcher(self._postings, number, self._info, self.format, self._kept, term, self.scorer)
        other._at = self._at
        return other

    def is_active(self) -> bool:
        """Is there a posting here?"""
        return self._at < len(self._ids)

    def id(self) -> int:
        """The entry of this posting."""
        return self._ids[self._at]

    def weight(self) -> float:
        """How often the term stands in the entry."""
        if self._weights is None:
            self._weights = self._postings.frequencies_of(self._number).astype(float).tolist()
        return self._weights[self._at]

    def value(self) -> bytes:
        """The value as the field's format encodes it."""
        if self._kept == "existence":
            return b""
        if self._kept == "frequency":
            return bytes(pack_uint(int(self.weight())))
        if self._ends is None:
            self._ends = np.cumsum(self._postings.frequencies_of(self._number), dtype=np.int64)
        end = int(self._ends[self._at])
        own = self._postings.places_of(self._number)[end - int(self.weight()) : end]
        return own.astype("<u4").tobytes()

    def next(self) -> bool:
        """Go on; True at the end of a block, and that is the end."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return not self.is_active()

    def skip_to(self, targetid: int) -> None:
        """Go on to the first posting at or after an entry."""
        if not self.is_active():
            raise ReadTooFar
        if targetid > self.id():
            found = np.searchsorted(self._postings.ids_of(self._number), targetid)
            self._at = int(found)

    def skip_to_quality(self, minquality: float) -> int:
        """Skip the block, and so everything, unless it might be better."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1

    def all_ids(self) -> Any:
        """The entries from here on."""
        return iter(self._ids[self._at :])

    def block_min_id(self) -> int:
        """The first entry."""
        return self._ids[0]

    def block_max_id(self) -> int:
        """The last entry."""
        return self._ids[-1]

    def block_min_length(self) -> int:
        """The shortest field that holds the term."""
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        """The longest field that holds the term."""
        return int(self._info.max_length())

    def block_max_weight(self) -> float:
        """How often the term stands in the entry that has it most often."""
        return float(self._info.max_weight())
