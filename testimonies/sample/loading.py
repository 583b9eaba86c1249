"""Loading the sample: what is lacking goes through the workflow, what is there is left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import User
from django.db import transaction

from testimonies import harm, ledger
from testimonies.models import Event, Record, Source
from testimonies.sample.making import Known, NotThere, make
from testimonies.sample.matching import Matches, title_of
from testimonies.sample.ordering import in_order
from testimonies.sample.people import contributor_and_moderator, settle
from testimonies.sample.reading import ORDER, Row, read_all
from testimonies.vocabulary import Check, Noun, Stage, Standing
from testimonies.workflow import Action, Refused, perform

Log = Callable[[str], object]

_STEPS = (Action.EDIT, Action.SUBMIT, Action.START, Action.APPROVE)


@dataclass
class Counts:
    """How many records were published, were there already, were left as someone changed them, or left out."""

    published: int = 0
    already: int = 0
    changed: int = 0
    left_out: int = 0

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) - getattr(other, name) for name in vars(self)))

    def __str__(self) -> str:
        parts = {"published": self.published, "already there": self.already}
        parts |= {"changed since, left alone": self.changed, "left out": self.left_out}
        return ", ".join(f"{number} {what}" for what, number in parts.items() if number) or "nothing"


def load(log: Log, active_accounts: bool = False) -> Counts:
    """Bring the sample into the archive, each record in a transaction of its own; twice is once.

    Takes a function that gets one line of progress at a time. The two accounts that act are left inactive,
    or active when asked. Returns the counts. Raises what reading and making raise when a file is wrong.
    """
    try:
        return _Load(log, *contributor_and_moderator()).all()
    finally:
        settle(active_accounts)


class _Load:
    """One run: who acts, what is known so far, and how much was done."""

    def __init__(self, log: Log, contributor: User, moderator: User) -> None:
        self.log, self.contributor, self.moderator = log, contributor, moderator
        self.known, self.matches, self.counts = Known(), Matches(), Counts()

    def all(self) -> Counts:
        for noun, rows in groupby(in_order(read_all()), key=lambda pair: pair[0]):
            before = Counts(**vars(self.counts))
            for _noun, row in rows:
                self._one(noun, row)
            self.log(f"{ORDER[noun]}: {self.counts - before}")
        self.log(f"sample archive: {self.counts}; the ledger ends at {ledger.head().number}")
        return self.counts

    def _one(self, noun: Noun, row: Row) -> None:
        found = self.matches.find(noun, row)
        if found is None:
            self._publish(noun, row)
        else:
            self.known.remember(noun, row, found)
            self._leave(found)

    def _publish(self, noun: Noun, row: Row) -> None:
        try:
            with transaction.atomic():
                record = self._published(make(noun, row, self.known))
        except (NotThere, Refused) as obstacle:
            self.counts.left_out += 1
            self.log(f"  left out: {title_of(noun, row)}: {obstacle}")
        else:
            self.counts.published += 1
            self.known.remember(noun, row, record)
            self.matches.remember(noun, row, record)

    def _published(self, record: Record) -> Record:
        perform(Action.EDIT, record, self.contributor)
        for finding in harm.open_findings(record):
            note = f"Published in the source named: {_sources_of(record)}."
            perform(Action.COMMENT, record, self.contributor, note, explains=finding.key)
        submitted = perform(Action.SUBMIT, record, self.contributor)
        perform(Action.START, record, self.moderator)
        perform(Action.APPROVE, record, self.moderator, seen=submitted.digest, checked=tuple(Check))
        return record

    def _leave(self, record: Record) -> None:
        why = _changed(record)
        if why:
            self.counts.changed += 1
            self.log(f"  left alone: {record.identifier or record}: {why}")
        else:
            self.counts.already += 1


def _sources_of(record: Record) -> str:
    named = Source.objects.filter(reference__passage__testimony_id=record.pk).distinct().order_by("title")
    return "; ".join(str(source) for source in named)


def _changed(record: Record) -> str:
    """How a record differs from what a load leaves; empty when it does not."""
    standing = ledger.standing(record)
    if standing != Standing.PUBLIC:
        return f"it is {standing.label}"
    if record.stage != Stage.SETTLED:
        return "someone is working on it"
    done = Event.objects.filter(record_id=record.pk).exclude(action=Action.COMMENT).count()
    return "it was edited since" if done > len(_STEPS) else ""
