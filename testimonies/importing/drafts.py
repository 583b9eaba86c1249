"""How does a row become a draft, once and whole?"""

import hmac
import json
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from testimonies.importing.columns import ADDED
from testimonies.importing.rows import Checked, Entry
from testimonies.importing.tables import Row
from testimonies.models import ImportedRow, Passage, Reference, Stay, Testimony
from testimonies.workflow import Action, Refused, perform


class NotMade(ValueError):
    """The row became no draft, though it seemed good; the message says why. Nothing of it was kept."""


def digest_of(row: Row) -> str:
    """A digest of a row's cells, whatever their order, under the installation's key.

    Without the key no guess at a row can be confirmed (HMAC, RFC 2104), so it may outlive an erasure.
    """
    cells = {name: text.strip() for name, text in row.cells.items() if name not in ADDED}
    content = json.dumps(cells, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    key = sha256(b"imported rows" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, content.encode(), sha256).hexdigest()


def known(digests: list[str]) -> dict[str, int]:
    """Which of these rows became a record, and its key. One query."""
    rows = ImportedRow.objects.filter(digest__in=digests)
    return dict(rows.values_list("digest", "record_id"))


def make(checked: Checked, digest: str, user: AbstractBaseUser) -> Testimony:
    """The draft of a good row, entered by this person; raises NotMade, and then nothing of it is stored."""
    try:
        with transaction.atomic():
            testimony = _stored(checked.entry)
            perform(Action.EDIT, testimony, user, _note(checked))
            ImportedRow.objects.create(digest=digest, record=testimony)
    except (ValidationError, Refused, DatabaseError) as error:
        told = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise NotMade(f"It could not be stored: {told}") from error
    return testimony


def _stored(entry: Entry) -> Testimony:
    testimony = Testimony(
        title=entry.title,
        language=entry.language,
        witness_id=entry.witness,
        given=entry.given,
        content_note=entry.content_note,
    )
    testimony.clean_fields(exclude={"record", "noun", "witness"})
    testimony.save(force_insert=True)
    if entry.topics:
        testimony.topics.add(*entry.topics)
    if entry.camp is not None:
        stay = Stay(testimony=testimony, camp_id=entry.camp, role=entry.role, period=entry.period)
        stay.clean_fields(exclude={"testimony", "camp", "zone"})
        stay.save(force_insert=True)
    passages = [
        Passage(testimony=testimony, number=number, text=text)
        for number, text in enumerate(entry.passages, 1)
    ]
    Passage.objects.bulk_create(passages)
    if entry.source is not None:
        references = [
            Reference(passage=passage, source_id=entry.source, locator=entry.locator) for passage in passages
        ]
        Reference.objects.bulk_create(references)
    return testimony


def _note(checked: Checked) -> str:
    return " ".join([f"Imported from row {checked.row.number} of a file.", *checked.notes])
