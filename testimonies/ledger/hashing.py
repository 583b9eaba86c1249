"""What the chain commits to.

digest = SHA-256(32 random bytes + body); a row's hash covers the digest and every column but body and salt.
So body and salt can be erased and the chain still verifies.
"""

import hashlib
import json

from testimonies.ledger.rows import Row
from testimonies.models import LedgerRow

COVERED = (
    "number",
    "record_id",
    "noun",
    "identifier",
    "version",
    "kind",
    "at",
    "actor_id",
    "event_id",
    "schema",
    "erases",
    "digest",
    "previous",
)


def digest_of(salt: str, body: str) -> str:
    """SHA-256, in hexadecimal, of the salt's bytes and the body in UTF-8."""
    return hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest()


def keeps_its_word(row: LedgerRow | Row) -> bool:
    """Whether the body is the one that the digest commits to: only such a body may be shown.

    A salt in capitals or with blanks would give the same bytes: it is read as written.
    """
    try:
        salted = bytes.fromhex(str(row.salt)).hex() == row.salt
        return salted and row.digest == digest_of(str(row.salt), str(row.body))
    except ValueError:
        return False


def row_hash(row: LedgerRow) -> str:
    """The hash of a row: SHA-256 of its covered columns as canonical JSON."""
    covered = {name: getattr(row, name) for name in COVERED}
    text = json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
