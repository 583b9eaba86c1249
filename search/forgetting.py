"""What this process holds of texts in memory; it lets go as soon as it sees that something was erased.

Caches are kept under hashes and names of segments, so that they are never wrong; but a text that was erased
would stay in them until others displace it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from search import analysis, authorities, compile, engine, facets, hits, marking, naming
from search.kernel import lexicon
from search.shelf import Pointer, SearchUnavailable
from testimonies import contested
from testimonies.charts import timeline
from testimonies.models import Head, LedgerRow
from testimonies.names import persons, spelling
from testimonies.templatetags import records
from testimonies.vocabulary import LedgerKind

# Words, names, sheets, segments: all that is kept for longer than a request. A test looks for others.
HELD: tuple[Callable[[], None], ...] = (
    hits._sheets.clear,
    lexicon._marked.clear,
    facets._of_parts.clear,
    facets._shelved.clear,
    authorities._cache.clear,
    contested._cache.clear,
    # With the snapshot go the files of an older commit, which the system keeps while they are open.
    engine._open.clear,
    marking._forms.cache_clear,
    compile.sought.cache_clear,
    *(one.cache_clear for one in (analysis.stems, analysis.sequence, analysis.spellings)),
    analysis.name_keys.cache_clear,
    *(one.cache_clear for one in (naming._asked, naming._readings, naming._keys_of)),
    spelling._sounds.cache_clear,
    persons.person_key.cache_clear,
    records._reading.cache_clear,
    timeline._from_edtf.cache_clear,
)


class _Seen:
    """How far this process has looked, None at first, and which erasure the index has yet to follow."""

    number: int | None = None
    awaited = 0
    lock = threading.Lock()


def forget() -> None:
    """Let go of every text that this process keeps between requests."""
    for clear in HELD:
        clear()


def look(head: Head) -> None:
    """Forget, when something was erased since this process last looked.

    Asked with the ledger's head by every search and every page; a query only when the ledger moved. A commit
    of the index from before the erasure, opened meanwhile, is let go once there is another.
    """
    if _Seen.number == head.number and not _Seen.awaited:
        return
    with _Seen.lock:
        if _Seen.number != head.number:
            _moved(head.number)
        if _Seen.awaited:
            _let_go_of_old_commits()


def _moved(number: int) -> None:
    before, _Seen.number = _Seen.number, number
    if before is None:
        return  # nothing was held yet
    erased = _last_erased()
    if erased > before or number < before:
        forget()
        _Seen.awaited = erased


def _last_erased() -> int:
    rows = LedgerRow.objects.filter(kind=LedgerKind.ERASED).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def _let_go_of_old_commits() -> None:
    opened = list(engine._open.values())
    old = [snapshot for snapshot in opened if snapshot.held < _Seen.awaited]
    if opened and not old:
        _Seen.awaited = 0
    elif old and old[0].pointer != _current_pointer():
        forget()


def _current_pointer() -> Pointer | None:
    try:
        return engine.backend().shelf.current()
    except SearchUnavailable:
        return None
