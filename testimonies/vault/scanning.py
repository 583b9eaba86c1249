"""Looking for protected names in exactly the content that would be published.

What leaves this process: the digest of the content, the time, and the numbers of passages.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from testimonies import ledger
from testimonies.documents import Document, canonical, from_record
from testimonies.models import Record, Scan
from testimonies.vault.custody import identities, note, opened
from testimonies.vault.models import Deed, Sealing
from testimonies.vault.router import ALIAS
from testimonies.vault.spellings import ProtectedNames

ELSEWHERE = 0


def scan(record: Record, who: str) -> Scan:
    """Look through the record's content as it stands for every name in the vault; the result, kept.

    Raises NotPublishable or NotCanonical while the record is incomplete; Refused, NotSealedHere.
    """
    keys = identities()
    document = from_record(record)
    note(Deed.SCAN, who, f"record {record.pk}")
    with transaction.atomic(using=ALIAS):
        # Under the lock that sealing takes too: what is sealed from now on is later than this scan.
        at, rows = ledger.now(), list(Sealing.objects.all())
    names = ProtectedNames(opened(row, keys).legal_name for row in rows)
    found = sorted({number for number, text in _texts(document) if names.stand_in(text)})
    return Scan.objects.create(
        record_id=record.pk,
        digest=ledger.digest_of(record.salt, canonical(document)),
        at=at,
        passages=" ".join(map(str, found)),
    )


def _texts(document: Document) -> Iterator[tuple[int, str]]:
    """Every text of a document with the number of the passage it is part of."""
    content = document.model_dump(mode="json")
    for passage in content.pop("passages", ()):
        yield from ((passage["number"], text) for text in _strings(passage))
    yield from ((ELSEWHERE, text) for text in _strings(content))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
