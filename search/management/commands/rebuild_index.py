"""Build the search index anew beside the old one and switch to it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import keeping
from search.shelf import IndexBusy, SearchUnavailable


class Command(BaseCommand):
    """`manage.py rebuild_index`"""

    help = "Build the search index anew beside the old one and switch to it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; say which ledger number the index holds now."""
        try:
            number = keeping.rebuild()
        except (IndexBusy, SearchUnavailable) as error:
            raise CommandError(f"{error}") from error
        self.stdout.write(f"The index holds ledger number {number}.")
