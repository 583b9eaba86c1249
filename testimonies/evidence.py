"""Independent lines of evidence: what rests on the same ground is counted once.

Two sources are one line when both derive from a third, when they lean on each other, or when they report one
witness. A source that derives from another one named beside it repeats it and is no line of its own. The rule
is that of source criticism (E. Bernheim, Lehrbuch der historischen Methode, 1889): repetition adds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Derivations = Mapping[str, Sequence[str]]


class Kind(TextChoices):
    """What a line of evidence is, in the order in which pages name it."""

    TESTIMONY = "testimony", _("testimony")
    IMAGERY = "imagery", _("imagery")
    DOCUMENT = "document", _("document")
    OFFICIAL = "official", _("official statement")


@dataclass(frozen=True)
class Item:
    """A claim or passage as evidence: the sources it names, of what kind it is, and whose words, if one's."""

    sources: frozenset[str]
    kinds: frozenset[Kind]
    witness: str | None = None


@dataclass(frozen=True)
class Line:
    """One line of evidence: the sources that share a ground, its kinds, and who speaks in it.

    `repeats` are sources that derive from these and were named beside them; `circular` says that some of the
    sources lean on each other in a circle.
    """

    sources: frozenset[str]
    kinds: frozenset[Kind]
    witnesses: frozenset[str] = frozenset()
    repeats: frozenset[str] = frozenset()
    circular: bool = False


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


def lines(items: Iterable[Item], derives_from: Derivations) -> list[Line]:
    """The independent lines among what some items rest on, in a stable order.

    `derives_from` maps a source's identifier to the identifiers it derives from.
    """
    return _Counting(list(items), derives_from).lines()


class _Counting:
    """One count: which sources are named, on what each rests, and which of them only repeat others."""

    def __init__(self, items: list[Item], derives_from: Derivations) -> None:
        self.items = items
        named = frozenset(source for item in items for source in item.sources)
        self.grounds = {source: grounds(source, derives_from) for source in named}
        self.repeats = frozenset(source for source in named if self._repeats(source))
        leaning = {ground for held in self.grounds.values() for ground in held}
        self.circles = frozenset(source for source in leaning if is_circular(source, derives_from))

    def lines(self) -> list[Line]:
        found = [self._line(group) for group in _joined(self._bonds())]
        return sorted(found, key=lambda line: (sorted(line.sources), sorted(line.witnesses)))

    def _repeats(self, source: str) -> bool:
        """Whether a source derives from another one that is named, and that one not from it."""
        others = self.grounds.keys() - {source}
        return any(other in self.grounds[source] and source not in self.grounds[other] for other in others)

    def _bonds(self) -> Iterator[frozenset[str]]:
        """What belongs to one line: a source with its grounds, a witness with what reports them."""
        for source in self.grounds.keys() - self.repeats:
            yield frozenset({f"s {source}", *(f"g {ground}" for ground in self.grounds[source])})
        for item in self.items:
            if item.witness:
                own = {f"s {source}" for name in item.sources for source in self._first(name)}
                yield frozenset({f"w {item.witness}", *own})

    def _first(self, source: str) -> frozenset[str]:
        """The source itself, or those that it repeats."""
        if source not in self.repeats:
            return frozenset({source})
        return (self.grounds[source] & self.grounds.keys()) - self.repeats

    def _line(self, group: frozenset[str]) -> Line:
        sources, witnesses = _named(group, "s "), _named(group, "w ")
        held = [
            item
            for item in self.items
            if item.witness in witnesses
            or not sources.isdisjoint(first for name in item.sources for first in self._first(name))
        ]
        resting = frozenset(ground for source in sources for ground in self.grounds[source])
        return Line(
            sources=sources,
            kinds=frozenset(kind for item in held for kind in item.kinds),
            witnesses=witnesses,
            repeats=frozenset(name for name in self.repeats if not sources.isdisjoint(self.grounds[name])),
            circular=not resting.isdisjoint(self.circles),
        )


def _named(group: frozenset[str], mark: str) -> frozenset[str]:
    return frozenset(name.removeprefix(mark) for name in group if name.startswith(mark))


def _joined(bonds: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The bonds, drawn together where they have anything in common."""
    groups: list[frozenset[str]] = []
    for bond in bonds:
        meeting = [group for group in groups if not group.isdisjoint(bond)]
        groups = [group for group in groups if group.isdisjoint(bond)] + [bond.union(*meeting)]
    return groups
