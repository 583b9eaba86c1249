"""Stock Haystack as a contender: a process that is asked and says how long it took."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.performance.peers import Text
from tests.performance.questions import Question

_PROGRAM = [sys.executable, "-m", "tests.performance.peers.stock.program"]


def build(folder: Path, texts: Iterable[Text]) -> float:
    """Write the index; returns CPU seconds."""
    rows = "\n".join(json.dumps(_row(text)) for text in texts)
    done = subprocess.run(
        [*_PROGRAM, str(folder), "build"], input=rows, text=True, capture_output=True, check=True
    )
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def _row(text: Text) -> dict[str, Any]:
    row = asdict(text)
    return row | {"lang": row.pop("language")}


class Stock:
    """The process, kept open for all questions."""

    name = "Haystack + Whoosh, stock"

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [*_PROGRAM, str(folder), "ask"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, question: Question) -> tuple[int, float]:
        """The total, and the CPU milliseconds in that process."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(asdict(question)) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        return int(said["total"]), float(said["ms"])

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=30)
