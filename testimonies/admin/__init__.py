"""The desk: the stock admin's pages for records, one family a file, and the pages of the workflow."""

from testimonies.admin import (
    claim,
    collection,
    disagreement,
    entity,
    figure,
    not_public,
    source,
    testimony,
    topic,
    witness,
)

__all__ = [
    "claim",
    "collection",
    "disagreement",
    "entity",
    "figure",
    "not_public",
    "source",
    "testimony",
    "topic",
    "witness",
]
