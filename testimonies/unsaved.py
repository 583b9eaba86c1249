"""What one person typed and did not save: kept apart from the record, for that person alone, then forgotten.

Each opened form has a token and rows of its own, so two tabs or two people never write over each other. The
same form opened twice (a tab was duplicated) is told by its version, and goes on under a new token.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from testimonies.models import Event, Record, UnsavedWork
from testimonies.workflow import Action

KEPT = timedelta(days=14)
MOST_FORMS = 40  # of one person
LARGEST = 1_000_000  # characters of JSON
Typed = dict[str, list[str]]


class NotKept(ValueError):
    """What was typed could not be kept; the message says why and what to do."""


class KeptElsewhere(NotKept):
    """The token is another form's by now, or its form was saved: what is typed here needs a new one."""


@dataclass(frozen=True)
class Opened:
    """A form as it was opened: its token, the model's name, the record's key (None: a new one).

    `since` is the record's last event at that time: what was erased after it must not come back.
    """

    token: str
    form: str
    record: int | None = None
    since: int = 0


@dataclass(frozen=True)
class Work:
    """What was typed in an opened form, and how often it was kept before."""

    opened: Opened
    typed: Typed = field(repr=False)
    version: int = 0


def new_token() -> str:
    """A name for an opened form that nobody guesses."""
    return secrets.token_hex(16)


def last_event(record: Record) -> int:
    """The key of the last thing done to a record; 0 before the first."""
    last = Event.objects.filter(record_id=record.pk).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


@transaction.atomic
def keep(user: AbstractBaseUser, work: Work) -> UnsavedWork:
    """Keep what was typed, in place of what the same form kept before. Raises NotKept."""
    opened, typed = work.opened, _without_the_pages_own(work.typed)
    if len(json.dumps(typed)) > LARGEST:
        raise NotKept("This is too much to keep unsaved: save the draft.")
    if opened.record is not None:
        _refuse_what_was_erased(opened.record, opened.since)
    values = {"typed": typed, "version": work.version + 1, "at": timezone.now()}
    if not work.version:
        return _begun(user, opened, values)
    own = UnsavedWork.objects.filter(token=opened.token, user_id=user.pk, version=work.version)
    if not own.update(**values):
        raise KeptElsewhere("This form was saved, or goes on in another tab.")
    return UnsavedWork.objects.get(token=opened.token)


def of(user: AbstractBaseUser, form: str, record: Record | None) -> QuerySet[UnsavedWork]:
    """What this person typed for a record, or for a new one, and has not saved; newest first."""
    sweep()
    return UnsavedWork.objects.filter(user_id=user.pk, form=form, record=record.pk if record else None)


def forget(user: AbstractBaseUser, token: str) -> None:
    """Delete what one form kept, because it was saved or is not wanted."""
    UnsavedWork.objects.filter(user_id=user.pk, token=token).delete()


def sweep() -> None:
    """Delete what was typed more than a fortnight ago."""
    UnsavedWork.objects.filter(at__lt=timezone.now() - KEPT).delete()


def _begun(user: AbstractBaseUser, opened: Opened, values: Mapping[str, object]) -> UnsavedWork:
    if UnsavedWork.objects.filter(token=opened.token).exists():
        raise KeptElsewhere("This form goes on in another tab.")
    if UnsavedWork.objects.filter(user_id=user.pk).count() >= MOST_FORMS:
        raise NotKept(f"You have {MOST_FORMS} forms unsaved: save this one, and delete some of the others.")
    return UnsavedWork.objects.create(
        token=opened.token, user_id=user.pk, form=opened.form, record_id=opened.record, **values
    )


def _refuse_what_was_erased(record: int, since: int) -> None:
    # An erasure holds this lock until it is committed: what is typed comes either before or after it.
    Record.objects.select_for_update().filter(pk=record).first()
    if Event.objects.filter(record_id=record, action=Action.ERASE, pk__gt=since).exists():
        raise NotKept("A text of this record was erased while this page was open: open the record again.")


def _without_the_pages_own(typed: Typed) -> Typed:
    """Without the token against forged forms and names of buttons."""
    own = ("_", "csrfmiddlewaretoken", "unsaved")
    return {name: values for name, values in typed.items() if not name.startswith(own)}
