"""Synthetic files to import, and the whole way through in one call."""

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from testimonies import importing
from testimonies.models import Import
from tests.factories import make_user

HEADER = ("title", "summary", "camp", "role", "period")


def rows_of(count: int, first: int = 1) -> list[tuple[str, ...]]:
    """Rows with titles and summaries of their own, without a stay."""
    return [(f"Synthetic row {number}", unlike(number), "", "", "") for number in range(first, first + count)]


def unlike(number: int) -> str:
    """A summary that shares few words with those of other numbers."""
    return " ".join(f"word{number * 7 + place}x{number}" for place in range(12))


def csv_of(rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER, separator: str = ",") -> bytes:
    """A CSV file in UTF-8."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([header, *rows])
    return text.getvalue().encode()


def xlsx_of(rows: list[tuple[Any, ...]], header: tuple[str, ...] = HEADER) -> bytes:
    """An XLSX file whose first sheet holds the rows."""
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def taken_in(content: bytes, name: str = "synthetic.csv", user: Any = None) -> Import:
    """A file taken in, as a contributor."""
    return importing.begin(user or make_user("contributor"), name, [content])


def checked(content: bytes, name: str = "synthetic.csv", user: Any = None, **mapping: str) -> Import:
    """A file taken in and every row of it checked."""
    job = taken_in(content, name, user)
    importing.name_columns(job, job.mapping | mapping)
    importing.Run(job).to_end()
    return job


def imported(content: bytes, name: str = "synthetic.csv", user: Any = None, **mapping: str) -> Import:
    """A file taken in and imported."""
    job = taken_in(content, name, user)
    importing.name_columns(job, job.mapping | mapping)
    importing.begin_importing(job)
    importing.Run(job).to_end()
    return job


def problems_of(job: Import) -> list[str]:
    """What is wrong with each refused row."""
    return [" ".join(problems) for _number, problems, _cells in importing.refused(job)]


def verdicts_of(job: Import) -> list[dict[str, Any]]:
    """What was found of each row."""
    return list(importing.results(job, "verdicts.jsonl"))


def files_of(job: Import) -> list[str]:
    """Names of the files that lie in an import's folder."""
    folder: Path = importing.holding.folder_of(job)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
