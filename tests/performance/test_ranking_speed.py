"""Measures what ordering costs, the second look at the first hits above all. make bench SIZE=100000."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
from whoosh import query as wq
from whoosh.fields import Schema

from search.analysis import stems
from search.compile import Plan
from search.engine import FIELDS, marker
from search.kernel.queries import Form
from search.kernel.writer import batch_of
from search.ordering import page_of
from search.shelf import Shelf
from search.snapshot import Snapshot
from tests.performance.measuring import percentile
from tests.performance.test_index_speed import SIZE, Entries, batches, commit

pytestmark = pytest.mark.bench
QUERIES, ROUNDS, FEW = 40, 5, 3


def plans(entries: Entries, join: Any) -> list[Plan]:
    """Two to four of the words that most entries have, as a reader's query is compiled."""
    rng = random.Random(5)
    asked = [rng.sample(entries.english[:300], rng.randint(2, 4)) for _query in range(QUERIES)]
    forms = [[stems(word)[0] for word in said] for said in asked]
    return [
        Plan(join([Form(form) for word in said for form in word]), said=list[Any](said)) for said in forms
    ]


def timed(action: Any, several: list[Any]) -> list[float]:
    """CPU seconds of an action on each of several, over some rounds after one that warms up."""
    for one in several:
        action(one)
    times = []
    for one in several * ROUNDS:
        started = time.process_time()
        action(one)
        times.append(time.process_time() - started)
    return times


def show(name: str, times: list[float]) -> None:
    print(
        f"| {name} | {1000 * percentile(times, 0.5):.2f} | {1000 * percentile(times, 0.95):.2f} |", flush=True
    )


def measure(snapshot: Snapshot, entries: Entries) -> None:
    of = snapshot.collection
    started = time.process_time()
    assert len(of.vocabulary)
    print(f"\n{SIZE} entries, {len(of.parts)} segments; terms numbered in", end=" ")
    print(f"{1000 * (time.process_time() - started):.1f} ms, once a commit")
    print("| what | p50 CPU ms | p95 CPU ms |\n|---|---|---|")
    for name, join in (("all words", wq.And), ("any word", wq.Or)):
        asked = plans(entries, join)
        found = [(plan, snapshot.evaluate(plan.query)) for plan in asked]
        show(f"{name}: matching", timed(lambda plan: snapshot.evaluate(plan.query), asked))
        for said, order in (("in one look", "once"), ("with the second look", "twice")):
            several = [
                (pair, Plan(pair[0].query, said=pair[0].said if order == "twice" else [])) for pair in found
            ]
            show(
                f"{name}: first page, {said}",
                timed(lambda one: page_of(one[0][1], of, one[1], "relevance", 0, 20), several),
            )


def test_the_second_look_at_the_first_hits_at_size(tmp_path: Path) -> None:
    shelf, entries = Shelf(tmp_path, Schema(**FIELDS)), Entries()
    writer = shelf.begin()
    writer.add([*batches(entries, shelf.schema, []), batch_of(shelf.schema, [marker(SIZE)])])
    pointer = shelf.publish(writer)
    measure(Snapshot(shelf.open(pointer), pointer), entries)
    for number in range(FEW):
        commit(shelf, entries.entry(SIZE + number))
    pointer = shelf.current()
    measure(Snapshot(shelf.open(pointer), pointer), entries)
