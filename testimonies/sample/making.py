"""From a row of the sample's files to working rows: a record, its parts and what it refers to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

from testimonies import ledger
from testimonies.images import take_in
from testimonies.models import (
    Camp,
    Claim,
    ClaimLink,
    Collection,
    Disagreement,
    Entity,
    Figure,
    Item,
    Name,
    Passage,
    Record,
    Reference,
    Side,
    Source,
    Stay,
    Testimony,
    Topic,
    Witness,
)
from testimonies.sample.reading import FIGURES, Row, key_of
from testimonies.vocabulary import EntityKind, Noun

# In the files only: the name other rows use, the lines and words of the reference, the file of a figure.
OF_THE_FILES = frozenset({"key", "lines", "quote", "file"})
_NOT_ENTERED = {"record", "entity", "noun"}


class NotThere(LookupError):
    """A row refers to a record that is not loaded; the message names it."""


class Known:
    """The records met so far, by kind and by the name the files use for them."""

    def __init__(self) -> None:
        self._records: dict[tuple[Noun, str], Record] = {}

    def remember(self, noun: Noun, row: Row, record: Record) -> None:
        """Note a record under its row's name."""
        self._records[noun, key_of(row)] = record

    def find(self, noun: Noun, key: str) -> Record:
        """The record of that name. Raises NotThere."""
        try:
            return self._records[noun, key]
        except KeyError:
            raise NotThere(f"it refers to the {noun.label} “{key}”, which is not loaded") from None


@dataclass(frozen=True)
class Shape:
    """How a row becomes a model: which columns and lists refer to other records, and which tables are parts.

    `parts` names, for each table inside the row, the part's column that points back, and the part's shape.
    `pointers` names the lists whose rows are a testimony and the number of a passage in it. A `pinned` row
    names a record by kind and name, and stands for the version that is current.
    """

    model: type[Model]
    one: Mapping[str, Noun] = field(default_factory=dict)
    many: Mapping[str, Noun] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, "Shape"]] = field(default_factory=dict)
    pointers: tuple[str, ...] = ()
    pinned: bool = False

    def references(self, row: Row) -> Iterator[tuple[Noun, str]]:
        """Kind and name of every record that the row or a part of it refers to."""
        if self.pinned:
            yield Noun(row["noun"]), row["record"]
        yield from ((noun, row[name]) for name, noun in self.one.items() if name in row)
        yield from ((noun, key) for name, noun in self.many.items() for key in row.get(name, ()))
        for name in self.pointers:
            yield from ((Noun.TESTIMONY, pointer["testimony"]) for pointer in row.get(name, ()))
        for name, (_owner, part) in self.parts.items():
            for inner in row.get(name, ()):
                yield from part.references(inner)

    def fields_of(self, row: Row, known: Known) -> dict[str, Any]:
        """The row's columns, with names of other records replaced by the records. Raises NotThere."""
        apart = {*self.many, *self.parts, *self.pointers, *OF_THE_FILES}
        if self.pinned:
            return _pin(row, known) | {"note": row.get("note", "")}
        return {
            name: known.find(self.one[name], value) if name in self.one else value
            for name, value in row.items()
            if name not in apart
        }


_REFERENCE = Shape(Reference, {"source": Noun.SOURCE})
_NAMES = {"names": ("owner", Shape(Name, {"source": Noun.SOURCE}))}
_STAY = Shape(Stay, {"camp": Noun.ENTITY, "zone": Noun.ENTITY})
_PASSAGE = Shape(
    Passage,
    {"retraction_source": Noun.SOURCE},
    {"topics": Noun.TOPIC},
    {"references": ("passage", _REFERENCE)},
)
_SIDE = Shape(Side, {}, {"claims": Noun.CLAIM}, pointers=("passages",))
_CAMP = Shape(Camp, {}, {"figures": Noun.FIGURE}, _NAMES)
_SHAPES = {
    Noun.SOURCE: Shape(Source, {}, {"derives_from": Noun.SOURCE}),
    Noun.TOPIC: Shape(Topic, {"broader": Noun.TOPIC}),
    Noun.FIGURE: Shape(Figure),
    Noun.ENTITY: Shape(Entity, {}, {"figures": Noun.FIGURE}, _NAMES),
    Noun.WITNESS: Shape(Witness, {}, {}, _NAMES),
    Noun.TESTIMONY: Shape(
        Testimony,
        {"witness": Noun.WITNESS},
        {"topics": Noun.TOPIC, "figures": Noun.FIGURE},
        {"stays": ("testimony", _STAY), "passages": ("testimony", _PASSAGE)},
    ),
    Noun.CLAIM: Shape(
        Claim,
        {"subject": Noun.ENTITY, "object": Noun.ENTITY, "answers": Noun.CLAIM},
        {"alternatives": Noun.ENTITY, "covers": Noun.ENTITY},
        {"references": ("claim", _REFERENCE), "links": ("claim", Shape(ClaimLink, {"target": Noun.CLAIM}))},
    ),
    Noun.DISAGREEMENT: Shape(Disagreement, {}, {"subjects": Noun.ENTITY}, {"sides": ("disagreement", _SIDE)}),
    Noun.COLLECTION: Shape(Collection, {}, {}, {"items": ("collection", Shape(Item, pinned=True))}),
}


def references(noun: Noun, row: Row) -> list[tuple[Noun, str]]:
    """Kind and name of every record that a row refers to, in the order of the kind's columns."""
    return list(_shape(noun, row).references(row))


def make(noun: Noun, row: Row, known: Known) -> Any:
    """The record of a row, stored as a draft with its parts.

    Raises NotThere for a reference into the void, django.core.exceptions.ValidationError for a value that
    its column cannot hold, and testimonies.images.ImageRefused for a figure that is none.
    """
    return _built(_shape(noun, row), row, known, _picture(row) if noun == Noun.FIGURE else {})


def _shape(noun: Noun, row: Row) -> Shape:
    return _CAMP if noun == Noun.ENTITY and row["kind"] == EntityKind.CAMP else _SHAPES[noun]


def _built(shape: Shape, row: Row, known: Known, given: dict[str, Any]) -> Any:
    made: Any = shape.model(**shape.fields_of(row, known), **given)
    # A record that was found needs no query to say that it exists.
    made.clean_fields(exclude={*_NOT_ENTERED, *shape.one, *given})
    made.save(force_insert=True)
    for name, noun in shape.many.items():
        if name in row:
            getattr(made, name).add(*(known.find(noun, key) for key in row[name]))
    for name in shape.pointers:
        getattr(made, name).add(*(_passage_at(pointer, known) for pointer in row.get(name, ())))
    for name, (owner, part) in shape.parts.items():
        for inner in row.get(name, ()):
            _built(part, inner, known, {owner: made})
    return made


def _passage_at(pointer: Row, known: Known) -> Passage:
    testimony = known.find(Noun.TESTIMONY, pointer["testimony"])
    found = Passage.objects.filter(testimony_id=testimony.pk, number=pointer["passage"]).first()
    if found is None:
        raise NotThere(f"the testimony “{pointer['testimony']}” has no passage {pointer['passage']}")
    return found


def _pin(row: Row, known: Known) -> dict[str, Any]:
    record = known.find(Noun(row["noun"]), row["record"])
    published = ledger.current(record.identifier or "")
    if published is None:
        raise NotThere(f"it refers to “{row['record']}”, which is not published")
    return {"item": Record.objects.get(pk=record.pk), "version": published.version}


def _picture(row: Row) -> dict[str, Any]:
    taken = take_in((FIGURES / row["file"]).read_bytes())
    name = f"figures/{taken.sha256}{taken.extension}"
    storage = Figure._meta.get_field("image").storage
    if not storage.exists(name):  # named by its content: the same name is the same picture
        storage.save(name, ContentFile(taken.data))
    return {"image": name, "sha256": taken.sha256, "width": taken.width, "height": taken.height}
