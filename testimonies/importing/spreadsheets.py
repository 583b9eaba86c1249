"""Reading XLSX: the first sheet's values. Formulas are not computed, macros not run, bombs not unpacked."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook  # type: ignore[import-untyped]

from testimonies.importing.refusals import MEGABYTE, MOST_COLUMNS, Unreadable
from testimonies.importing.tables import Table, header, in_columns, limited

MOST_UNPACKED = 200 * MEGABYTE
MOST_RATIO = 200  # a sheet of text unpacks to 5 to 40 times its size; a bomb to 1,000
SMALL = 5 * MEGABYTE  # below this a ratio says nothing
MOST_PARTS = 2_000
_SHEETS = "xl/workbook.xml"


def looks_so(path: Path) -> bool:
    """Whether the file is a zip archive, as every XLSX is."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def read(path: Path) -> Table:
    """The table in the first sheet. Raises Unreadable, now or while its rows are read."""
    refuse_a_bomb(path)
    file = path.open("rb")
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except Exception as error:  # openpyxl lets through whatever zipfile, expat and its own models raise
        file.close()
        raise Unreadable(f"The XLSX file cannot be read ({_named(error)}): save it anew.") from error
    lines = _lines(file, book, sheet)
    _number, first = next(lines, (0, []))
    columns = header(first)
    rows = (in_columns(number, columns, cells) for number, cells in lines)
    return Table(f"XLSX, sheet “{sheet.title}”", limited(rows), columns)


def refuse_a_bomb(path: Path) -> None:
    """Raise Unreadable by what the archive says of itself, before anything of it is unpacked.

    An archive that lies is no danger: zipfile unpacks no more than the size that was said.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unreadable(f"The file is no whole XLSX file ({error}).") from error
    unpacked, packed = sum(part.file_size for part in parts), path.stat().st_size
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or _swells(unpacked, packed):
        raise Unreadable(
            f"The XLSX file would unpack from {packed:,} to {unpacked:,} bytes in {len(parts):,} parts, as "
            "no table does. Save it as CSV, or split it."
        )
    if _SHEETS not in {part.filename for part in parts}:
        raise Unreadable("The file is a zip archive, but no XLSX workbook.")


def _swells(unpacked: int, packed: int) -> bool:
    return unpacked > SMALL and unpacked > MOST_RATIO * packed


def _lines(file: BinaryIO, book: Any, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with their numbers. The sheet's own word on its size is not believed."""
    sheet.reset_dimensions()
    try:
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        for number, values in enumerate(rows, 1):
            cells = [_text(value) for value in values]
            if any(map(str.strip, cells)):
                yield number, cells
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"The XLSX file cannot be read to its end ({_named(error)}).") from error
    finally:
        book.close()
        file.close()


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            whole_day = value.time() == time(0)
            return value.date().isoformat() if whole_day else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:120]
