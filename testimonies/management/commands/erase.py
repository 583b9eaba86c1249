"""erase: take a text out of every version, row, remark, log, file and the index, and look whether it is."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from testimonies import erasure_list, ledger, residue
from testimonies.accounts import SYSTEM_CUSTODIAN, system_custodian
from testimonies.models import Figure, Record
from testimonies.vocabulary import Noun, ReasonClass, Stage, Standing
from testimonies.workflow import Action, Refused, perform

# The indexer is another process: it drops the text a moment after the commit.
PATIENCE = 10.0


class Command(BaseCommand):
    """Erases through the workflow, so it stands in the ledger like any other act."""

    help = "Erase a record, one passage or one figure everywhere; exit 1 when a copy is still found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("record", help="identifier: T-000117")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--passage", type=int, help="only the passage with this number")
        part.add_argument("--figure", help="only this figure of the record: F-0003")
        parser.add_argument("--reason", choices=ReasonClass.values, default=ReasonClass.SAFETY.value)
        parser.add_argument("--by", help=f"account that answers for it; without, {SYSTEM_CUSTODIAN}")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _account(options["by"]) if options["by"] else system_custodian()
        target = _target(options["record"], options["figure"])
        finished = target.stage != Stage.DRAFT or not _edited(target)
        texts = residue.telling(target, options["passage"])
        self._erase(target, user, options)
        if options["passage"] is not None:
            self._tell_standing(target, user, finished)
        else:
            self.stdout.write(f"{target.identifier} is erased: its address shows that it is gone.")
        self._tell_where_it_is_remembered()
        self._look_for_copies(texts)

    def _tell_where_it_is_remembered(self) -> None:
        try:
            erasure_list.catch_up()
        except erasure_list.NOT_KEPT as error:
            self.stdout.write(f"The list of erasures lacks it: {settings.ERASURES_FILE}: {error}.")
            return
        self.stdout.write(f"Listed in {settings.ERASURES_FILE}: keep a copy elsewhere, for a restore.")

    def _erase(self, target: Record, user: User, options: dict[str, Any]) -> None:
        reason = ReasonClass(options["reason"])
        try:
            perform(Action.ERASE, target, user, reason=reason, passage=options["passage"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell_standing(self, target: Record, user: User, finished: bool) -> None:
        if ledger.standing(target) == Standing.PUBLIC:
            self.stdout.write(f"{target.identifier} stays public: its current version lacked the passage.")
            return
        self.stdout.write(f"{target.identifier} has no public version now.")
        if not finished:
            self.stdout.write("Someone was editing it: finish or undo that, submit it, and have it approved.")
            return
        try:
            perform(Action.SUBMIT, target, user)
        except Refused as refusal:
            self.stdout.write(f"It was not submitted. {refusal} Then submit it and have it approved.")
            return
        self.stdout.write("Without the passage it waits for review, and is public once someone approves it.")

    def _look_for_copies(self, texts: set[str]) -> None:
        until = time.monotonic() + PATIENCE
        found = residue.copies(texts)
        while found and time.monotonic() < until:
            time.sleep(0.5)
            found = residue.copies(texts)
        for place in found:
            self.stdout.write(f"Still found: {place}")
        if found:
            raise CommandError("The text is not gone: rebuild the index, or erase it in that record too.")
        self.stdout.write("No copy was found in any table or file here. Backups and exports are elsewhere.")


def _account(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account “{name}”.")
    return user


def _target(identifier: str, figure: str | None) -> Record:
    record = Record.objects.filter(identifier=identifier).first()
    if record is None:
        raise CommandError(f"No record was ever published as “{identifier}”.")
    return _figure(record, figure) if figure else record


def _figure(record: Record, identifier: str) -> Record:
    figure = Record.objects.filter(identifier=identifier, noun=Noun.FIGURE).first()
    if figure is None or not _shows(record, figure):
        raise CommandError(f"{record.identifier} never showed a figure “{identifier}”.")
    return figure


def _shows(record: Record, figure: Record) -> bool:
    versions = (version.document for version in ledger.history(str(record.identifier)))
    published = any(figure.identifier in getattr(document, "figures", ()) for document in versions)
    working = getattr(record.whole(), "figures", Figure.objects.none())
    return published or working.filter(pk=figure.pk).exists()


def _edited(record: Record) -> bool:
    """Whether a draft was begun since the record was last published or submitted."""
    last = record.events.order_by("-pk").exclude(action=Action.COMMENT).first()
    return last is not None and last.action in (Action.EDIT, Action.RECALL, Action.RETURN)
