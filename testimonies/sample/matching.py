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


def record_of(noun: Noun, row: Row) -> Record | None:
    """The working record made of a row, None when there is none."""
    model, names = _KNOWN_BY[noun]
    found: Record | None = (
        model.objects.filter(**{name: row.get(name, "") for name in names}).order_by("pk").first()
    )
    return found


def title_of(noun: Noun, row: Row) -> str:
    """A row's kind and title, for a line of progress."""
    _model, names = _KNOWN_BY[noun]
    return f"{noun.label} “{row[names[0]]}”"
