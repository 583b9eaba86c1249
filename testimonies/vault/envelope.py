"""Sealing and opening one row's details with age. No database, no settings.

The plaintext says which row it belongs to and is filled up to a multiple of 4,096 bytes, so that its length
tells little.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import pyrage  # type: ignore[import-untyped]
from pyrage.x25519 import Identity, Recipient  # type: ignore[import-untyped]

BLOCK = 4096


class CannotSeal(ValueError):
    """There is no usable public key; the message says what to set."""


class NotSealedHere(ValueError):
    """The ciphertext does not open with these keys, or was not sealed for this row."""


@dataclass(frozen=True)
class Details:
    """What is known of a witness and may not be known to others."""

    legal_name: str = ""
    contact: str = ""
    consent: str = ""
    needs: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True)
class Place:
    """The row that a ciphertext belongs to: its own token, that of the witness, and when it was sealed."""

    token: str
    protection: str
    at: str


def recipient_of(text: str) -> Recipient:
    """The public key written as `text`. Raises CannotSeal."""
    try:
        return Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise CannotSeal("This is not a public key of age: one begins with age1.") from error


def seal(details: Details, place: Place, recipient: str) -> bytes:
    """The details as a ciphertext of age for `recipient`, bound to `place`. Raises CannotSeal."""
    body = json.dumps(asdict(place) | {"details": asdict(details)}, ensure_ascii=False).encode()
    padded = body + b" " * (-len(body) % BLOCK)
    return bytes(pyrage.encrypt(padded, [recipient_of(recipient)]))


def unseal(ciphertext: bytes, place: Place, identities: Sequence[Identity]) -> Details:
    """The details of `place`. Raises NotSealedHere when anything of it was changed or moved."""
    try:
        content = json.loads(pyrage.decrypt(ciphertext, list(identities)))
    except (pyrage.DecryptError, ValueError) as error:
        # Without the cause: it could quote what was sealed.
        raise NotSealedHere(_refusal(place, type(error).__name__)) from None
    told = content.pop("details", {}) if isinstance(content, dict) else {}
    if content != asdict(place) or set(told) != {field.name for field in fields(Details)}:
        raise NotSealedHere(_refusal(place, "it belongs to another row"))
    return Details(**told)


def _refusal(place: Place, why: str) -> str:
    return f"Row {place.token} of {place.protection} is refused: {why}."
