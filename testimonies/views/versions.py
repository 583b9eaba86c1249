"""What an old version may still show, and what has changed since it, with records named by their labels."""

from typing import Any

from testimonies.differences import Difference, differences
from testimonies.documents import PassageDocument, TestimonyDocument, WitnessDocument
from testimonies.views.shelf import Shelf
from testimonies.vocabulary import PassageStanding


def guarded(old: Any, now: Any) -> Any:
    """An old document as it may still be read.

    What was removed since wins, and so does a witness who is no longer named, or named otherwise.
    """
    if isinstance(old, WitnessDocument) and isinstance(now, WitnessDocument):
        return old if _face(old) == _face(now) else now
    if not (isinstance(old, TestimonyDocument) and isinstance(now, TestimonyDocument)):
        return old
    removed = {item.number for item in now.passages if item.standing == PassageStanding.REMOVED}
    passages = tuple(_blank(item.number) if item.number in removed else item for item in old.passages)
    witness = old.witness if old.witness == now.witness else None
    return old.model_copy(update={"passages": passages, "witness": witness})


def _face(witness: WitnessDocument) -> tuple[Any, ...]:
    return witness.naming, witness.public_name, witness.names


def _blank(number: int) -> PassageDocument:
    return PassageDocument(number=number, text="", basis=None, standing=PassageStanding.REMOVED)


def changed_since(old: Any, now: Any, shelf: Shelf) -> list[Difference]:
    """Where the current document differs from an old one; a passage that is new or gone is one difference."""
    labels = {identifier: shelf.label(identifier).text for identifier in shelf.found}
    found = differences(old, now, labels)
    whole = {
        item.passage
        for item in found
        if item.passage and item.field == "text" and not (item.before and item.after)
    }
    return [item for item in found if item.passage not in whole or item.field == "text"]
