"""A document laid out for reading: what changes, side by side; what does not, in a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from testimonies import ledger
from testimonies.commenting import Thread
from testimonies.differences import Difference, differences, unchanged
from testimonies.documents import Document, title_of
from testimonies.ledger import Published


@dataclass(frozen=True)
class Beside:
    """A source of a passage: the place in it, the source as it is public, and what that derives from."""

    identifier: str
    locator: str
    published: Published | None
    derives_from: list[str]


@dataclass(frozen=True)
class Line:
    """One place that changes. On the first line of a passage stand its sources and its comments."""

    difference: Difference
    sources: list[Beside]
    threads: list[Thread]
    opens: bool


class Sheet:
    """The proposed document against the public one; `labels` are words for identifiers."""

    def __init__(
        self,
        public: Document | None,
        proposed: Document | None,
        labels: Mapping[str, str],
        threads: Iterable[Thread] = (),
    ) -> None:
        self.public, self.proposed = public, proposed
        self.differences = differences(public, proposed, labels) if proposed else []
        self.unchanged = unchanged(public, proposed)
        self._threads = list(threads)
        self._sources = ledger.many(_sources_of(proposed))
        self._grounds = ledger.many(
            target for source in self._sources.values() for target in _derivations(source)
        )

    @property
    def lines(self) -> list[Line]:
        """What changes, in the document's order."""
        return [self._line(place, difference) for place, difference in enumerate(self.differences)]

    @property
    def elsewhere(self) -> list[Thread]:
        """The comments on what does not change, and on the record as a whole."""
        beside = {difference.passage for difference in self.differences}
        return [thread for thread in self._threads if thread.first.passage not in beside]

    @property
    def passages(self) -> list[int]:
        """Numbers of the passages of the proposed document."""
        return [passage.number for passage in getattr(self.proposed, "passages", ())]

    def _line(self, place: int, difference: Difference) -> Line:
        number = difference.passage
        opens = number is not None and number not in {item.passage for item in self.differences[:place]}
        if not opens:
            return Line(difference, [], [], False)
        threads = [thread for thread in self._threads if thread.first.passage == number]
        return Line(difference, self._beside(number), threads, True)

    def _beside(self, number: int | None) -> list[Beside]:
        passages = (item for item in getattr(self.proposed, "passages", ()) if item.number == number)
        places = (place for passage in passages for place in passage.references)
        return [self._source(place.source, place.locator) for place in places]

    def _source(self, identifier: str, locator: str) -> Beside:
        published = self._sources.get(identifier)
        grounds = [self._named(target) for target in _derivations(published)]
        return Beside(identifier, locator, published, grounds)

    def _named(self, identifier: str) -> str:
        found = self._grounds.get(identifier)
        return f"{title_of(found.document)} ({identifier})" if found and found.document else identifier


def _derivations(source: Published | None) -> tuple[str, ...]:
    return getattr(source.document, "derives_from", ()) if source else ()


def _sources_of(document: Any) -> set[str]:
    parts = [*getattr(document, "passages", ()), *([document] if hasattr(document, "references") else [])]
    return {reference.source for part in parts for reference in part.references}
