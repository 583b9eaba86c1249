"""The workflow: who may do what, when. perform() is the only writer of a stage, an event or a publication."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Max

from testimonies import (
    commenting,
    consent,
    duplicates,
    erasure,
    erasure_list,
    harm,
    holding,
    ledger,
    notices,
    tightening,
)
from testimonies.documents import Document, NotCanonical, NotPublishable, canonical, from_record
from testimonies.models import Actor, Comment, Event, Explanation, LedgerRow, Record, Remark
from testimonies.transitions import TRANSITIONS, Action
from testimonies.vocabulary import Check, LedgerKind, ReasonClass, Stage, Standing

__all__ = [
    "PRECONDITIONS",
    "TRANSITIONS",
    "Action",
    "Particulars",
    "Refused",
    "allowed",
    "authors",
    "content_digest",
    "perform",
    "submitted_digest",
    "unmet",
    "why_not",
]


# What an action asks of the record besides the table; each returns why not, or nothing.
PRECONDITIONS: dict[Action, tuple[Callable[[Record], str], ...]] = {
    Action.SUBMIT: (harm.why_not,),
    Action.APPROVE: (harm.why_not, consent.why_not_publish),
}

# Whoever wrote what is decided on is told; and who had taken it up, when someone else has it now or nobody.
_TOLD = (Action.RETURN, Action.APPROVE, Action.REOPEN)
_OF_THE_HOLDER = (Action.TAKE_OVER, Action.RELEASE)
# The last of these says whether content waits for approval, and with which digest.
_TELLING = (Action.EDIT, Action.SUBMIT, Action.RECALL, Action.RETURN, Action.REOPEN, Action.ERASE)
_WAITING = (Action.SUBMIT, Action.REOPEN)
_WRITTEN = ("identifier", "stage", "salt", "change")


class Refused(Exception):
    """The action is not possible; the message says why and what to do instead."""


@dataclass(frozen=True)
class Particulars:
    """What an action may carry besides its note.

    `seen`: the digest the approver read; `reason`: class of reason of a withdrawal or erasure;
    `into`: the record a merged one leads to; `passage`: the one passage to erase, or to comment on (0: the
    record as a whole); `checked`: what the approver confirms, all of Check; `despite`: that they approve
    although comments are unresolved; `explains`: the key of the finding of the do-no-harm check that a
    comment explains; `thread`: the key of the first comment of the thread that is answered or resolved.
    """

    seen: str = ""
    reason: ReasonClass = ReasonClass.SAFETY
    into: Record | None = None
    passage: int | None = None
    checked: Collection[Check] = ()
    explains: str = ""
    despite: bool = False
    thread: int | None = None


def perform(
    action: Action, record: Record, user: AbstractBaseUser, note: str = "", **particulars: Any
) -> Event:
    """Do one action on a record, in one transaction: event, stage and, where it publishes, ledger row.

    Takes the fields of Particulars by keyword. Returns the event. Raises Refused, with a message to show.
    """
    details = Particulars(**particulars)
    try:
        with transaction.atomic():
            locked = Record.objects.select_for_update().get(pk=record.pk)
            event = _Act(Action(action), locked, user, note.strip(), details).done()
    except IntegrityError as error:
        raise Refused(f"The database refuses: {error}.") from error
    except (ledger.Refusal, NotCanonical) as error:
        raise Refused(str(error)) from error
    # Only an erasure writes the content; everything else leaves it as the caller holds it.
    record.refresh_from_db(fields=None if event.action == Action.ERASE else _WRITTEN)
    return event


def allowed(record: Record, user: AbstractBaseUser) -> list[Action]:
    """The actions this person may take on this record now, in the order of the list: its buttons."""
    return [action for action in Action if not why_not(action, record, user)]


def why_not(action: Action, record: Record, user: AbstractBaseUser) -> str:
    """Why this person may not take this action now; empty when they may."""
    transition = TRANSITIONS.get((Stage(record.stage), action))
    if transition is None:
        return f"“{action.label}” is not possible while the record is {record.get_stage_display()}."
    if not user.is_active or not transition.open_to(user, record.noun):
        return f"“{action.label}” needs the permission “{transition.permission}”."
    if transition.second_person and Actor.of(user).pk in authors(record):
        return "You edited or submitted this version: someone else has to decide on it."
    standing = ledger.standing(record)
    if transition.public and standing != Standing.PUBLIC:
        return f"“{action.label}” is for public records; this one is not public."
    if standing == Standing.MERGED and action not in (Action.ERASE, Action.COMMENT):
        return "This record was merged: its address leads to the other one for ever."
    return POSSIBLE[action](record) if action in POSSIBLE else ""


def unmet(action: Action, record: Record) -> str:
    """The first precondition of an action that the record does not meet, in words; empty if it meets all."""
    return next(filter(None, (asked(record) for asked in PRECONDITIONS.get(action, ()))), "")


def authors(record: Record) -> set[str]:
    """Ids of the actors who edited or submitted since the record was last published.

    Submitting counts as authorship: it covers changes made behind the workflow.
    """
    published = LedgerRow.objects.filter(record_id=record.pk, kind=LedgerKind.PUBLISHED)
    last = published.aggregate(last=Max("event_id"))["last"] or 0
    own = Event.objects.filter(record_id=record.pk, pk__gt=last, action__in=(Action.EDIT, Action.SUBMIT))
    return set(own.values_list("actor_id", flat=True))


def _no_return_stands(record: Record) -> str:
    """Why a return cannot be taken back; empty when it can."""
    last = list(Event.objects.filter(record_id=record.pk, action__in=_TELLING).order_by("-pk")[:2])
    returned = [event.action for event in last[:1]] == [Action.RETURN]
    if not returned or len(last) < 2 or last[1].action not in _WAITING:
        return "There is no return to take back: it was not returned, or was edited since."
    return "" if last[1].digest == content_digest(record) else "The content is not what was submitted."


def _no_comment(record: Record) -> str:
    """Why no comment can be resolved; empty when there is one."""
    return "" if Comment.objects.filter(record_id=record.pk).exists() else "There is no comment on it."


# What makes an action possible at all; where it is not, it has no button. Each returns why not, or nothing.
POSSIBLE: dict[Action, Callable[[Record], str]] = {
    Action.REOPEN: _no_return_stands,
    Action.RESOLVE: _no_comment,
    Action.UNRESOLVE: _no_comment,
}


def content_digest(record: Record) -> str:
    """The digest of the record's content as it stands, under its present salt; of nothing when incomplete."""
    try:
        return ledger.digest_of(record.salt, canonical(from_record(record)))
    except (NotPublishable, NotCanonical):
        return ledger.digest_of(record.salt, "")


def submitted_digest(record: Record) -> str | None:
    """The digest of what waits for approval; None when nothing does or it was taken back or returned."""
    last = Event.objects.filter(record_id=record.pk, action__in=_TELLING).order_by("-pk").first()
    return last.digest if last and last.action in _WAITING else None


class _Act:
    """One action being done, inside its transaction, with the record's row locked."""

    def __init__(
        self, action: Action, record: Record, user: AbstractBaseUser, note: str, details: Particulars
    ) -> None:
        self.action, self.record, self.user, self.note, self.details = action, record, user, note, details

    def done(self) -> Event:
        refusal = why_not(self.action, self.record, self.user) or unmet(self.action, self.record)
        if refusal:
            raise Refused(refusal)
        transition = TRANSITIONS[Stage(self.record.stage), self.action]
        if transition.note and not self.note:
            raise Refused(f"“{self.action.label}” needs a reason: write one.")
        concerned = self._concerned()
        event = _EFFECTS.get(self.action, _Act._nothing_more)(self)
        if concerned:
            notices.leave(event, concerned)
        if transition.to is not None and transition.to != self.record.stage:
            Record.objects.filter(pk=self.record.pk).update(stage=transition.to)
        return event

    def _concerned(self) -> set[str]:
        """Ids of the actors who are told, read before anything is done."""
        if self.action in _OF_THE_HOLDER:
            held = holding.holder(self.record.pk, self.record.stage)
            return {held.actor.pk} if held else set()
        return authors(self.record) if self.action in _TOLD or self._is_on_a_passage else set()

    @property
    def _is_on_a_passage(self) -> bool:
        """Whether this is a comment in a thread: its words are kept there, for fewer eyes than a remark."""
        return self.action == Action.COMMENT and self.details.passage is not None

    def _event(self, digest: str) -> Event:
        event = Event.objects.create(
            record=self.record,
            actor=Actor.of(self.user),
            action=self.action.value,
            digest=digest,
            checked=" ".join(check for check in Check if check in self.details.checked),
            at=ledger.now(),
        )
        if self.note and not self._is_on_a_passage:
            Remark.objects.create(event=event, text=self.note)
        return event

    def _nothing_more(self) -> Event:
        return self._event(content_digest(self.record))

    def _edit(self) -> Event:
        duplicates.remember(self.record)
        return self._nothing_more()

    def _comment(self) -> Event:
        key = self.details.explains
        if key and key not in {finding.key for finding in harm.open_findings(self.record)}:
            raise Refused(
                "This finding is not open: the text changed, or it is explained. Open the page again."
            )
        if self._is_on_a_passage:
            return self._in_a_thread()
        event = self._nothing_more()
        if key:
            Explanation.objects.create(event=event, record=self.record, key=key)
        return event

    def _in_a_thread(self) -> Event:
        self._refuse_who_is_no_party()
        answers = self._thread() if self.details.thread else None
        passage = answers.passage if answers else self.details.passage or 0
        if passage and not erasure.has_passage(self.record, passage):
            raise Refused(f"There is no passage {passage} to comment on.")
        event = self._nothing_more()
        commenting.keep(event, self.record, passage, self.note, answers)
        return event

    def _resolve(self) -> Event:
        self._refuse_who_is_no_party()
        thread = self._thread()
        if (self.action == Action.RESOLVE) == (thread.resolved_id is not None):
            raise Refused("Someone did this already: look at the comment again.")
        event = self._nothing_more()
        commenting.mark(thread, event if self.action == Action.RESOLVE else None)
        return event

    def _thread(self) -> Comment:
        thread = commenting.thread_on(self.record, self.details.thread)
        if thread is None:
            raise Refused("There is no such comment on this record any more.")
        return thread

    def _refuse_who_is_no_party(self) -> None:
        if not commenting.is_party(self.record, self.user):
            raise Refused("Comments are for those who wrote the record and those who review it.")

    def _document(self) -> Document:
        try:
            return from_record(self.record)
        except NotPublishable as error:
            raise Refused("It is not complete yet. " + "; ".join(error.problems) + ".") from error

    def _submit(self) -> Event:
        document = self._document()
        ledger.refuse_unpublished_targets(self.record, document)
        return self._event(ledger.digest_of(self.record.salt, canonical(document)))

    def _approve(self) -> Event:
        missing = [str(check.label) for check in Check if check not in self.details.checked]
        if missing:
            raise Refused(f"Confirm each point of the checklist first. Missing: {', '.join(missing)}.")
        if commenting.unresolved(self.record) and not self.details.despite:
            raise Refused("Comments are unresolved: resolve them, or confirm that you approve all the same.")
        document = self._document()
        digest = ledger.digest_of(self.record.salt, canonical(document))
        if digest != submitted_digest(self.record):
            raise Refused("The content is not what was submitted: return it, so that it is submitted again.")
        if self.details.seen and self.details.seen != digest:
            raise Refused("The content changed while you were reading: read it again before you approve.")
        row = ledger.append(self.record, LedgerKind.PUBLISHED, document, self._event)
        Record.objects.filter(pk=self.record.pk).update(change="")
        finer = [earlier.number for earlier in tightening.finer_rows(self.record, document)]
        if finer:
            ledger.erase_rows(self.record, ReasonClass.SAFETY, self._also_erased, finer)
            erasure.announce(self.record.identifier)
        return row.event

    def _also_erased(self, digest: str) -> Event:
        """The event of an erasure that follows from an approval: it needs no permission of its own."""
        erase, actor = Action.ERASE.value, Actor.of(self.user)
        return Event.objects.create(
            record=self.record, actor=actor, action=erase, digest=digest, at=ledger.now()
        )

    def _withdraw(self) -> Event:
        erasure_list.remember_after_commit()
        return ledger.withdraw(self.record, self.details.reason, self._event).event

    def _merge(self) -> Event:
        return ledger.merge(self.record, self._target(), self._event).event

    def _target(self) -> str:
        into = self.details.into
        if into is None or into.pk == self.record.pk or into.noun != self.record.noun:
            raise Refused("Choose another record of the same kind to merge into.")
        if ledger.standing(into) != Standing.PUBLIC:
            raise Refused(f"“{into}” is not public: nothing can be merged into it.")
        return str(into.identifier)

    def _erase(self) -> Event:
        if self.details.passage is not None and not erasure.has_passage(self.record, self.details.passage):
            raise Refused(f"There is no passage {self.details.passage} to erase.")
        files = erasure.files_of(self.record)  # read before the bodies that name them are gone
        event = self._erased_in_ledger() if self.record.identifier else self._nothing_more()
        erasure.blank(self.record, self.details.passage, files)
        return event

    def _erased_in_ledger(self) -> Event:
        return ledger.erase(self.record, self.details.reason, self._event, self.details.passage).event


_EFFECTS = {
    Action.EDIT: _Act._edit,
    Action.COMMENT: _Act._comment,
    Action.RESOLVE: _Act._resolve,
    Action.UNRESOLVE: _Act._resolve,
    Action.SUBMIT: _Act._submit,
    Action.APPROVE: _Act._approve,
    Action.WITHDRAW: _Act._withdraw,
    Action.MERGE: _Act._merge,
    Action.ERASE: _Act._erase,
}
