"""Replay the tail of the ledger into the search index, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import keeping
from search.shelf import IndexBusy, SearchUnavailable


class Command(BaseCommand):
    """`manage.py update_index`"""

    help = "Replay the tail of the ledger into the search index, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; say which ledger number the index holds now."""
        try:
            number = keeping.catch_up()
        except (IndexBusy, SearchUnavailable) as error:
            raise CommandError(f"{error}") from error
        self.stdout.write(f"The index holds ledger number {number}.")
