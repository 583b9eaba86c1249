"""reset_sign_in: for someone who lost their second factors, when no administrator can help."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError

from archive.accounts.handing_out import reset_sign_in


class Command(BaseCommand):
    help = "Remove an account's second factors and print a one-time password for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"There is no account {options['username']}.")
        self.stdout.write(reset_sign_in(person))
