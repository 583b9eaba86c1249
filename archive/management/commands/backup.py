"""backup: the whole installation as one encrypted file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backup import Refused
from archive.backup.making import backup


class Command(BaseCommand):
    """Writes the file, and says what is in it and what is not."""

    help = "Keep both databases and the media in one file, encrypted to a public key of age."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a new file")
        parser.add_argument(
            "--recipient",
            action="append",
            metavar="AGE1...",
            help="public key of who may restore it; may be given again; without, VAULT_RECIPIENT",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"].absolute()
        recipients = options["recipient"] or list(filter(None, [settings.VAULT_RECIPIENT]))
        try:
            made = backup(file, recipients, self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{file}: {file.stat().st_size} bytes, {made.told}.")
        self.stdout.write("Not in it: SECRET_KEY and the other settings, private keys, the index, sessions,")
        self.stdout.write("uploads that were not imported yet, exports. Try it: restore FILE --verify.")
        self.stdout.write(f"A restore asks for {settings.ERASURES_FILE}: keep the newest copy elsewhere.")
