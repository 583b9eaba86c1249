"""Reading CSV: which separator, and the rows."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from testimonies.importing.refusals import Unreadable
from testimonies.importing.tables import Table, header, in_columns, limited

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_TOLD = re.compile(r"sep=.?$")
_LOOKED_AT = 50  # rows from which the separator is told


def read(path: Path, encoding: str, told: str) -> Table:
    """The table in a text file. Raises Unreadable, now or while its rows are read."""
    separator = _separator(path, encoding)
    lines = _lines(path, encoding, separator)
    _number, first = next(lines, (0, []))
    columns = header(first)
    rows = (in_columns(number, columns, cells) for number, cells in lines)
    by = f", separated by {SEPARATORS[separator]}" if len(columns) > 1 else ", a single column"
    return Table(f"CSV, {told}{by}", limited(rows), columns)


def _separator(path: Path, encoding: str) -> str:
    """The one that cuts the most rows into as many cells, two at least, as the first."""
    return max(SEPARATORS, key=lambda separator: _even(path, encoding, separator))


def _even(path: Path, encoding: str, separator: str) -> tuple[float, int]:
    try:
        found = [len(cells) for _n, cells in islice(_lines(path, encoding, separator), _LOOKED_AT)]
    except Unreadable:
        return 0.0, 0
    width = found[0] if found else 0
    return (found.count(width) / len(found), width) if width > 1 else (0.0, 0)


def _lines(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the numbers that a spreadsheet would show."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            for number, cells in enumerate(reader, 1):
                # Spreadsheets may write the separator itself into a first line.
                told = number == 1 and _TOLD.match(separator.join(cells))
                if any(map(str.strip, cells)) and not told:
                    yield number, cells
        except csv.Error as error:
            raise Unreadable(
                f"Line {reader.line_num} cannot be read as CSV ({error}): is a quotation mark missing?"
            ) from error
