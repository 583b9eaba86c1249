"""The ledger: append, read (current, at a version, as of a number), verify, withdraw, erase."""

from testimonies.ledger.chain import Refusal, append, head, now, refuse_unpublished_targets
from testimonies.ledger.endings import erase, erase_rows, merge, withdraw
from testimonies.ledger.hashing import digest_of, row_hash
from testimonies.ledger.moments import Touch, first_moment, public_columns, touched
from testimonies.ledger.reading import (
    AsOf,
    Published,
    as_of,
    at_version,
    current,
    history,
    latest_versions,
    listing,
    many,
    mentioning,
    merged,
    moved_since,
    pages,
    parsed,
    pinned,
    rows_of,
    standing,
)
from testimonies.ledger.rows import Row
from testimonies.ledger.verification import verify

__all__ = [
    "AsOf",
    "Published",
    "Refusal",
    "Row",
    "Touch",
    "append",
    "as_of",
    "at_version",
    "current",
    "digest_of",
    "erase",
    "erase_rows",
    "first_moment",
    "head",
    "history",
    "latest_versions",
    "listing",
    "many",
    "mentioning",
    "merge",
    "merged",
    "moved_since",
    "now",
    "pages",
    "parsed",
    "pinned",
    "public_columns",
    "refuse_unpublished_targets",
    "row_hash",
    "rows_of",
    "standing",
    "touched",
    "verify",
    "withdraw",
]
