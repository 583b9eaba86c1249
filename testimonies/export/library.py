"""What is public now, read from the ledger once: for every part of the export the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from testimonies import ledger
from testimonies.addresses import FOLDERS
from testimonies.documents import mentions, title_of
from testimonies.ledger import Published
from testimonies.models import Head
from testimonies.views.versions import guarded
from testimonies.vocabulary import Noun

READ_AT_ONCE = 200


@dataclass(frozen=True)
class Link:
    """A record by its title, and the path of its page below html/; "" when it is not public any more."""

    words: str
    path: str
    language: str = ""


class Library:
    """All public records at one head of the ledger."""

    def __init__(self) -> None:
        self.head: Head = ledger.head()
        self.records = {item.identifier: item for page in ledger.pages(READ_AT_ONCE) for item in page}
        self.labels = {key: title_of(document(item)) for key, item in self.records.items()}
        self._leads = {key: targets(item) for key, item in self.records.items()}
        every = {target for found in self._leads.values() for target in found}
        self._merged = ledger.merged(every - set(self.records))
        self._named_by: dict[str, list[str]] = {}
        for key, found in self._leads.items():
            for target in found:
                self._named_by.setdefault(self._merged.get(target, target), []).append(key)

    def of(self, noun: Noun) -> list[Published]:
        """The records of a kind, by identifier."""
        return sorted(
            (item for item in self.records.values() if item.noun == noun), key=lambda item: item.identifier
        )

    def link(self, identifier: str) -> Link:
        """How a page names a record, followed to where it was merged."""
        item = self.records.get(self._merged.get(identifier, identifier))
        if item is None:
            return Link(f"{identifier}, not public", "")
        language = getattr(item.document, "language", "") if item.noun == Noun.TESTIMONY else ""
        return Link(self.labels[item.identifier], f"{place(item)}.html", language)

    def leads_to(self, item: Published) -> list[Link]:
        """What a record refers to."""
        return [self.link(target) for target in self._leads[item.identifier]]

    def named_by(self, item: Published) -> list[Link]:
        """What refers to a record."""
        return [self.link(key) for key in sorted(set(self._named_by.get(item.identifier, [])))]

    def versions(self) -> Iterator[tuple[Published, Any]]:
        """Every published version that may still be shown, with as much of it as may be, by record."""
        items = list(self.records.values())
        for start in range(0, len(items), READ_AT_ONCE):
            some = items[start : start + READ_AT_ONCE]
            asked = [(item.identifier, version) for item in some for version in range(1, item.version + 1)]
            for (identifier, version), found in sorted(ledger.pinned(asked).items()):
                # A version that was erased or withdrawn is pinned to what ended it.
                if found.document is not None and found.version == version:
                    yield found, guarded(found.document, self.records[identifier].document)


def document(item: Published) -> Any:
    """The document of a record that is known to be public."""
    return item.document


def targets(item: Published) -> list[str]:
    """Identifiers of what a record refers to, each once."""
    return sorted({target for _relation, target in mentions(document(item))})


def place(item: Published) -> str:
    """Where a record's files lie in each part of the bag: "testimonies/T-000117"."""
    return f"{FOLDERS[Noun(item.noun)]}/{item.identifier}"
