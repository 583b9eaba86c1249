"""Was the account of a row entered before, in the archive or earlier in the same file?"""

import struct
from hashlib import blake2b

from testimonies import duplicates
from testimonies.dates import parse
from testimonies.duplicates import Resemblance
from testimonies.importing.holding import TEXTS, folder_of
from testimonies.importing.rows import Checked
from testimonies.models import Import

_PAIR = struct.Struct("<qq")  # a number for the text, and the row it was first met in


def noticed(checked: Checked) -> list[Resemblance]:
    """The working testimonies that may tell the same account as this row. Three queries."""
    entry = checked.entry
    found = duplicates.alike(checked.summary)
    if entry.witness and entry.camp and entry.period:
        period = parse(entry.period)
        found += duplicates.same_stay(entry.witness, entry.camp, (period.earliest, period.latest))
    return duplicates.once(found)


class Texts:
    """The summaries met so far in one file, a number of 64 bits each, kept in the import's folder."""

    def __init__(self, job: Import) -> None:
        self._path = folder_of(job) / TEXTS
        self._path.touch(mode=0o600)
        held = self._path.read_bytes()[: job.done * _PAIR.size]
        self._rows: dict[int, int] = {}
        for key, number in _PAIR.iter_unpack(held):
            self._rows.setdefault(key, number)
        self._new: list[tuple[int, int]] = []

    def first_row(self, checked: Checked) -> int | None:
        """The earlier row with the same words in its summary, None when this is the first."""
        words = " ".join(duplicates.words_of(checked.summary)).encode()
        key = int.from_bytes(
            blake2b(words or str(checked.row.number).encode(), digest_size=8).digest(), "little", signed=True
        )
        self._new.append((key, checked.row.number))
        first = self._rows.setdefault(key, checked.row.number)
        return None if first == checked.row.number else first

    def keep(self, done: int) -> None:
        """Write what was met since, behind the first `done` rows."""
        with self._path.open("r+b") as file:
            file.truncate(done * _PAIR.size)
            file.seek(0, 2)
            file.write(b"".join(_PAIR.pack(*pair) for pair in self._new))
        self._new = []
