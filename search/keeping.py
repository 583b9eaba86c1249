"""Keeping the index: replaying the ledger's tail, rebuilding aside and switching, comparing both ways."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from search import forgetting
from search.engine import backend, batches, marker, prepare
from search.kernel.writer import batch_of
from search.shelf import IndexBusy, SearchUnavailable
from search.verifying import verify
from testimonies import ledger
from testimonies.models import LedgerRow
from testimonies.vocabulary import LedgerKind

__all__ = ["catch_up", "ensure", "follow", "on_text_erased", "rebuild", "verify"]
log = logging.getLogger("search")
LOCK_WAIT = 30.0  # seconds


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
        forgetting.forget()


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
    with shelf.lock(0, "REBUILDING"), _collecting_seldom():
        upto = ledger.head().number
        writer = shelf.begin()
        writer.add([*batches(), batch_of(writer.schema, [marker(upto)])])
        shelf.settle(writer)
        with shelf.lock(wait):
            shelf.publish(writer)
            # What was erased while we were building may stand in the segment just written.
            _replay_tail(upto)
            shelf.discard_others(keep=shelf.current().directory)
    return backend().held()


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Documents have no cycles; looking for some takes a seventh of the time."""
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def ensure(wait: float = LOCK_WAIT) -> None:
    """Make an index when there is none that can be trusted."""
    try:
        backend().snapshot()
    except SearchUnavailable as reason:
        log.warning("building the search index: %s", reason)
        rebuild(wait)


def follow() -> bool:
    """One step of the indexer: replay if the ledger moved. True when something was replayed."""
    moved = ledger.head().number != _held_or_rebuilt()
    if moved:
        log.info("search index holds ledger number %d", catch_up())
    shelf = backend().shelf
    if shelf.others(keep=shelf.current().directory):
        _discard_leftovers()
    return moved


def _held_or_rebuilt() -> int:
    ensure()
    return backend().held()


def on_text_erased(sender: Any, identifier: str | None, **kwargs: Any) -> None:
    """Purge an erased text from the index now, not when the indexer comes by.

    An index that cannot be trusted is built anew, for its files hold the text all the same. While the index
    stays busy the record is masked, and the next replay, which sees the erasure in the ledger, purges it.
    """
    forgetting.forget()
    try:
        catch_up()
    except SearchUnavailable:
        if backend().shelf.has_files():
            rebuild()
    except IndexBusy:
        log.error("the index was busy: the erased text leaves its files with the indexer's next commit")
