"""A document laid out for reading: what changes, side by side; what does not, in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testimonies import ledger
from testimonies.differences import Difference, differences, unchanged
from testimonies.documents import Document
from testimonies.ledger import Published


@dataclass(frozen=True)
class Line:
    """One place that changes, with the sources of its passage open beside it."""

    difference: Difference
    sources: list[tuple[str, Published | None]]


class Sheet:
    """The proposed document against the public one; `labels` are words for identifiers."""

    def __init__(self, public: Document | None, proposed: Document | None, labels: Mapping[str, str]) -> None:
        self.public, self.proposed = public, proposed
        self.differences = differences(public, proposed, labels) if proposed else []
        self.unchanged = unchanged(public, proposed)
        self._sources = ledger.many(_sources_of(proposed))

    @property
    def lines(self) -> list[Line]:
        """What changes, in the document's order."""
        return [Line(difference, self._beside(difference)) for difference in self.differences]

    def _beside(self, difference: Difference) -> list[tuple[str, Published | None]]:
        if difference.passage is None or difference.field != "text":
            return []
        passages = (
            item for item in getattr(self.proposed, "passages", ()) if item.number == difference.passage
        )
        return [
            (reference.locator, self._sources.get(reference.source))
            for passage in passages
            for reference in passage.references
        ]


def _sources_of(document: Any) -> set[str]:
    parts = [*getattr(document, "passages", ()), *([document] if hasattr(document, "references") else [])]
    return {reference.source for part in parts for reference in part.references}
