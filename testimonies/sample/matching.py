"""By what a row of the sample and the record made of it are known to each other.

Not by the identifier: that is given by this installation's ledger, and is not in the files.
"""

from typing import Any

from testimonies.models import (
    Claim,
    Collection,
    Disagreement,
    Entity,
    Figure,
    Record,
    Source,
    Testimony,
    Topic,
    Witness,
)
from testimonies.sample.reading import Row
from testimonies.vocabulary import Noun

_KNOWN_BY: dict[Noun, tuple[Any, tuple[str, ...]]] = {
    Noun.SOURCE: (Source, ("title", "publisher", "author")),
    Noun.TOPIC: (Topic, ("slug",)),
    Noun.FIGURE: (Figure, ("title",)),
    Noun.ENTITY: (Entity, ("slug",)),
    Noun.WITNESS: (Witness, ("public_name",)),
    Noun.TESTIMONY: (Testimony, ("title",)),
    Noun.CLAIM: (Claim, ("heading",)),
    Noun.DISAGREEMENT: (Disagreement, ("question",)),
    Noun.COLLECTION: (Collection, ("slug",)),
}


class Matches:
    """The working records by what their rows say of them; reads each kind's table once."""

    def __init__(self) -> None:
        self._keys: dict[Noun, dict[tuple[str, ...], int]] = {}

    def find(self, noun: Noun, row: Row) -> Any:
        """The working record made of a row, None when there is none."""
        key = self._of(noun).get(_mark(noun, row))
        return None if key is None else _KNOWN_BY[noun][0].objects.get(pk=key)

    def remember(self, noun: Noun, row: Row, record: Record) -> None:
        """Note the record that was made of a row since the table was read."""
        self._of(noun)[_mark(noun, row)] = record.pk

    def _of(self, noun: Noun) -> dict[tuple[str, ...], int]:
        if noun not in self._keys:
            model, names = _KNOWN_BY[noun]
            rows = model.objects.order_by("-pk").values_list(*names, "pk")  # of two alike the first made
            self._keys[noun] = {tuple(marks): key for *marks, key in rows}
        return self._keys[noun]


def _mark(noun: Noun, row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in _KNOWN_BY[noun][1])


def title_of(noun: Noun, row: Row) -> str:
    """A row's kind and title, for a line of progress."""
    _model, names = _KNOWN_BY[noun]
    return f"{noun.label} “{row[names[0]]}”"
