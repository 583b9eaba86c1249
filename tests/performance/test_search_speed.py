"""Measures, never asserts a time: replaying the ledger, one search, one page. make bench SIZE=10000."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

import search
from search import keeping
from testimonies import ledger
from tests.factories import make_testimony, publish
from tests.performance import corpus

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

SIZE = int(os.environ.get("SIZE", "1000"))
KINDS: dict[str, list[dict[str, Any]]] = {
    "one common word": [{"q": word} for word in ("coal", "mine", "winter", "guard")],
    "two words, all": [{"q": "coal winter"}, {"q": "guard school"}, {"q": "mine river"}],
    "three words, any": [{"q": "coal OR winter OR guard"}, {"q": "mine OR school OR river"}],
    "phrase": [{"q": '"coal mine"'}, {"q": '"winter guard"'}],
    "prefix": [{"q": "win*"}, {"q": "sch*"}],
    "a camp by name": [{"q": "Camp 15"}, {"q": "Camp 18"}],
    "camp and period": [{"q": "coal", "camp": ("kwalliso-18",), "first_year": 1970, "last_year": 1979}],
    "by date": [{"q": "coal", "sort": "date"}, {"q": "winter", "sort": "-date"}],
    "everything": [{}],
}


def percentile(times: list[float], share: float) -> float:
    """Milliseconds below which that share of the times lies."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(action: Callable[[], Any], rounds: int = 10) -> list[float]:
    """CPU seconds of each of several runs, after one that warms up."""
    action()
    times = []
    for _round in range(rounds):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return times


def line(name: str, times: list[float], more: str = "") -> None:
    print(f"| {name} | {percentile(times, 0.5):.1f} | {percentile(times, 0.95):.1f} | {more} |")


def test_a_search_and_its_page_at_size():
    corpus.write(SIZE)
    total = ledger.head().number
    started = time.process_time()
    keeping.rebuild()
    rate = total / (time.process_time() - started)
    index = Path(settings.INDEX_DIR)
    megabytes = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
    print(
        f"\n{SIZE} testimonies, {total} ledger rows: rebuild {rate:.0f} records/s CPU,"
        f" index {megabytes:.0f} MB\n"
    )
    print("| search | p50 CPU ms | p95 CPU ms | hits |\n|---|---|---|---|")
    for name, asked in KINDS.items():
        times, hits = [], []
        for parameters in asked:
            request = search.SearchRequest(**parameters)
            times += timed(lambda request=request: search.find(request))
            hits.append(search.find(request).total)
        line(name, times, ", ".join(map(str, hits)))
    client = Client()
    line("the page, coal", timed(lambda: client.get("/search/?q=coal")))
    line("the record's page", timed(lambda: client.get("/testimonies/T-000001/")))
    line("the camp's page", timed(lambda: client.get("/camps/kwalliso-18/")))
    testimony = publish(make_testimony(texts=("A synthetic passage about a kiln.",)))
    started = time.process_time()
    keeping.catch_up()
    line(f"one publication until searchable ({testimony.identifier})", [time.process_time() - started])
    assert search.find(search.SearchRequest(q="kiln")).total == 1
