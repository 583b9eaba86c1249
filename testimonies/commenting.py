"""Comments on the passages of a working record: who may read them, and which are unresolved."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from testimonies.models import Comment, Event, Record
from testimonies.transitions import Action
from testimonies.vocabulary import AUTHORITIES

# Who did one of these to a record wrote it.
_PARTY = (Action.EDIT, Action.SUBMIT)


@dataclass(frozen=True)
class Thread:
    """One thread on a passage: its first comment, and the answers in order."""

    first: Comment
    answers: tuple[Comment, ...]

    @property
    def is_resolved(self) -> bool:
        """Whether someone said that it is dealt with."""
        return self.first.resolved_id is not None

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All that was said, in order."""
        return (self.first, *self.answers)


def is_party(record: Record, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person may read and write comments on a record: who reviews it, and who wrote it."""
    reviews = user.has_perm("testimonies.review")  # type: ignore[union-attr]
    edits = record.noun in AUTHORITIES and user.has_perm("testimonies.edit")  # type: ignore[union-attr]
    if reviews or edits:
        return True
    own = Event.objects.filter(record_id=record.pk, action__in=_PARTY, actor__user=user.pk)
    return user.is_authenticated and own.exists()


def threads_of(record: Record) -> list[Thread]:
    """Every thread on a record, by passage and age. One query."""
    found = Comment.objects.filter(record_id=record.pk).order_by("passage", "pk")
    return _threads(found.select_related("event__actor__user", "resolved__actor__user"))


def _threads(comments: Iterable[Comment]) -> list[Thread]:
    answers: dict[int, list[Comment]] = defaultdict(list)
    firsts = []
    for comment in comments:
        if comment.answers_id is None:
            firsts.append(comment)
        else:
            answers[comment.answers_id].append(comment)
    return [Thread(first, tuple(answers[first.pk])) for first in firsts]


def unresolved(record: Record) -> int:
    """How many threads on a record are not resolved."""
    return Comment.objects.filter(record_id=record.pk, answers=None, resolved=None).count()


def keep(event: Event, record: Record, passage: int, text: str, answers: Comment | None) -> Comment:
    """Keep the words of a comment; an answer opens its thread again. The event is the caller's."""
    if answers:
        Comment.objects.filter(pk=answers.pk).update(resolved=None)
    return Comment.objects.create(event=event, record=record, passage=passage, text=text, answers=answers)


def mark(thread: Comment, resolved: Event | None) -> None:
    """Say which event resolved a thread, or that none did."""
    Comment.objects.filter(pk=thread.pk).update(resolved=resolved)


def thread_on(record: Record, key: int | None) -> Comment | None:
    """The first comment of the thread with this key on this record; None when there is none."""
    return Comment.objects.filter(record_id=record.pk, answers=None, pk=key).first() if key else None
