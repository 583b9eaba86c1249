"""Several people at several records, the honest and the others; after each step a model of its own is asked.

The model knows two rules and nothing of the code: what is public was submitted by one person and approved by
another, who had neither edited nor submitted since the last publication; and it is what was submitted, letter
for letter. It is never asked what the workflow thinks.
"""

from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from testimonies import ledger
from testimonies.documents import from_record
from testimonies.models import Actor, Event, LedgerRow, Record, Source
from testimonies.vocabulary import LedgerKind, Standing
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_source, make_user

ROLES = (("contributor",), ("moderator",), ("moderator",), ("moderator", "custodian"))
RECORDS = range(3)
people = st.integers(0, len(ROLES))  # the one after the last is a superuser
records = st.sampled_from(RECORDS)
titles = st.sampled_from(["Alpha", "Beta", "Gamma", "Ga\u0308mma", "가나다"])
stages = st.sampled_from(["draft", "submitted", "in_review", "settled"])
REFUSALS = (Refused, DatabaseError)


@dataclass
class Known:
    """What the model knows of one record."""

    touched: set[int] = field(default_factory=set)  # since it was last published
    waiting: str | None = None  # the title that waits for approval
    sent_back: str | None = None  # the title that was returned, until something else is done to the record
    public: str | None = None
    merged: bool = False
    erased: bool = False


class Archive(RuleBasedStateMachine):
    """Rules are acts of people; the invariants are checked after each."""

    @initialize()
    def open(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.people = [make_user(*roles) for roles in ROLES] + [make_user(is_superuser=True)]
        self.rows = [make_source(title="Alpha") for _ in RECORDS]
        self.known = [Known() for _ in RECORDS]
        self.seen = ledger.head().number

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def _try(self, action, number, person, **particulars):
        try:
            with transaction.atomic():
                perform(action, self.rows[number], self.people[person], note="A reason.", **particulars)
        except REFUSALS:
            return False
        return True

    def _title(self, number):
        return Source.objects.get(pk=self.rows[number].pk).title

    def _fair(self, number, person):
        """Whether, by the two rules, this person may publish this record as it is."""
        known = self.known[number]
        return known.waiting == self._title(number) and person not in known.touched and not known.merged

    def _published(self, number, person):
        known = self.known[number]
        assert self._fair(number, person), "published alone, unseen, or after a merge"
        known.public, known.waiting, known.touched, known.erased = known.waiting, None, set(), False
        known.sent_back = None

    @rule(number=records, person=people, title=titles)
    def edit(self, number, person, title):
        if self._try(Action.EDIT, number, person):
            self.known[number].sent_back = None
            Source.objects.filter(pk=self.rows[number].pk).update(title=title)
            self.known[number].touched.add(person)
            self.known[number].waiting = None

    @rule(number=records, person=people)
    def submit(self, number, person):
        if self._try(Action.SUBMIT, number, person):
            self.known[number].touched.add(person)
            self.known[number].waiting, self.known[number].sent_back = self._title(number), None

    @rule(number=records, person=people, action=st.sampled_from([Action.RECALL, Action.RETURN]))
    def take_back(self, number, person, action):
        known = self.known[number]
        if self._try(action, number, person):
            known.sent_back = known.waiting if action == Action.RETURN else None
            known.waiting = None

    @rule(number=records, person=people)
    def take_the_return_back(self, number, person):
        known = self.known[number]
        if self._try(Action.REOPEN, number, person):
            assert known.sent_back == self._title(number) is not None, "opened again what was not sent back"
            known.waiting, known.sent_back = known.sent_back, None

    @rule(
        number=records,
        person=people,
        action=st.sampled_from([Action.START, Action.TAKE_OVER, Action.RELEASE, Action.COMMENT]),
    )
    def look(self, number, person, action):
        self._try(action, number, person)

    @rule(number=records, person=people)
    def approve(self, number, person):
        fair = self._fair(number, person) and person != 0
        ready = Record.objects.get(pk=self.rows[number].pk).stage == "in_review"
        assert not self._try(Action.APPROVE, number, person, checked=CHECKED[1:]), "approved unchecked"
        done = self._try(Action.APPROVE, number, person, checked=CHECKED)
        assert done == (fair and ready), "a fair approval was refused, or an unfair one done"
        if done:
            self._published(number, person)

    @rule(number=records, author=people, reviewer=people, title=titles)
    def go_the_whole_way(self, number, author, reviewer, title):
        self.edit(number, author, title)
        self.submit(number, author)
        self.look(number, reviewer, Action.START)
        self.approve(number, reviewer)

    @rule(number=records, person=people)
    def withdraw(self, number, person):
        if self._try(Action.WITHDRAW, number, person):
            assert self.known[number].public is not None
            # What waited has to be submitted again: the archive had reasons to take the record away.
            self.known[number].public = self.known[number].waiting = None
            self.known[number].sent_back = None

    @rule(number=records, person=people, into=records)
    def merge(self, number, person, into):
        if self._try(Action.MERGE, number, person, into=self.rows[into]):
            assert self.known[number].public and self.known[into].public and number != into
            self.known[number] = Known(merged=True)

    @rule(number=records, person=people, really=st.integers(0, 3))
    def erase(self, number, person, really):
        if really == 0 and self._try(Action.ERASE, number, person):
            known = self.known[number]
            known.public, known.waiting, known.erased, known.sent_back = None, None, True, None
            Source.objects.filter(pk=self.rows[number].pk).update(title="Alpha")

    @rule(number=records, title=titles)
    def change_silently(self, number, title):
        Source.objects.filter(pk=self.rows[number].pk).update(title=title)

    @rule(number=records, title=titles)
    def save_what_was_loaded_before(self, number, title):
        stale = self.rows[number]
        stale.title = title
        stale.save()

    @rule(number=records, stage=stages)
    def set_the_stage(self, number, stage):
        Record.objects.filter(pk=self.rows[number].pk).update(stage=stage)

    @rule(number=records, person=people)
    def append_past_the_workflow(self, number, person):
        fair = self._fair(number, person)
        try:
            with transaction.atomic():
                self._append(number, person)
        except REFUSALS:
            assert not fair, "the guards refused a fair publication"
        else:
            self._published(number, person)

    def _append(self, number, person):
        record = Record.objects.get(pk=self.rows[number].pk)
        actor = Actor.of(self.people[person])

        def sign(digest):
            return Event.objects.create(
                record=record, actor=actor, action="approve", digest=digest, at=ledger.now()
            )

        ledger.append(record, LedgerKind.PUBLISHED, from_record(record), sign)

    @rule(number=records, other=records)
    def tamper(self, number, other):
        rows = LedgerRow.objects.filter(record_id=self.rows[number].pk)
        for attempt in (
            lambda: rows.update(body="x"),
            lambda: rows.update(identifier=f"S-000{other + 1}", version=99),
            lambda: rows._raw_delete("default"),
            lambda: Event.objects.filter(record_id=self.rows[number].pk).update(action="comment"),
        ):
            try:
                with transaction.atomic():
                    changed = attempt()
            except DatabaseError:
                continue
            assert not changed, "something that stands was changed"

    def findings(self):
        return ledger.verify()

    @invariant()
    def the_ledger_verifies(self):
        assert self.findings() == []

    @invariant()
    def what_is_public_is_what_the_model_says(self):
        for row, known in zip(self.rows, self.known, strict=True):
            record = Record.objects.get(pk=row.pk)
            shown = ledger.current(record.identifier) if record.identifier else None
            title = shown.document.title if shown and shown.document else None
            assert title == (known.public and _nfc(known.public))
            assert ledger.standing(record) == _standing(record, known)


def _nfc(text):
    return text.replace("a\u0308", "ä")


def _standing(record, known):
    if known.public is not None:
        return Standing.PUBLIC
    if known.merged:
        return Standing.MERGED
    return Standing.WITHDRAWN if record.identifier else Standing.NONE
