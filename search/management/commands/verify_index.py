"""Compare the search index with the ledger, both ways and word for word."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import keeping
from search.shelf import SearchUnavailable


class Command(BaseCommand):
    """`manage.py verify_index`"""

    help = "Compare the search index with the ledger, both ways; exit 1 on any difference."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per finding; CommandError, and so exit 1, when there is any."""
        try:
            findings = keeping.verify()
        except SearchUnavailable as error:
            raise CommandError(f"{error}: run rebuild_index.") from error
        for finding in findings:
            self.stdout.write(finding)
        if findings:
            raise CommandError(
                f"{len(findings)} differences: run update_index, or rebuild_index if they stay."
            )
        self.stdout.write("The index holds what the ledger says.")
