"""Measures writing the index without a ledger: analysis, size, opening, commits. make bench SIZE=100000."""

import hashlib
import os
import random
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from whoosh.fields import Schema

from search.analysis import BREAK
from search.engine import FIELDS, marker
from search.kernel import columns, files
from search.kernel.batches import Batch
from search.kernel.pool import Pool
from search.kernel.writer import batch_of
from search.shelf import Shelf
from tests.performance.corpus import vocabulary
from tests.performance.measuring import percentile

pytestmark = pytest.mark.bench
SIZE = int(os.environ.get("SIZE", "1000"))
COMMITS = 200


class Entries:
    """Index entries like those of the synthetic testimonies: four passages of Zipf-distributed words."""

    def __init__(self) -> None:
        self.rng = random.Random(17)
        self.english, self.korean = vocabulary(self.rng)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.english))))

    def text(self) -> str:
        words = self.rng.choices(self.english, cum_weights=self.weights, k=self.rng.randint(40, 90))
        if self.rng.random() < 0.15:
            words += self.rng.choices(self.korean, k=6)
        return " ".join(words)

    def entry(self, number: int) -> dict[str, Any]:
        title = f"Synthetic record {number}"
        whole = BREAK.join([title, *(self.text() for _passage in range(4))])
        first = self.rng.randint(1950, 2015)
        identifier, camp = f"T-{number:06}", f"kwalliso-{self.rng.randint(1, 25)}"
        topics = " ".join(sorted({f"topic-{self.rng.randint(1, 40)}" for _topic in range(3)}))
        return {
            "id": identifier,
            "noun": "testimony",
            "number": number,
            "sha256": hashlib.sha256(identifier.encode()).hexdigest(),
            "title": title,
            **dict.fromkeys(("text", "exact", "grams"), whole),
            "about": camp,
            "topics": topics,
            "refs": f"{identifier} {camp} {topics}",
            "periods": f"{first}/{first + 2}",
            "earliest": first * 10000 + 101,
            "latest": (first + 2) * 10000 + 1231,
        }


def batches(entries: Entries, schema: Schema, seconds: list[float]) -> Iterator[Batch]:
    """All entries, analysed; the seconds spent on that alone are added to the list."""
    pool = Pool(schema)
    for start in range(0, SIZE, 2_000):
        made = [entries.entry(number) for number in range(start, min(start + 2_000, SIZE))]
        started = time.process_time()
        for entry in made:
            pool.add(entry)
        batch = pool.batch()
        seconds.append(time.process_time() - started)
        yield batch


def opened(shelf: Shelf) -> int:
    """Open a commit as a reader meets it for the first time; how many segments it has."""
    files._sums.clear()
    pointer = shelf.current()
    index = shelf.open(pointer)
    index.reader().close()
    known = [shelf.path / pointer.directory / one.make_filename(columns.ENDING) for one in index.segments()]
    return len([columns.load(path) for path in known])


def commit(shelf: Shelf, entry: dict[str, Any]) -> None:
    writer = shelf.writer(shelf.current())
    writer.delete({columns.HELD, entry["id"]})
    writer.add([batch_of(shelf.schema, [entry, marker(entry["number"])])])
    shelf.publish(writer)


def timed(action: Any, clock: Any) -> float:
    started = clock()
    action()
    return float(clock() - started)


def test_the_index_is_written_opened_and_added_to_at_size(tmp_path: Path) -> None:
    shelf, entries, seconds = Shelf(tmp_path, Schema(**FIELDS)), Entries(), list[float]()
    writer = shelf.begin()
    analysed = [*batches(entries, shelf.schema, seconds), batch_of(shelf.schema, [marker(SIZE)])]
    seconds.append(timed(lambda: writer.add(analysed), time.process_time))
    pointer = shelf.publish(writer)
    size = sum(pointer.sizes.values()) / SIZE
    print(f"\n{SIZE} entries: {SIZE / sum(seconds):.0f} a second CPU, {size:.0f} bytes each")
    opening = [timed(lambda: opened(shelf), time.perf_counter) for _round in range(10)]
    fresh = [entries.entry(SIZE + number) for number in range(COMMITS)]
    shelf.check(pointer)
    commits = [timed(lambda entry=entry: commit(shelf, entry), time.process_time) for entry in fresh]
    after = [timed(lambda: opened(shelf), time.perf_counter) for _round in range(10)]
    print("| what | p50 ms | p95 ms |\n|---|---|---|")
    for name, times in (
        ("opening, one segment (wall)", opening),
        (f"opening, {opened(shelf)} segments (wall)", after),
        ("a commit of one record (CPU)", commits),
    ):
        print(f"| {name} | {1000 * percentile(times, 0.5):.1f} | {1000 * percentile(times, 0.95):.1f} |")
