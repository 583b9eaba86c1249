"""The contenders: other engines over the same documents, each adapted as well as we could.

A contender answers with the exact total, at most 20 identifiers, and snippets and facet counts where the
question asks for them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.performance.questions import Question

PAGE = 20


@dataclass(frozen=True)
class Text:
    """One document as a contender sees it. `day` is the first day of its period, as yyyymmdd."""

    identifier: str
    title: str
    text: str
    camp: str
    role: str
    sources: tuple[str, ...]
    topics: tuple[str, ...]
    language: str
    day: int


@dataclass(frozen=True)
class Answer:
    """What came back."""

    total: int
    identifiers: list[str]
    snippets: list[str]
    facets: dict[str, Any]


class Contender(Protocol):
    """An engine that has the corpus and answers."""

    name: str

    def answer(self, question: Question) -> Answer:
        """The answer to one question."""
        ...


def texts_of(documents: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Text]:
    """Public documents, with their identifiers, as the contenders index them."""
    for identifier, document in documents:
        stay = document["stays"][0]
        yield Text(
            identifier,
            document["title"],
            " ".join(passage["text"] for passage in document["passages"]),
            stay["camp"],
            stay["role"],
            tuple(sorted({r["source"] for p in document["passages"] for r in p["references"]})),
            tuple(document["topics"]),
            document["language"],
            int(stay["period"]["earliest"].replace("-", "")),
        )


def megabytes(path: Path) -> float:
    """What a file or a folder takes on the disk."""
    files = [path] if path.is_file() else [item for item in path.rglob("*") if item.is_file()]
    return sum(item.stat().st_size for item in files) / 1e6
