"""export_archive: the whole public archive as a BagIt bag."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from testimonies.export.writing import ExportRefused, export


class Command(BaseCommand):
    """Writes the bag and says what is in it."""

    help = "Write all public documents, media, vocabularies and a readable copy as a BagIt bag."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, help="a new or an empty directory")
        parser.add_argument(
            "--site", default=_site(), help="where the archive stands: https://archive.example"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        directory: Path = options["directory"].absolute()
        try:
            bag = export(directory, options["site"].rstrip("/"), self.stdout.write)
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{directory}: {bag.files} files, {bag.bytes} bytes. Begin at data/html/index.html."
        )


def _site() -> str:
    """The first host the site answers to."""
    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "127.0.0.1")
    return f"{'https' if settings.HTTPS else 'http'}://{host}"
