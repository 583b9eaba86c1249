"""Refused: an empty index would say that nothing is public."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """`manage.py clear_index`"""

    help = "Refuses: an empty index would say that nothing is public. Use rebuild_index."

    def add_arguments(self, parser: CommandParser) -> None:
        """The options of Haystack's command, so that scripts meet the reason and not a usage error."""
        parser.add_argument("--noinput", action="store_true")
        parser.add_argument("-u", "--using", action="append")
        parser.add_argument("--nocommit", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse."""
        raise CommandError(
            "The index is never cleared: rebuild_index makes a new one beside it and switches."
        )
