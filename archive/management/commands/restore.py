"""restore: an installation from its backup, less what was erased since."""

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.backup import Refused
from archive.backup.restoring import Wish, restore, verify
from testimonies.vault import custody


class Command(BaseCommand):
    """Into an empty DATA_DIR; asks for the list of erasures, for a backup does not know of later ones."""

    help = "Restore a backup into an empty DATA_DIR and erase again what was erased since; or only verify it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what backup wrote")
        parser.add_argument("--verify", action="store_true", help="only look whether it is whole")
        parser.add_argument(
            "--identity", default="", metavar="FILE", help="private key; without, VAULT_IDENTITY_FILE"
        )
        parser.add_argument(
            "--expect", type=_head, metavar="N:HASH", help="the ledger's head, as it was noted elsewhere"
        )
        since = parser.add_mutually_exclusive_group()
        since.add_argument("--erasures", type=Path, metavar="FILE", help="the newest list of erasures")
        since.add_argument(
            "--without-erasures", action="store_true", help="there is no list: what was taken out comes back"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            identities = custody.identities(options["identity"])
            erasures = self._erasures(options)
            wish = Wish(options["file"], identities, erasures, options["expect"])
            if options["verify"]:
                found = verify(wish)
                self.stdout.write(f"The backup is whole and can be restored: {found.told}.")
                return
            self._restore(wish)
        except (Refused, custody.Refused) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _restore(self, wish: Wish) -> None:
        if wish.erasures is None:
            self.stdout.write(
                "WITHOUT the list of erasures: what was erased or withdrawn after the backup is back."
            )
        found = restore(wish, self.stdout.write)
        self.stdout.write(f"Restored into {settings.DATA_DIR}: {found.told}.")
        self.stdout.write(f"What was published or edited after {found.made}, and consent that ended")
        self.stdout.write("since, is not in it: look at that before the archive is served again.")

    def _erasures(self, options: dict[str, Any]) -> Path | None:
        if options["verify"] or options["without_erasures"] or options["erasures"]:
            named: Path | None = options["erasures"]
            return named
        if Path(settings.ERASURES_FILE).exists():
            return Path(settings.ERASURES_FILE)
        raise Refused(
            f"What was erased after the backup must not come back: name the list of erasures with --erasures"
            f" (the living archive kept it in {settings.ERASURES_FILE}), or say --without-erasures."
        )


def _head(text: str) -> tuple[int, str]:
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text)
    if match is None:
        raise ArgumentTypeError("write a ledger number and its hash: 412:9f86d0...")
    return int(match[1]), match[2]
