"""Follow the ledger: what is approved is searchable within a second."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from search import keeping
from search.beside import RebuildBeside
from search.shelf import IndexBusy, SearchUnavailable

log = logging.getLogger("search")
POLL = 0.2  # seconds between two looks at the ledger's head
PAUSE = 2.0  # seconds after a failure


class Command(BaseCommand):
    """`manage.py run_indexer`"""

    help = "Follow the ledger and keep the search index up to it, until told to stop (SIGTERM)."

    def add_arguments(self, parser: CommandParser) -> None:
        """--once: catch up and stop."""
        parser.add_argument("--once", action="store_true", help="catch up with the ledger and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay and wait, until a signal ends it between two commits."""
        stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        log.info("search indexer started")
        beside = RebuildBeside()
        while not stop.is_set():
            well = self._step(None if options["once"] else beside)
            if options["once"]:
                break
            stop.wait(POLL if well else PAUSE)
        beside.stop()
        log.info("search indexer stopped")

    def _step(self, beside: RebuildBeside | None) -> bool:
        """One look at the ledger. A failure is logged and tried again; True when it went well."""
        try:
            keeping.follow()
            if beside is not None:
                beside.step()
        except (DatabaseError, OSError, IndexBusy, SearchUnavailable) as error:
            log.error("search indexer: %s: %s", type(error).__name__, error)
            if not connection.in_atomic_block:
                close_old_connections()
            return False
        return True
