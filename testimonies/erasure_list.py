"""What was erased or withdrawn, so that a backup from before cannot bring it back? A file, no content.

Each line names a record and what of it went: passages, published rows by number and digest, or all; or that
it was withdrawn. The file is derived from what the databases remember (events, ledger rows, acts of the
vault), so that a line that could not be written comes with the next.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction

from testimonies.documents import ErasureNotice, Tombstone, read
from testimonies.models import Event, LedgerRow, Passage
from testimonies.transitions import Action
from testimonies.vault.models import Act, Deed
from testimonies.vocabulary import LedgerKind, PassageStanding, ReasonClass

log = logging.getLogger("testimonies")


class Unreadable(ValueError):
    """The file is not a list of erasures; the message says which line and what to do."""


# What can keep the file from being written.
NOT_KEPT = (OSError, Unreadable, DatabaseError)


@dataclass(frozen=True)
class Erasure:
    """One erasure or withdrawal, known by the digest of its event.

    `record` and `noun` say which record, `origin` (the digest of its first event) that it is that one and not
    one that got its number in another course of things. `passages` are numbers; `rows` are published rows,
    number and digest; `whole` is all of the record, `withdrawn`
    only its being public. Of the vault there is only `vault`, the token forgotten.
    """

    event: str
    at: str
    record: int = 0
    noun: str = ""
    identifier: str = ""
    origin: str = ""
    passages: tuple[int, ...] = ()
    rows: tuple[tuple[int, str], ...] = ()
    whole: bool = False
    withdrawn: bool = False
    reason: str = ReasonClass.SAFETY.value
    vault: str = ""

    def line(self) -> str:
        """The erasure as one line of JSON; what is empty is left out."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, sort_keys=True)


def remember(sender: Any = None, **kwargs: Any) -> None:
    """Write what the file lacks. An erasure is done by then, so a file that cannot be written is logged."""
    try:
        catch_up()
    except NOT_KEPT as error:
        log.error("The list of erasures could not be written: %s. The next backup tries again.", error)


def remember_after_commit(using: str = DEFAULT_DB_ALIAS) -> None:
    """Write what the file lacks once the running transaction of a database is committed."""
    transaction.on_commit(remember, using=using, robust=True)


def catch_up(others: Iterable[Erasure] = ()) -> int:
    """Append to ERASURES_FILE every erasure it lacks, and these `others`; how many lines were added.

    Raises one of NOT_KEPT; Unreadable when the file holds something else.
    """
    with _locked(Path(settings.ERASURES_FILE)) as file:
        whole = _whole_lines(file.read())
        known = {erasure.event for erasure in _parsed(whole)}
        lacking = [*(one for one in others if one.event not in known), *_performed(known)]
        lines = {erasure.event: erasure.line() for erasure in lacking}
        file.seek(len(whole))
        file.truncate()
        file.write("".join(f"{line}\n" for line in lines.values()).encode())
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


@contextmanager
def _locked(path: Path) -> Iterator[BinaryIO]:
    """The file, made where it is lacking, held by this process alone."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(number, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _whole_lines(text: bytes) -> bytes:
    """Without the half line that a power cut may have left: it is written again. Raises Unreadable."""
    whole = text[: text.rfind(b"\n") + 1]
    if not b"{".startswith(text[len(whole) :][:1]):
        raise Unreadable("it ends in what is no line of it: is this a list of erasures?")
    return whole


def listed(path: Path) -> list[Erasure]:
    """The erasures in a file, in its order. Raises OSError, Unreadable."""
    return _parsed(path.read_bytes())


def _parsed(text: bytes) -> list[Erasure]:
    return [_erasure(number, line) for number, line in enumerate(text.splitlines(), 1)]


def _erasure(number: int, line: bytes) -> Erasure:
    try:
        fields = json.loads(line)
        rows = tuple((int(row), str(digest)) for row, digest in fields.pop("rows", ()))
        passages = tuple(int(passage) for passage in fields.pop("passages", ()))
        return Erasure(passages=passages, rows=rows, **fields)
    except (ValueError, TypeError, AttributeError) as error:
        raise Unreadable(
            f"line {number} is not an erasure: is this a list of erasures, and whole?"
        ) from error


def performed() -> list[Erasure]:
    """Every erasure and withdrawal that the databases remember."""
    return list(_performed(set()))


def _performed(known: set[str]) -> Iterator[Erasure]:
    events = Event.objects.filter(action__in=(Action.ERASE.value, Action.WITHDRAW.value))
    for event in events.select_related("record").order_by("pk"):
        if event.digest not in known:
            row = LedgerRow.objects.filter(event=event).first()
            yield _of_ledger(event, row) if row else _of_draft(event)
    for act in Act.objects.filter(deed=Deed.FORGET).order_by("pk"):
        key = f"vault:{act.protection}:{act.at}"
        if key not in known:
            yield Erasure(key, act.at, vault=act.protection)


def _facts(event: Event) -> dict[str, Any]:
    record = event.record
    origin = Event.objects.filter(record=record).order_by("pk").values_list("digest", flat=True).first()
    facts = {"event": event.digest, "at": event.at, "record": record.pk, "noun": record.noun}
    return facts | {"identifier": record.identifier or "", "origin": origin or ""}


def _of_draft(event: Event) -> Erasure:
    """Of a record that was never published, events do not say which passage: its removed ones do."""
    removed = Passage.objects.filter(testimony_id=event.record_id, standing=PassageStanding.REMOVED)
    numbers = tuple(removed.order_by("number").values_list("number", flat=True))
    return Erasure(**_facts(event), passages=numbers, whole=not numbers)


def _of_ledger(event: Event, row: LedgerRow) -> Erasure:
    notice = read(str(row.body), row.schema)
    if isinstance(notice, Tombstone):
        return Erasure(**_facts(event), withdrawn=True, reason=str(notice.reason))
    if not isinstance(notice, ErasureNotice):
        raise Unreadable(f"ledger row {row.number} is no notice of an erasure: run verify_ledger")
    return Erasure(
        **_facts(event),
        passages=tuple(notice.passages),
        rows=tuple(LedgerRow.objects.filter(number__in=_named(row)).values_list("number", "digest")),
        whole=not notice.passages and _leaves_nothing(row),
        reason=str(notice.reason),
    )


def _named(row: LedgerRow) -> list[int]:
    return [int(number) for number in row.erases.split(",") if number]


def _leaves_nothing(row: LedgerRow) -> bool:
    """Whether no version before it keeps its text: who erases a finer version leaves the coarser one."""
    earlier = LedgerRow.objects.filter(record_id=row.record_id, number__lte=row.number)
    gone = {number for notice in earlier.filter(kind=LedgerKind.ERASED) for number in _named(notice)}
    return not earlier.filter(kind=LedgerKind.PUBLISHED).exclude(number__in=gone).exists()
