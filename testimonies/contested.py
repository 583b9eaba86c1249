"""Which records and passages stand in a disagreement now: the mark that pages and search put on them.

Read from the current public disagreements, and held in the process while the ledger's head stays where it is.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from testimonies import ledger
from testimonies.documents import DisagreementDocument, SideDocument
from testimonies.models import Head
from testimonies.vocabulary import Noun

Place = tuple[str, int | None]


@dataclass(frozen=True)
class Contested:
    """Identifiers of disagreements by what stands on a side of them: a record, or a passage of one."""

    places: dict[Place, tuple[str, ...]] = field(default_factory=dict)

    def on(self, identifier: str, passage: int | None = None) -> tuple[str, ...]:
        """The disagreements that have a record, or one passage of it, on a side; in their order."""
        return self.places.get((identifier, passage), ())

    def __contains__(self, identifier: str) -> bool:
        return (identifier, None) in self.places


def current(head: Head | None = None) -> Contested:
    """What is contested as the ledger stands; `head` spares a query to who has it already."""
    end = head or ledger.head()
    found = _cache.get(end.sha256)
    if found is None:
        with _lock:
            found = _cache.get(end.sha256) or _read()
            _cache.clear()
            _cache[end.sha256] = found
    return found


_cache: dict[str, Contested] = {}
_lock = threading.Lock()


def _read() -> Contested:
    """One query, and a second one that follows what was merged."""
    held: dict[Place, list[str]] = defaultdict(list)
    for published in ledger.listing(Noun.DISAGREEMENT):
        document: DisagreementDocument = published.document  # type: ignore[assignment]
        for place in dict.fromkeys(place for side in document.sides for place in _places(side)):
            held[place].append(published.identifier)
    into = ledger.merged(identifier for identifier, _passage in held) if held else {}
    found: dict[Place, list[str]] = defaultdict(list)
    for (identifier, passage), disagreements in held.items():
        # A passage's number means nothing in the record that its own was merged into.
        now = into.get(identifier, identifier) if passage is None else identifier
        found[now, passage] += disagreements
    return Contested({place: tuple(sorted(set(numbers))) for place, numbers in found.items()})


def _places(side: SideDocument) -> Iterable[Place]:
    """The claims, the passages, and the testimonies that have them, each for itself."""
    yield from ((claim, None) for claim in side.claims)
    for pointer in side.passages:
        yield pointer.testimony, None
        yield pointer.testimony, pointer.passage
