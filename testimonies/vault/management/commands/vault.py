"""vault: the custodian's process. Run it where the private key is, as VAULT_IDENTITY_FILE says."""

import os
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Max, Min

from testimonies.documents import NotCanonical, NotPublishable
from testimonies.models import Record, Witness
from testimonies.vault import custody, scanning
from testimonies.vault.envelope import CannotSeal, NotSealedHere
from testimonies.vault.models import Act, Sealing

_REFUSALS = (custody.Refused, CannotSeal, NotSealedHere)
_WORDS = {
    "legal_name": "Legal name",
    "contact": "Contact",
    "consent": "Details of consent",
    "needs": "Protection needs",
}


class Command(BaseCommand):
    """Each opening of the vault is an act with a name and a reason, kept before anything is opened."""

    help = "Read, rotate, check and scan the vault: the custodian's side, with the private key."
    # The check that the web process cannot read the key is not for this process, which does.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("keygen", help="a key pair").add_argument("file", type=Path)
        listing = deeds.add_parser("list", help="which tokens have something sealed, since when; no values")
        listing.add_argument("--acts", action="store_true", help="who did what, when and why")
        for name, words in (("read", "what is sealed under a token"), ("forget", "delete it")):
            reading = deeds.add_parser(name, help=words)
            reading.add_argument("token")
            reading.add_argument("--reason", required=True, help="kept for ever: write no name into it")
        rotating = deeds.add_parser("rotate", help="seal everything to another public key")
        rotating.add_argument("--to", required=True, metavar="RECIPIENT")
        rotating.add_argument("--identity", default="", metavar="FILE", help="the new private key")
        deeds.add_parser("scan", help="look for protected names").add_argument("record")
        deeds.add_parser("check", help="guards, keys, and whether every row opens; exit 1 if not")
        for deed in deeds.choices.values():
            deed.add_argument("--by", default="", help="who you are; without, your account on this machine")

    def handle(self, *args: Any, **options: Any) -> None:
        do: Callable[..., None] = getattr(self, f"_{options['deed']}")
        options["by"] = options["by"] or _account()
        try:
            do(options)
        except _REFUSALS as refusal:
            raise CommandError(str(refusal)) from None

    def _keygen(self, options: dict[str, Any]) -> None:
        try:
            public = custody.new_identity(options["file"])
        except OSError as error:
            raise CommandError(f"No key was made: {error.strerror}.") from error
        self.stdout.write("The private key is in that file: keep it where the web server cannot read it, and")
        self.stdout.write("keep a copy elsewhere. Without it nobody reads what is sealed.")
        self.stdout.write(f"VAULT_RECIPIENT={public}")

    def _list(self, options: dict[str, Any]) -> None:
        if options["acts"]:
            for act in Act.objects.all():
                words = (act.at, act.who, act.deed, act.protection, act.reason)
                self.stdout.write("  ".join(word for word in words if word))
            return
        owners = dict(Witness.objects.exclude(protection=None).values_list("protection", "pk"))
        sealed = Sealing.objects.order_by().values("protection")
        for row in sealed.annotate(n=Count("token"), first=Min("at"), last=Max("at")).order_by("first"):
            owner = f"witness #{owners[row['protection']]}" if row["protection"] in owners else "no witness"
            when = f"{row['n']} sealed, {row['first'][:10]} to {row['last'][:10]}"
            self.stdout.write(f"{row['protection']}  {owner}  {when}")

    def _read(self, options: dict[str, Any]) -> None:
        for at, details in custody.read(options["token"], options["by"], options["reason"]):
            self.stdout.write(f"Sealed {at}")
            for name, value in asdict(details).items():
                if value:
                    self.stdout.write(f"  {_WORDS[name]}: {value}")

    def _forget(self, options: dict[str, Any]) -> None:
        count = custody.forget(options["token"], options["by"], options["reason"])
        self.stdout.write(f"{count} rows deleted. Backups made before still have them.")

    def _rotate(self, options: dict[str, Any]) -> None:
        count = custody.rotate(options["to"], options["by"], options["identity"])
        self.stdout.write(f"{count} rows are sealed to the new key, and each was opened with it.")
        self.stdout.write(f"Now set VAULT_RECIPIENT={options['to']} for the web, then run rotate again.")

    def _scan(self, options: dict[str, Any]) -> None:
        try:
            result = scanning.scan(_record(options["record"]), options["by"])
        except NotPublishable as error:
            raise CommandError(f"It is not complete yet: {error}.") from error
        except NotCanonical as error:
            raise CommandError(str(error)) from error
        found = ["outside the passages" if n == 0 else f"passage {n}" for n in result.numbers]
        self.stdout.write(f"A protected name may stand in: {', '.join(found)}" if found else "Clean.")

    def _check(self, options: dict[str, Any]) -> None:
        found = custody.findings(options["by"])
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} findings.")
        self.stdout.write(f"{Sealing.objects.count()} rows, all of them open, all guards in place.")


def _record(word: str) -> Record:
    """A record by identifier or, while it is unpublished, as the desk writes it: “#17”."""
    key = word.removeprefix("#")
    asked = {"pk": int(key)} if key.isdecimal() else {"identifier": word}
    record = Record.objects.filter(**asked).first()
    if record is None:
        raise CommandError(f"There is no record “{word}”.")
    return record


def _account() -> str:
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or f"account {os.getuid()}"
