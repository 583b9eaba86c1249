"""The page of a collection: what an educator chose, in order, each at the version it was chosen at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from testimonies import citing, ledger
from testimonies.citations import cite_runs
from testimonies.citations.text import Run
from testimonies.documents import CollectionDocument, ItemDocument, TestimonyDocument
from testimonies.ledger import Published
from testimonies.views.records import Reading, RecordPage, shelf_of
from testimonies.views.shelf import Shelf
from testimonies.views.testimony import Announced, announced
from testimonies.views.versions import guarded
from testimonies.vocabulary import Noun

STYLE = "chicago-bibliography"


@dataclass(frozen=True)
class Chosen:
    """One item: the version it is pinned to, as it may be read, and the record as it is now.

    `pinned` is None, or without a document, where that version cannot be read any more; `now` is without one
    where the record is gone.
    """

    item: ItemDocument
    pinned: Published | None
    now: Published | None

    @property
    def is_readable(self) -> bool:
        """Whether the version chosen still stands at its address."""
        return self.pinned is not None and self.pinned.document is not None

    @property
    def is_public(self) -> bool:
        """Whether the record is public, at whatever version."""
        return self.now is not None and self.now.document is not None

    @property
    def is_outdated(self) -> bool:
        """Whether the record is public at a later version than the one chosen."""
        return self.is_public and self.now is not None and self.now.version > self.item.version


class CollectionPage(RecordPage):
    """An introduction, and items with the educator's notes."""

    noun = Noun.COLLECTION
    section = "collections"
    template = "testimonies/collection.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        document: CollectionDocument = reading.document
        pinned = ledger.pinned((item.record, item.version) for item in document.items)
        shelf = shelf_of(reading)
        now = ledger.many(item.record for item in document.items)
        chosen = [
            Chosen(
                item,
                _readable(pinned.get((item.record, item.version)), now.get(item.record)),
                now.get(item.record),
            )
            for item in document.items
        ]
        beside = [one.pinned.document for one in chosen if one.pinned and one.pinned.document is not None]
        shelf = Shelf.of(beside) | shelf
        return {
            "shelf": shelf,
            "chosen": chosen,
            "announced": [found for one in chosen if (found := _announced(one))],
        }

    def context(self, request: HttpRequest, reading: Reading) -> dict[str, Any]:
        """What the template takes, with the citation of each item: these need the site's address."""
        context = super().context(request, reading)
        site = request.build_absolute_uri("/")
        return context | {"citations": list(_citations(context["chosen"], context["shelf"], site))}


def _citations(chosen: list[Chosen], shelf: Shelf, site: str) -> Iterator[tuple[Published, tuple[Run, ...]]]:
    """What is read here, each at its version with its citation, in the order of the list."""
    for one in chosen:
        if one.pinned is not None and one.pinned.document is not None:
            yield one.pinned, cite_runs(citing.cited(one.pinned, site, known=shelf.found), STYLE)


def _announced(one: Chosen) -> tuple[Chosen, list[Announced]] | None:
    """An item with the content notes of its passages; None for one that has none."""
    document = one.pinned.document if one.pinned else None
    if not isinstance(document, TestimonyDocument):
        return None
    notes = announced(document)
    return (one, notes) if notes or document.content_note else None


def _readable(pinned: Published | None, now: Published | None) -> Published | None:
    """A version as it may still be read: protection that came later wins."""
    if pinned is None or pinned.document is None or now is None or now.document is None:
        return pinned
    return replace(pinned, document=guarded(pinned.document, now.document))
