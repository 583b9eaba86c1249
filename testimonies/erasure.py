"""Erasing a text from the working side: rows, remarks, unsaved work, the admin's log, files, the journal.

The published bodies are the ledger's to erase; the index hears of it by signal.
"""

from functools import partial
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from testimonies import duplicates, ledger
from testimonies.documents import FigureDocument, TestimonyDocument
from testimonies.models import (
    Comment,
    Figure,
    LedgerRow,
    Passage,
    Record,
    Reference,
    Remark,
    Testimony,
    UnsavedWork,
    new_salt,
)
from testimonies.signals import text_erased
from testimonies.vocabulary import Noun, PassageStanding


def has_passage(record: Record, number: int) -> bool:
    """Whether a passage with this number and something in it is in the working rows or in any version."""
    standing = Passage.objects.exclude(standing=PassageStanding.REMOVED)
    if standing.filter(testimony_id=record.pk, number=number).exists():
        return True
    documents = (version.document for version in ledger.history(record.identifier or ""))
    return any(
        passage.number == number and passage.standing != PassageStanding.REMOVED
        for document in documents
        if isinstance(document, TestimonyDocument)
        for passage in document.passages
    )


def files_of(record: Record) -> set[str]:
    """Names, in the media storage, of the files that a figure's working row and its versions show."""
    whole = record.whole()
    if not isinstance(whole, Figure):
        return set()
    folder = str(Figure.image.field.upload_to)
    documents = (version.document for version in ledger.history(record.identifier or ""))
    shown = {f"{folder}/{document.media}" for document in documents if isinstance(document, FigureDocument)}
    return shown | {str(whole.image.name)} if whole.image else shown


def belongings(whole: Record) -> list[Any]:
    """The relations of the rows that are part of this record: passages, stays, names, references."""
    return [
        relation
        for relation in whole._meta.related_objects
        if relation.on_delete is models.CASCADE and not issubclass(relation.related_model, Record)
    ]


def blank(record: Record, passage: int | None, files: set[str]) -> None:
    """Blank one passage of a testimony, or everything of a record, in the running transaction.

    After the commit `files` are deleted, the journal is truncated and `text_erased` sent. A removed passage
    keeps its number. The salt is renewed: under the old one the digests of drafts could be guessed at.
    """
    whole = record.whole()
    if passage is None:
        _blank_row(whole)
        _delete_files(record, files)
    elif isinstance(whole, Testimony):
        _blank_passage(whole, passage)
        duplicates.remember(whole)
    Remark.objects.filter(event__record_id=record.pk).delete()
    UnsavedWork.objects.filter(record_id=record.pk).delete()
    # Each may quote what is erased, whichever passage it is on.
    Comment.objects.filter(record_id=record.pk).delete()
    _forget_log(whole)
    Record.objects.filter(pk=record.pk).update(revision=models.F("revision") + 1, salt=new_salt())
    announce(record.identifier)


def announce(identifier: str | None) -> None:
    """After the commit: truncate the journal and tell whoever holds a copy of the record's text."""
    transaction.on_commit(lambda: _after_commit(identifier))


def _blank_passage(testimony: Testimony, number: int) -> None:
    passage = Passage.objects.filter(testimony=testimony, number=number).first()
    if passage is None:
        return
    passage.topics.clear()
    Reference.objects.filter(passage=passage).delete()
    for name, value in _blanks(passage, keep={"number", "standing", "basis"}).items():
        setattr(passage, name, value)
    passage.standing = PassageStanding.REMOVED
    passage.save()


def _blank_row(row: Record) -> None:
    for relation in belongings(row):
        relation.related_model._default_manager.filter(**{relation.field.name: row.pk}).delete()
    for many in row._meta.many_to_many:
        getattr(row, many.name).clear()
    for name, value in _blanks(row, keep=_kept(row)).items():
        setattr(row, name, value)
    if row.proposed_identifier() is not None:
        row.slug = f"erased-{row.pk}"  # type: ignore[attr-defined]
    row.save()


def _kept(row: Record) -> set[str]:
    closed = {field.name for field in row._meta.concrete_fields if field.choices}
    return closed | {"noun", "identifier", "stage", "salt", "language"}


def _blanks(row: models.Model, keep: set[str]) -> dict[str, Any]:
    """Empty values for every column that can hold words, numbers or dates of the content."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in keep or field.primary_key or field.name == "revision":
            continue
        if isinstance(field, models.ForeignKey):
            if field.null:
                values[field.attname] = None
        elif isinstance(field, models.CharField | models.TextField | models.FileField):
            values[field.name] = "" if not field.null else None
        elif field.null:
            values[field.name] = None
    return values


def _delete_files(record: Record, names: set[str]) -> None:
    storage = Figure.image.field.storage
    for name in sorted(names):
        media = name.rsplit("/", 1)[-1]
        elsewhere = Figure.objects.filter(image=name).exclude(pk=record.pk)
        published = LedgerRow.objects.filter(noun=Noun.FIGURE, body__contains=media)
        if not elsewhere.exists() and not published.exclude(record_id=record.pk).exists():
            transaction.on_commit(partial(storage.delete, name))


def _forget_log(row: Record) -> None:
    kinds = ContentType.objects.get_for_models(*{type(row), *type(row)._meta.get_parent_list()}).values()
    LogEntry.objects.filter(content_type__in=list(kinds), object_id=str(row.pk)).delete()


def _after_commit(identifier: str | None) -> None:
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    text_erased.send_robust(sender=Record, identifier=identifier)
