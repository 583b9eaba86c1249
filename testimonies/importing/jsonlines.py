"""Reading JSON Lines: one object a line. A line that is none is a row with a fault; the others are read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testimonies.importing.refusals import MOST_COLUMNS, Unreadable
from testimonies.importing.tables import Row, Table, column_name, limited


def looks_so(path: Path, encoding: str) -> bool:
    """Whether the first line that is not blank begins an object."""
    with path.open(encoding=encoding) as file:
        first = next((line for line in file if line.strip()), "")
    return first.lstrip().startswith("{")


def read(path: Path, encoding: str, told: str) -> Table:
    """The table in a file of JSON objects: the columns are their keys, in the order they are met."""
    columns: dict[str, None] = {}
    table = Table(f"JSON Lines, {told}", iter(()))
    table.rows = _closing(table, limited(_rows(path, encoding, columns)), columns)
    return table


def _closing(table: Table, rows: Iterator[Row], columns: dict[str, None]) -> Iterator[Row]:
    yield from rows
    table.columns = list(columns)


def _rows(path: Path, encoding: str, columns: dict[str, None]) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="\n") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                row = _row(number, line)
                columns.update(dict.fromkeys(row.cells))
                if len(columns) > MOST_COLUMNS:
                    raise Unreadable(f"The file has more than {MOST_COLUMNS} different keys.")
                yield row


def _row(number: int, line: str) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(number, {}, f"The line is no JSON ({error}).")
    if not isinstance(value, dict):
        return Row(number, {}, "The line is JSON, but no object with names and values.")
    cells = {column_name(_whole(key)) or "no name": _text(cell) for key, cell in value.items()}
    return Row(number, {name: text for name, text in cells.items() if text.strip()})


def _text(value: Any) -> str:
    """A value as a cell: a list of plain values with semicolons between; what is deeper is left out."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_plain, value)))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _whole(str(value)) if isinstance(value, str | int | float) else ""


def _whole(text: str) -> str:
    """JSON can write half of a character, which nothing else can: it is read as one that was lost."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
