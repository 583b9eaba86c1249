"""What a merge would change, before it is done: what refers to the record, and what only it says."""

from dataclasses import dataclass

from testimonies import ledger
from testimonies.admin.panel import labels_of
from testimonies.differences import Difference, differences
from testimonies.ledger import Published
from testimonies.models import Record
from testimonies.usage import drafts_using
from testimonies.views.shelf import Label, label_of

SHOWN = 12


@dataclass(frozen=True)
class Merge:
    """One record into another: what refers to the one, in public and in drafts, and how the two differ.

    `drafts` are the first of those `in_drafts` counts. `gone` is public under `gone.identifier` until it is
    merged; `kept` is where its address leads then.
    """

    gone: Published
    kept: Published
    referring: list[Published]
    drafts: list[Record]
    in_drafts: int
    differing: list[Difference]

    @property
    def shown(self) -> list[tuple[Published, Label]]:
        """The first of the public records that refer to it."""
        return [(item, label_of(item)) for item in self.referring[:SHOWN]]

    @property
    def more(self) -> int:
        """How many more refer to it than are shown."""
        return max(len(self.referring) - SHOWN, 0)


def merge_of(record: Record, into: Record) -> Merge | None:
    """What merging would change; None where one of the two is not public, or they are no pair."""
    if record.noun != into.noun or record.pk == into.pk or not (record.identifier and into.identifier):
        return None
    found = ledger.many([record.identifier, into.identifier])
    gone, kept = found[record.identifier], found[into.identifier]
    if gone.document is None or kept.document is None:
        return None
    using = drafts_using(record.noun, [record.pk]).get(record.pk, set())
    return Merge(
        gone=gone,
        kept=kept,
        referring=ledger.mentioning(record.identifier),
        drafts=[item.whole() for item in Record.objects.filter(pk__in=sorted(using)[:SHOWN])],
        in_drafts=len(using),
        differing=differences(gone.document, kept.document, labels_of(gone.document, kept.document)),
    )
