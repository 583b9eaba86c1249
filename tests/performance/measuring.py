"""Timing that can be trusted on a noisy machine: CPU time, interleaved rounds, the best of each question."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


def percentile(times: Sequence[float], share: float) -> float:
    """The time below which that share of the times lies; nan of none."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def milliseconds(action: Callable[[], Any]) -> float:
    """CPU milliseconds of this process for one run."""
    started = time.process_time()
    action()
    return 1000 * (time.process_time() - started)


@dataclass
class Times:
    """Of one contender and one kind of question: the first run of each question, and the best later one."""

    first: dict[int, float] = field(default_factory=dict)
    best: dict[int, float] = field(default_factory=dict)

    def add(self, question: int, time_taken: float) -> None:
        """Note one run."""
        if question not in self.first:
            self.first[question] = time_taken
        else:
            self.best[question] = min(time_taken, self.best.get(question, time_taken))

    def warm(self, share: float) -> float:
        """Percentile over questions of their best run."""
        return percentile(list(self.best.values()), share)

    def cold(self, share: float) -> float:
        """Percentile over questions of their first run."""
        return percentile(list(self.first.values()), share)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])
