"""The corpus of one size, kept between runs: ledger, index and the contenders' own indexes."""

import json
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MARK = "whole"


def prepare_environment(size: int) -> Path:
    """Point the settings at the folder of this size, before Django reads them; returns the folder."""
    folder = ROOT / "var" / "bench" / str(size)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ |= {
        "DATA_DIR": str(folder),
        "SECRET_KEY": "only-for-measuring",
        "WHITENOISE_USE_FINDERS": "1",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
    }
    return folder


@dataclass(frozen=True)
class Built:
    """How long a contender took to build, in CPU seconds, and what it takes on the disk, in megabytes."""

    seconds: float
    megabytes: float
    records: int

    @property
    def rate(self) -> float:
        """Records in a CPU second."""
        return self.records / self.seconds if self.seconds else 0.0


class Store:
    """The folder of one size."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.size = folder, size

    def once(self, name: str, build: Callable[[Path], Any], path: Path | None = None) -> Built:
        """Build something unless it is there whole; what it took is remembered beside it."""
        from tests.performance.peers import megabytes

        place, note = path or self.folder / name, self.folder / f"{name}.{MARK}.json"
        if not note.exists():
            started = _cpu()
            build(place)
            taken = _cpu() - started
            note.write_text(
                json.dumps({"seconds": taken, "megabytes": megabytes(place), "records": self.size})
            )
        return Built(**json.loads(note.read_text()))

    def ledger(self) -> Built:
        """The synthetic ledger, in the database of this folder."""
        return self.once("ledger", lambda _path: self._write(), self.folder / "archive.sqlite3")

    def _write(self) -> None:
        from django.core.management import call_command

        from tests.performance import corpus

        call_command("migrate", verbosity=0)
        corpus.write(self.size)

    def index(self) -> Built:
        """The archive's own index."""
        from django.conf import settings

        from search import keeping

        return self.once("index", lambda _path: keeping.rebuild(), Path(settings.INDEX_DIR))

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Identifier and document of every testimony."""
        from testimonies.models import LedgerRow

        rows = LedgerRow.objects.filter(noun="testimony").order_by("number").values_list("identifier", "body")
        for identifier, body in rows[: self.size].iterator(chunk_size=2000):
            yield identifier, json.loads(body)


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def wall(action: Callable[[], Any]) -> float:
    """Wall seconds of an action."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
