"""coverage: the reference against the sample archive."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from testimonies.coverage import Coverage, WrongTable, look


class Command(BaseCommand):
    help = (
        "Compare what the reference contains with what is public here. The tables are all files of"
        " testimonies/data/coverage/ together; exit 1 when a row is missing or a section 3A to 3X is empty."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._tell(look())
        except WrongTable as error:
            raise CommandError(str(error)) from error

    def _tell(self, found: Coverage) -> None:
        for section, (covered, total) in found.sections.items():
            self.stdout.write(f"{section}  {covered:>4} of {total:>4}")
        for row, why in found.missing:
            self.stdout.write(f"missing: {row.item} ({row.lines}), {row.record}, “{row.value}”: {why}")
        if found.empty:
            self.stdout.write(f"no row at all: {', '.join(found.empty)}")
        covered, total = len(found.rows) - len(found.missing), len(found.rows)
        if not found.complete:
            raise CommandError(f"Not everything is covered: {covered} of {total} rows.")
        self.stdout.write(f"covered: all {total} rows")
