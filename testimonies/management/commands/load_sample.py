"""load_sample: brings the sample archive in, through the workflow."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from testimonies.sample import USERNAMES, load


class Command(BaseCommand):
    help = "Load the sample archive, through the workflow. Twice is once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--active-accounts",
            action="store_true",
            help=f"leave the accounts {' and '.join(USERNAMES)} active: for a demonstration only",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        load(self.stdout.write, active_accounts=options["active_accounts"])
