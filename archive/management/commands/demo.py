"""demo: sets up and runs the archive with its sample data on 127.0.0.1."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, call_command

from archive.demo import CUSTODIAN_KEY, add_arguments, indexer, port_is_free, run_together, server


class Command(BaseCommand):
    help = "Set up and run the archive with its sample data, in a data directory of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not port_is_free(port):
            raise CommandError(f"Port {port} is taken: try another, as in make demo PORT={port + 1}.")
        for database in ("default", "vault"):
            call_command("migrate", database=database, verbosity=0, stdout=self.stdout)
        call_command("load_sample", stdout=self.stdout)
        call_command("rebuild_index", stdout=self.stdout)
        self._print_accounts(port)
        raise SystemExit(run_together([server(port), indexer()]))

    def _print_accounts(self, port: int) -> None:
        self.stdout.write(f"\nThe archive:  http://127.0.0.1:{port}/")
        self.stdout.write(f"The desk:     http://127.0.0.1:{port}/curate/\n")
        for user in User.objects.filter(username__in=("sample-contributor", "sample-moderator")).order_by(
            "pk"
        ):
            password = secrets.token_urlsafe(9)
            user.is_active = True
            user.set_password(password)
            user.save()
            self.stdout.write(f"  {user.username:<20} password for this run: {password}")
        data = settings.DATA_DIR
        self.stdout.write("\nThe custodian's process, beside this one:")
        self.stdout.write(f"  DATA_DIR={data} SECRET_KEY=any VAULT_IDENTITY_FILE={data / CUSTODIAN_KEY} \\")
        self.stdout.write("    uv run manage.py vault list")
        self.stdout.write("\nStop it with Ctrl-C.")
        self.stdout.flush()
