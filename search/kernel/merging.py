"""Which segments are merged at a commit: few and small ones, so that a publication always costs the same.

Levels by a factor, as in a log-structured merge tree (O'Neil et al., 1996), but with a ceiling: segments too
large to be merged in passing are left to a rebuild, which is made beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

FACTOR = 8  # segments of one level that are merged into one of the next
CEILING = 400  # entries that one commit rewrites at most
MOST_SEGMENTS = 40  # more make every search slower: time for a rebuild


def level(size: int) -> int:
    """The level of a segment of so many entries: 0 up to 7, 1 up to 63, and so on."""
    return int(log(max(size, 1), FACTOR) + 1e-9)


def to_merge(sizes: Sequence[int], fresh: int) -> list[int]:
    """The places of the segments, by their sizes, that a commit of `fresh` new entries takes up into its own.

    Level by level from the lowest: when with the new segment there are FACTOR of them, they are merged, and
    the result may be one too many for the next. The entries rewritten never exceed CEILING.
    """
    taken: list[int] = []
    total = fresh
    for at in range(level(CEILING) + 1):
        if level(total) > at:
            continue
        own = [place for place, size in enumerate(sizes) if level(size) == at]
        more = sum(sizes[place] for place in own)
        if len(own) + 1 < FACTOR or total - fresh + more > CEILING:
            break
        taken += own
        total += more
    return sorted(taken)


def wants_rebuild(segments: int) -> bool:
    """Have so many segments gathered that the index should be built anew beside?"""
    return segments > MOST_SEGMENTS
