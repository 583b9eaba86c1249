"""The Haystack backend: Whoosh, written by replaying the ledger and read behind one gate.

The stock backend indexes drafts, loses withdrawals and opens the reader three times per search (measured);
what is kept of it is its place: the engine, the query class and the SearchQuerySet interface.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from haystack import connections
from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend, WhooshSearchQuery
from haystack.models import SearchResult
from whoosh.fields import ID, KEYWORD, STORED, FieldType, Schema

from search import authorities, compile, syntax
from search.analysis import ExactForms, GramForms, StemForms
from search.kernel.batches import Batch
from search.kernel.codec import PlacedText
from search.kernel.evaluate import Matches
from search.kernel.pool import Pool
from search.kernel.writer import batch_of
from search.ordering import page_of
from search.search_indexes import PublishedIndex
from search.shelf import Pointer, SearchUnavailable, Shelf
from search.snapshot import HELD, Snapshot
from testimonies import ledger

Entry = dict[str, Any]
BATCH = 2_000  # records analysed at once
OPEN_RETRIES = 20
OPEN_WAIT = 0.05  # seconds between two looks at a pointer that moves

FIELDS: dict[str, FieldType] = {
    "id": ID(stored=True, unique=True),
    "text": PlacedText(StemForms()),
    "title": PlacedText(StemForms()),
    "exact": PlacedText(ExactForms()),
    "grams": PlacedText(GramForms()),
    "noun": ID(stored=True),
    "lang": KEYWORD(stored=True),
    "witness": KEYWORD(stored=True),
    "about": KEYWORD(stored=True),
    "topics": KEYWORD(stored=True),
    "roles": KEYWORD(stored=True),
    "sources": KEYWORD(stored=True),
    "refs": KEYWORD(stored=True),
    "periods": KEYWORD(stored=True),
    # No query asks for these: they are read from the columns.
    "earliest": STORED(),
    "latest": STORED(),
    "number": STORED(),
    "sha256": STORED(),
}


class ArchiveWhooshBackend(WhooshSearchBackend):  # type: ignore[misc]
    """Whoosh behind Haystack's interface: written through replay(), read through visible()."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.content_field_name, self.schema = self.build_schema({})
        self.shelf = Shelf(Path(self.path), self.schema)
        self.silently_fail = False
        self.setup_complete = True

    def setup(self) -> None:
        """Nothing to do: what is missing is made by the indexer, never by a reader."""

    def build_schema(self, fields: Any) -> tuple[str, Schema]:
        """Our own schema: no text is stored or sortable, identifiers are keywords, days are numbers."""
        return "text", Schema(**FIELDS)

    # ---- reading

    def snapshot(self) -> Snapshot:
        """The commit that counts, open. Raises SearchUnavailable."""
        return _opened(self.shelf)

    def held(self) -> int:
        """The last ledger number the index holds. Raises SearchUnavailable."""
        return self.snapshot().held

    def visible(self, snapshot: Snapshot, found: Matches, head: int | None = None) -> Matches:
        """The gate: matches without those that have moved in the ledger since.

        Totals, facets and hits are all made from this. One query, unless the ledger's `head` is known and the
        index holds it.
        """
        if snapshot.held == head:
            return found
        moved = frozenset(ledger.moved_since(snapshot.held))
        return found.where(~snapshot.mask("moved", moved, moved)[found.ids]) if moved else found

    def search(self, query_string: str, **kwargs: Any) -> dict[str, Any]:
        """Haystack's search: our query language, behind our gate. Only the page asked for is made."""
        snapshot = self.snapshot()
        context = compile.Context(authorities.current(), snapshot.lexicon)
        plan = compile.compile_query(syntax.parse(query_string), context)
        found = self.visible(snapshot, snapshot.evaluate(plan.query))
        start = kwargs.get("start_offset") or 0
        end = kwargs.get("end_offset")
        size = len(found) if end is None else end - start
        page = page_of(found, snapshot.collection, plan, "relevance", start, size)
        results = [self._result(snapshot, entry, found) for entry in page]
        return {"results": results, "hits": len(found), "facets": {}, "spelling_suggestion": None}

    def _result(self, snapshot: Snapshot, entry: int, found: Matches) -> SearchResult:
        collection, score = snapshot.collection, float(found.scores[found.ids.searchsorted(entry)])
        identifier = collection.identifier(entry)
        return SearchResult(
            "testimonies", "ledgerrow", int(collection.number[entry]), score, identifier=identifier
        )

    # ---- writing

    def replay(self, entries: Iterable[Entry], gone: set[str], upto: int, purge: bool = False) -> None:
        """Put entries in, take others out and remember `upto`, in one commit. The shelf's lock must be held.

        With `purge`, no file keeps a word of what was taken out or replaced.
        """
        written = list(entries)
        writer = self.shelf.writer(self.shelf.current())
        writer.delete({HELD, *gone, *(str(entry["id"]) for entry in written)})
        writer.add([batch_of(self.schema, [*written, marker(upto)])], purge)
        self.shelf.publish(writer)

    def update(self, index: Any, iterable: Any, commit: bool = True) -> None:
        """Refused: an index entry is made by replaying the ledger, or not at all."""
        raise NotImplementedError("use update_index, which replays the ledger")

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Refused, like update()."""
        raise NotImplementedError("withdraw the record; the index follows the ledger")

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Refused: an empty index would say that nothing is public."""
        raise NotImplementedError("use rebuild_index, which never shows an empty index")


def marker(upto: int) -> Entry:
    """The entry that says how far the index goes."""
    return {"id": HELD, "number": upto}


def prepare(published: Iterable[ledger.Published]) -> Iterable[Entry]:
    """Index entries of public records."""
    index = PublishedIndex()
    return (index.full_prepare(item) for item in published)


def batches() -> Iterator[Batch]:
    """All that is public, analysed: a batch a page of the ledger."""
    pool = Pool(backend().schema)
    for page in ledger.pages(BATCH):
        for entry in prepare(page):
            pool.add(entry)
        yield pool.batch()


_open: dict[Path, Snapshot] = {}
_opening = threading.Lock()


def _opened(shelf: Shelf) -> Snapshot:
    """The open snapshot of a shelf's current commit, shared by the threads of this process."""
    pointer = shelf.current()
    found = _open.get(shelf.path)
    if found is not None and found.pointer == pointer:
        return found
    with _opening:
        return _open_anew(shelf)


def _open_anew(shelf: Shelf) -> Snapshot:
    # A commit may move the pointer and delete files between our two looks: look again then.
    for _attempt in range(OPEN_RETRIES):
        pointer = shelf.current()
        before = _open.get(shelf.path)
        if before is not None and before.pointer == pointer:
            return before
        try:
            _open[shelf.path] = _trusted(shelf, pointer)
            return _open[shelf.path]
        except FileNotFoundError:
            time.sleep(OPEN_WAIT)
    raise SearchUnavailable("files of the index are missing")


def _trusted(shelf: Shelf, pointer: Pointer) -> Snapshot:
    try:
        return Snapshot(shelf.open(pointer), pointer)
    except (FileNotFoundError, SearchUnavailable):
        raise
    except (OSError, ValueError, EOFError, KeyError, AssertionError) as error:
        raise SearchUnavailable("the index cannot be read") from error


class ArchiveWhooshQuery(WhooshSearchQuery):  # type: ignore[misc]
    """Haystack's query object, unchanged but for the name."""


class ArchiveWhooshEngine(WhooshEngine):  # type: ignore[misc]
    """The engine named in the settings."""

    backend = ArchiveWhooshBackend
    query = ArchiveWhooshQuery


def backend() -> ArchiveWhooshBackend:
    """The archive's one backend."""
    found: ArchiveWhooshBackend = connections["default"].get_backend()
    return found
