"""Keeping the index: replaying the ledger's tail, rebuilding aside and switching, comparing both ways."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from whoosh.reading import IndexReader

from search.engine import FIELDS, backend, fill, prepare
from search.shelf import IndexBusy, SearchUnavailable
from testimonies import ledger
from testimonies.models import LedgerRow
from testimonies.vocabulary import LedgerKind, Noun

log = logging.getLogger("search")
LOCK_WAIT = 30.0  # seconds
SEARCHED = tuple(name for name in ("id", "text", "title", "exact", "grams", "noun", "refs", "periods"))


def catch_up(wait: float = LOCK_WAIT) -> int:
    """Replay what the ledger has above the index's number; returns the number held then.

    Raises SearchUnavailable when there is no index that can be trusted, IndexBusy when another process holds
    it for longer than `wait` seconds.
    """
    keeper = backend()
    with keeper.shelf.lock(wait):
        _replay_tail(keeper.held())
    return keeper.held()


def _replay_tail(held: int) -> None:
    upto = ledger.head().number
    if upto == held:
        return
    moved = ledger.many(ledger.moved_since(held), upto)
    public = [item for item in moved.values() if item.document is not None]
    gone = set(moved) - {item.identifier for item in public}
    purge = _erased_between(held, upto)
    backend().replay(prepare(public), gone, upto, purge)
    if purge:
        _discard_leftovers()


def _discard_leftovers() -> None:
    """What a rebuild that was killed left behind may hold erased text; a running one sees to itself."""
    shelf = backend().shelf
    with suppress(IndexBusy), shelf.lock(0, "REBUILDING"):
        shelf.discard_others(keep=shelf.current().directory)


def _erased_between(held: int, upto: int) -> bool:
    return LedgerRow.objects.filter(number__gt=held, number__lte=upto, kind=LedgerKind.ERASED).exists()


def rebuild(wait: float = LOCK_WAIT) -> int:
    """Build the index anew beside the old one and switch; returns the number held then.

    Readers see the old index until the new one is whole. Raises IndexBusy when another rebuild is running.
    """
    shelf = backend().shelf
    with shelf.lock(0, "REBUILDING"):
        upto = ledger.head().number
        writer = shelf.begin()
        fill(writer, list(prepare(_all_public())), set(), upto)
        writer.commit(merge=False)
        with shelf.lock(wait):
            shelf.point(writer.directory, writer.generation, {writer.newsegment.segment_id()})
            # What was erased while we were building may stand in the segment just written.
            _replay_tail(upto)
            shelf.discard_others(keep=writer.directory)
    return backend().held()


def _all_public() -> Iterator[ledger.Published]:
    for noun in Noun:
        yield from ledger.listing(noun)


def ensure(wait: float = LOCK_WAIT) -> None:
    """Make an index when there is none that can be trusted."""
    try:
        backend().snapshot()
    except SearchUnavailable as reason:
        log.warning("building the search index: %s", reason)
        rebuild(wait)


def follow() -> bool:
    """One step of the indexer: replay if the ledger moved. True when something was replayed."""
    if ledger.head().number == _held_or_rebuilt():
        return False
    number = catch_up()
    log.info("search index holds ledger number %d", number)
    return True


def _held_or_rebuilt() -> int:
    ensure()
    return backend().held()


def on_text_erased(sender: Any, identifier: str | None, **kwargs: Any) -> None:
    """Purge an erased text from the index now, not when the indexer comes by.

    An index that cannot be trusted is built anew, for its files hold the text all the same. While the index
    stays busy the record is masked, and the next replay, which sees the erasure in the ledger, purges it.
    """
    try:
        catch_up()
    except SearchUnavailable:
        if backend().shelf.has_files():
            rebuild()
    except IndexBusy:
        log.error("the index was busy: the erased text leaves its files with the indexer's next commit")


def verify() -> list[str]:
    """Findings where ledger and index differ, a line each, both ways and word for word.

    Raises SearchUnavailable when there is nothing to compare.
    """
    snapshot = backend().snapshot()
    public = {item.identifier: item for item in _all_public()}
    rows = {row.identifier: row for row in snapshot.rows.values()}
    findings = [] if snapshot.held == ledger.head().number else [_behind(snapshot.held)]
    findings += [f"{key}: public, but not in the index" for key in sorted(public.keys() - rows.keys())]
    findings += [f"{key}: in the index, but not public" for key in sorted(rows.keys() - public.keys())]
    both = sorted(public.keys() & rows.keys())
    findings += [
        f"{key}: the index holds another version" for key in both if rows[key].sha256 != public[key].sha256
    ]
    if len(rows) != len(snapshot.rows):
        findings.append("the index holds a record twice")
    return findings + _differing_words(snapshot, [public[key] for key in both])


def _behind(held: int) -> str:
    return f"the index holds ledger number {held}, the ledger ends at {ledger.head().number}"


def _differing_words(snapshot: Any, public: list[ledger.Published]) -> list[str]:
    found = _posted(snapshot.reader)
    by_identifier = {row.identifier: found[number] for number, row in snapshot.rows.items()}
    expected = {str(entry["id"]): _expected(entry) for entry in prepare(public)}
    return [
        f"{key}: its words in the index are not those of its document"
        for key in sorted(expected)
        if by_identifier[key] != expected[key]
    ]


def _posted(reader: IndexReader) -> dict[int, int]:
    """A sum over the postings of each entry, in any order: equal sums, equal words."""
    sums: dict[int, int] = defaultdict(int)
    for name in SEARCHED:
        for term in reader.lexicon(name) if name in reader.indexed_field_names() else ():
            matcher = reader.postings(name, term)
            while matcher.is_active():
                sums[matcher.id()] = (sums[matcher.id()] + _posting(name, term, matcher.weight())) % 2**128
                matcher.next()
    return sums


def _expected(entry: dict[str, Any]) -> int:
    total = 0
    for name in SEARCHED:
        if entry.get(name):
            for term, _frequency, weight, _value in FIELDS[name].index(entry[name]):
                total += _posting(name, term, weight)
    return total % 2**128


def _posting(name: str, term: bytes, weight: float) -> int:
    text = b"\0".join((name.encode(), term, str(round(weight)).encode()))
    return int.from_bytes(hashlib.blake2b(text, digest_size=16).digest())
