"""Does the sample archive hold what the reference contains? Answered row by row, from public documents."""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from testimonies import ledger
from testimonies.documents import canonical
from testimonies.ledger import Published
from testimonies.sample import Matches, key_of, read_all

FOLDER = Path(__file__).resolve().parent / "data" / "coverage"
SECTIONS = tuple(f"3{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX")
_COLUMNS = ["item", "lines", "record", "value"]
_SECTION = re.compile(r"3[A-X](?![A-Za-z])")


class WrongTable(ValueError):
    """A table of coverage is not what it should be; the message says which and where."""


@dataclass(frozen=True)
class Row:
    """One thing the reference contains, its lines there, the record that holds it, and words of that."""

    item: str
    lines: str
    record: str
    value: str

    @property
    def section(self) -> str:
        """The section of the list of the reference's content that the item is of: 3A to 3X."""
        return self.item[:2]


@dataclass(frozen=True)
class Coverage:
    """What was looked for, and what is missing, each with the reason."""

    rows: list[Row]
    missing: list[tuple[Row, str]]

    @property
    def sections(self) -> dict[str, tuple[int, int]]:
        """For every section, how many rows are covered and how many there are."""
        total = Counter(row.section for row in self.rows)
        lacking = Counter(row.section for row, _why in self.missing)
        return {name: (total[name] - lacking[name], total[name]) for name in SECTIONS}

    @property
    def empty(self) -> list[str]:
        """Sections without a row."""
        return [name for name, (_covered, total) in self.sections.items() if not total]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and every section has a row."""
        return not self.missing and not self.empty


def read_tables() -> list[Row]:
    """The rows of all tables in the folder. Raises WrongTable for other columns or an unknown section."""
    return [row for path in sorted(FOLDER.glob("*.csv")) for row in _rows(path)]


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        if table.fieldnames != _COLUMNS:
            raise WrongTable(f"{path.name}: the columns are {', '.join(_COLUMNS)}.")
        for cells in table:
            if None in cells.values() or None in cells or not all(cells.values()):
                raise WrongTable(f"{path.name}, line {table.line_num}: each column needs a value, no more.")
            if not _SECTION.match(cells["item"]):
                raise WrongTable(f"{path.name}, line {table.line_num}: no section in “{cells['item']}”.")
            yield Row(**cells)


def look() -> Coverage:
    """Look every row up in what is public in this archive. Raises what reading tables and sample raises."""
    rows = read_tables()
    public = _public({row.record for row in rows})
    looked_up = ((row, _lack(row, public)) for row in rows)
    return Coverage(rows, [(row, why) for row, why in looked_up if why])


def _lack(row: Row, public: Mapping[str, list[str] | None]) -> str:
    """Why a row is not covered; empty when it is."""
    texts = public.get(row.record)
    if texts is None:
        return "no row of the sample has this name"
    if not texts:
        return "its record is not public"
    return "" if any(_holds(text, row.value) for text in texts) else "its record does not hold this value"


def _holds(text: str, value: str) -> bool:
    """Whether a canonical document holds a value: as words of a field, or as a piece of the JSON itself."""
    plain = unicodedata.normalize("NFC", value)
    return plain in text or json.dumps(plain, ensure_ascii=False)[1:-1] in text


def _public(names: Iterable[str]) -> dict[str, list[str] | None]:
    """Canonical documents by the names that the sample's files use: none for a record that is not public.

    A name that two kinds of record have stands for both.
    """
    identifiers = _identifiers(set(names))
    found = ledger.many(name for own in identifiers.values() for name in own)
    return {name: [*_bodies(found[one] for one in own if one in found)] for name, own in identifiers.items()}


def _bodies(found: Iterable[Published]) -> Iterator[str]:
    return (canonical(published.document) for published in found if published.document is not None)


def _identifiers(names: set[str]) -> dict[str, list[str]]:
    matches = Matches()
    found: dict[str, list[str]] = defaultdict(list)
    for noun, rows in read_all().items():
        for row in rows:
            name = key_of(row)
            if name in names:
                record = matches.find(noun, row)
                found[name] += [record.identifier] if record and record.identifier else []
    return found
