"""What stands in the file? Its columns and rows as text, one row at a time, whatever kind of file it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from testimonies.importing.refusals import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Unreadable, too_many_rows


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, its cells by column (empty ones left out), why it cannot be read."""

    number: int
    cells: dict[str, str]
    fault: str = ""


@dataclass
class Table:
    """A file being read: what was understood of it, and its rows.

    `columns` is complete once the rows were read: JSON Lines may name another one in its last line.
    """

    told: str
    rows: Iterator[Row]
    columns: list[str] = field(default_factory=list)


def header(cells: list[str]) -> list[str]:
    """The names of the columns from the first row. Raises Unreadable when they cannot be told apart."""
    while cells and not cells[-1].strip():
        cells.pop()
    names = [column_name(cell) or f"column {place}" for place, cell in enumerate(cells, 1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not names:
        raise Unreadable("The file is empty: its first row should name the columns.")
    if twice:
        raise Unreadable(f"Several columns are called “{twice[0]}”: give each its own name in the first row.")
    if len(names) > MOST_COLUMNS:
        raise Unreadable(f"The file has more than {MOST_COLUMNS} columns: is the separator the right one?")
    return names


def column_name(text: str) -> str:
    """A column's name as it is kept: a leading “=” is dropped, for in a mapping it says “the same in all”."""
    return text.strip().lstrip("=").strip()


def in_columns(number: int, columns: list[str], cells: list[str]) -> Row:
    """A row under its columns. Cells beyond the last column are a fault of the row."""
    beyond = any(cell.strip() for cell in cells[len(columns) :])
    named = zip(columns, cells, strict=False)
    fault = "It has more cells than the first row has names: is a separator not in quotes?" if beyond else ""
    return Row(number, {name: cell for name, cell in named if cell.strip()}, fault)


def limited(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that hold anything. Raises Unreadable after MOST_ROWS of them."""
    count = 0
    for row in rows:
        if row.cells or row.fault:
            count += 1
            if count > MOST_ROWS:
                raise too_many_rows()
            yield row


def refuse_a_large_file(size: int) -> None:
    """Raise Unreadable for a file of more bytes than are taken in."""
    if size > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB: split it.")


def refuse_what_is_no_table(path: Path, name: str) -> None:
    """Raise Unreadable for kinds of file that look like tables to people and are not read."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("This is an old or a locked Excel file: save it as XLSX without a password.")
    if name.lower().endswith(".json") and start.lstrip().startswith(b"["):
        raise Unreadable("This is one JSON list: write one object on each line (JSON Lines).")
