"""verify_ledger: does the ledger still say what it said?"""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from testimonies import ledger


class Command(BaseCommand):
    """Recomputes the chain and looks for missing guards; exits 1 on any finding."""

    help = "Recompute the ledger's chain and report guards that are missing; exit 1 on any finding."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", metavar="N:HASH", help="a head known from outside: from a citation or an export"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = ledger.verify(_head(options["expect"]) if options["expect"] else None)
        for finding in findings:
            self.stdout.write(finding)
        if findings:
            raise CommandError(f"The ledger does not hold: {len(findings)} findings.")
        self.stdout.write(f"The ledger holds, with all its guards. Head {ledger.head()}")


def _head(text: str) -> tuple[int, str]:
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text.strip())
    if match is None:
        raise CommandError("--expect is a ledger number and its hash of 64 hexadecimal digits: 412:9f86d0…")
    return int(match[1]), match[2]
