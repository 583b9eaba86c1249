"""The same questions to the archive and to its peers, in one run, rounds interleaved: `make bench`.

Prints the tables of docs/benchmarks.md. At 2,000 records stock Haystack is among the peers; Datasette's pages
are measured up to 10,000.
"""

import gc
import os
import platform
import random
import resource
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice

from tests.performance.measuring import Times, milliseconds, percentile, table
from tests.performance.questions import Question, draw
from tests.performance.store import Built, Store, prepare_environment

ROUNDS = 5
SAMPLE = 4000  # texts from which the questions are drawn
STOCK_SIZE, DATASETTE_SIZE = 2_000, 10_000  # the largest at which these peers are asked
Table = dict[str, dict[str, Times]]


def main(size: int) -> None:
    """Build what is missing, ask, print."""
    folder = prepare_environment(size)
    import django

    django.setup()
    from tests.performance.peers import Contender, fts5, ours, tantivy_index, texts_of

    store = Store(folder, size)
    store.ledger()
    texts = lambda: texts_of(store.documents())  # noqa: E731
    built = {
        "the archive": store.index(),
        "tantivy": store.once("tantivy", lambda path: tantivy_index.build(path, texts())),
        "SQLite FTS5": store.once("fts5.sqlite3", lambda path: fts5.build(path, texts())),
    }
    sample = list(islice(texts(), SAMPLE))
    questions = draw((f"{t.title} {t.text}" for t in sample), sorted({t.camp for t in sample}))
    contenders: list[Contender] = [
        *ours.contenders(),
        tantivy_index.Tantivy(folder / "tantivy"),
        fts5.Fts5(folder / "fts5.sqlite3"),
    ]
    gc.collect()
    gc.freeze()  # what the measuring itself holds is no work of any contender
    print(
        f"\n{size} records; Python {platform.python_version()}; {os.cpu_count()} cores; CPU ms, p50 / p95\n"
    )
    _print_searches(ask(contenders, questions), [one.name for one in contenders])
    if size <= STOCK_SIZE:
        built |= _stock(store, questions)
    _print_built(built)
    if size <= DATASETTE_SIZE:
        _pages(store, questions)
    print(
        f"\nPeak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB."
    )


def ask(contenders: list, questions: list[Question]) -> Table:
    """Every question to every contender, turn by turn, in several rounds.

    Their order is drawn for every question and round: whoever comes after a long search finds the processor's
    caches full of another's data.
    """
    found: Table = {q.kind: {one.name: Times() for one in contenders} for q in questions}
    totals: dict[int, set[int]] = {}
    for turn in range(ROUNDS):
        for at, question in enumerate(questions):
            for one in random.Random(f"{turn} {at}").sample(contenders, len(contenders)):
                gc.collect(0)
                found[question.kind][one.name].add(at, milliseconds(lambda: one.answer(question)))  # noqa: B023
    for at, question in enumerate(questions):
        totals[at] = {one.answer(question).total for one in contenders}
    _print_differing(questions, totals)
    return found


def _print_differing(questions: list[Question], totals: dict[int, set[int]]) -> None:
    """Engines cut words differently; where totals differ, say for which kinds and by how much at most."""
    worst: dict[str, tuple[int, int]] = {}
    for at, counts in totals.items():
        low, high = min(counts), max(counts)
        if high - low > worst.get(questions[at].kind, (0, 0))[1] - worst.get(questions[at].kind, (0, 0))[0]:
            worst[questions[at].kind] = (low, high)
    for kind, (low, high) in worst.items():
        print(f"totals differ: {kind}, at most {low} against {high}")


def _print_searches(found: Table, names: list[str]) -> None:
    ours, peers = names[:2], names[2:]
    ratios = [(own, peer) for own in ours for peer in peers]
    head = ["search", *names, *(f"{own} / {peer}" for own, peer in ratios)]
    rows = []
    for kind, times in found.items():
        cells = [f"{times[name].warm(0.5):.2f} / {times[name].warm(0.95):.2f}" for name in names]
        shares = [f"{times[own].warm(0.95) / times[peer].warm(0.95):.2f}" for own, peer in ratios]
        rows.append([kind, *cells, *shares])
    print(table(head, rows))
    print("\nThe first time a question is asked, p50 / p95, and p95 against the later times:\n")
    cold = [
        [
            kind,
            *(
                f"{t[n].cold(0.5):.2f} / {t[n].cold(0.95):.2f} ({t[n].cold(0.95) / t[n].warm(0.95):.1f})"
                for n in names
            ),
        ]
        for kind, t in found.items()
    ]
    print(table(["search", *names], cold))


def _stock(store: Store, questions: list[Question]) -> dict[str, Built]:
    from tests.performance.peers import texts_of
    from tests.performance.peers.stock import peer

    built = store.once("stock", lambda path: peer.build(path, texts_of(store.documents())))
    stock = peer.Stock(store.folder / "stock")
    times: dict[str, list[float]] = {}
    for question in questions:
        times.setdefault(question.kind, []).append(stock.ask(question)[1])
    stock.close()
    rows = [[kind, f"{percentile(t, 0.5):.0f} / {percentile(t, 0.95):.0f}"] for kind, t in times.items()]
    print("\n" + table(["search", stock.name], rows))
    return {stock.name: built}


def _print_built(built: dict[str, Built]) -> None:
    rows = [
        [name, f"{one.rate:.0f}", f"{one.megabytes:.1f}", f"{1000 * one.megabytes / one.records:.1f}"]
        for name, one in built.items()
    ]
    print("\n" + table(["index", "records a CPU second", "MB", "kB a record"], rows))


def _pages(store: Store, questions: list[Question]) -> None:
    from tests.performance.peers import pages, texts_of

    path = store.folder / "datasette.sqlite3"
    store.once(path.name, lambda to: pages.build_datasette(to, texts_of(store.documents())))
    asked = [question for question in questions if question.kind == "full page"]
    with ExitStack() as stack:
        addresses = {
            stack.enter_context(pages.archive()): pages.archive_address,
            stack.enter_context(pages.datasette(path)): lambda q: pages.datasette_address(q, path),
        }
        taken: dict[str, list[tuple[float, float, int]]] = {}
        for _round, question in _rounds(asked):
            for server, address in addresses.items():
                taken.setdefault(server.name, []).append(server.page(address(question)))
    rows = []
    for name, times in taken.items():
        wall, cpu, size = zip(*times, strict=True)
        rows.append(
            [
                name,
                *(f"{percentile(t, 0.5):.1f} / {percentile(t, 0.95):.1f}" for t in (wall, cpu)),
                f"{percentile(size, 0.5) / 1000:.0f}",
            ]
        )
    print("\n" + table(["page of results over HTTP", "wall ms", "CPU ms", "kB"], rows))


def _rounds(questions: list[Question]) -> Iterator[tuple[int, Question]]:
    return ((at, question) for at in range(ROUNDS) for question in questions)


if __name__ == "__main__":
    main(int(os.environ.get("SIZE", "10000")))
