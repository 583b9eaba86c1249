"""The file of refused rows: as they came, with the reason in a column, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from testimonies.cells import safe_cell
from testimonies.importing import holding
from testimonies.importing.columns import ADDED, PROBLEM_COLUMN, ROW_COLUMN
from testimonies.models import Import
from testimonies.vocabulary import ImportPhase

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read UTF-8 only with it


def refused(job: Import) -> Iterator[tuple[int, list[str], dict[str, str]]]:
    """Number, problems and cells of each refused row: as checked or, once imported, as it went."""
    name = holding.OUTCOMES if job.phase == ImportPhase.DONE else holding.VERDICTS
    for line in holding.results(job, name):
        if line.get("problems"):
            yield line["number"], line["problems"], line["cells"]


def refused_rows(job: Import) -> Iterator[str]:
    """The file of refused rows as CSV, a row at a time. Mended, it can be imported as it is."""
    columns = [column for column in job.columns if column not in ADDED]
    yield BYTE_ORDER_MARK + _line([ROW_COLUMN, PROBLEM_COLUMN, *columns])
    for number, problems, cells in refused(job):
        yield _line([str(number), " ".join(problems), *(cells.get(column, "") for column in columns)])


def _line(cells: list[str]) -> str:
    table = io.StringIO()
    csv.writer(table).writerow([safe_cell(cell) for cell in cells])
    return table.getvalue()
