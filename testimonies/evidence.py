"""Independent lines of evidence: what rests on the same ground is counted once.

Two references are one line when one source derives from the other, or both from a third. The rule is the one of
source criticism: repetition adds no witness.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Derivations = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Line:
    """One line of evidence: the sources that share a ground, and whether they lean on each other in a circle."""

    sources: frozenset[str]
    circular: bool


def grounds(source: str, derives_from: Derivations) -> frozenset[str]:
    """A source and everything it derives from, however far back."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting.extend(derives_from.get(at, ()))
    return frozenset(found)


def is_circular(source: str, derives_from: Derivations) -> bool:
    """Whether a source derives, by some way, from itself."""
    return any(source in grounds(parent, derives_from) for parent in derives_from.get(source, ()))


def lines(sources: Iterable[str], derives_from: Derivations) -> list[Line]:
    """The independent lines among some sources, in a stable order.

    `derives_from` maps a source's identifier to the identifiers it derives from.
    """
    groups: list[tuple[set[str], set[str]]] = []
    for source in sorted(set(sources)):
        members, ground = {source}, set(grounds(source, derives_from))
        apart = []
        for other_members, other_ground in groups:
            if other_ground & ground:
                members |= other_members
                ground |= other_ground
            else:
                apart.append((other_members, other_ground))
        groups = [*apart, (members, ground)]
    found = [
        Line(frozenset(members), any(is_circular(member, derives_from) for member in members))
        for members, _ground in groups
    ]
    return sorted(found, key=lambda line: sorted(line.sources))
