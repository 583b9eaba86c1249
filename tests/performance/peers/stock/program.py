"""Builds and asks stock Haystack in a process of its own: lines of JSON in, lines of JSON out.

`python -m tests.performance.peers.stock.program FOLDER build` reads documents, `... ask` questions. An answer
says the CPU milliseconds that it took here.
"""

import json
import shutil
import sys
import time
import warnings
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import django
from django.conf import settings

BATCH = 1000  # as many as Haystack's update_index puts together
FACETS = ("camp", "role", "lang", "topic", "source")


def _set_up(folder: Path) -> None:
    engine = {"ENGINE": "haystack.backends.whoosh_backend.WhooshEngine", "PATH": str(folder)}
    settings.configure(
        INSTALLED_APPS=["tests.performance.peers.stock", "haystack"],
        DATABASES={},
        USE_TZ=False,
        HAYSTACK_CONNECTIONS={"default": engine},
    )
    warnings.simplefilter("ignore")
    django.setup()


def _build(lines: Iterable[str]) -> None:
    from haystack import connections

    from tests.performance.peers.stock.models import Account

    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Account)
    backend.setup()
    documents = enumerate(map(json.loads, lines), 1)
    while batch := [_account(Account, number, one) for number, one in islice(documents, BATCH)]:
        backend.update(index, batch)


def _account(model: Any, number: int, one: dict[str, Any]) -> Any:
    topics, sources = one.pop("topics"), one.pop("sources")
    account = model(pk=number, **one)
    account.topics, account.sources = topics, sources
    return account


def _ask(backend: Any, question: dict[str, Any]) -> int:
    words = question["words"]
    text = {
        "phrase": f'"{" ".join(words)}"',
        "prefix": f"{words[0]}*",
        "any": f"({' OR '.join(words)})",
        "all": f"({' AND '.join(words)})",
    }[question["way"]]
    options: dict[str, Any] = {"start_offset": 0, "end_offset": 20}
    if question["facets"]:
        options["facets"] = {f"{name}_exact": {} for name in FACETS}
    if question["snippets"]:
        options["highlight"] = True
    if question["by_date"]:
        options["sort_by"] = ["day"]
    if question["camp"]:
        options["narrow_queries"] = {f'camp_exact:"{question["camp"]}"'}
    return int(backend.search(text, **options)["hits"])


def _answer(lines: Iterable[str]) -> None:
    from haystack import connections

    backend = connections["default"].get_backend()
    for line in lines:
        started = time.process_time()
        hits = _ask(backend, json.loads(line))
        print(json.dumps({"total": hits, "ms": 1000 * (time.process_time() - started)}), flush=True)


def main() -> None:
    """Do what the command line says."""
    folder, task = Path(sys.argv[1]), sys.argv[2]
    if task == "build":
        shutil.rmtree(folder, ignore_errors=True)
    _set_up(folder)
    started = time.process_time()
    (_build if task == "build" else _answer)(sys.stdin)
    if task == "build":
        print(json.dumps({"seconds": time.process_time() - started}))


if __name__ == "__main__":
    main()
