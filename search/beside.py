"""A rebuild beside: in a process of its own, so that publications go on being replayed meanwhile."""

from __future__ import annotations

import logging
import subprocess
import sys
import time

from django.conf import settings

from search.engine import backend
from search.kernel.merging import wants_rebuild

log = logging.getLogger("search")
RETRY = 600.0  # seconds between two attempts


class RebuildBeside:
    """Starts a rebuild when so many segments have gathered that searches would slow down; one at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def step(self) -> None:
        """Look after it: start one when it is wanted, say how it ended. Raises SearchUnavailable, OSError."""
        if self._process is not None and self._process.poll() is not None:
            ended, self._process = self._process, None
            log.log(
                logging.ERROR if ended.returncode else logging.INFO, "rebuild ended: %d", ended.returncode
            )
        segments = backend().shelf.current().segments
        if self._process is None and time.monotonic() >= self._not_before and wants_rebuild(segments):
            self._not_before = time.monotonic() + RETRY
            log.info("rebuilding the index beside: it has %d segments", segments)
            self._process = subprocess.Popen(
                [sys.executable, settings.BASE_DIR / "manage.py", "rebuild_index"]
            )

    def stop(self) -> None:
        """End it; the index stays as it was."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
