"""What the public can be told, field by field. What has no field here has no way out.

Documents refer by identifier and never embed: a camp's new spelling needs no new version of a testimony.
Numbers are decimal strings, for canonical JSON has no floats.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from testimonies.vocabulary import (
    Basis,
    ClaimKind,
    EntityKind,
    FacilityType,
    Flag,
    Hedge,
    Medium,
    Method,
    Metric,
    NameSystem,
    Naming,
    PassageStanding,
    Property,
    Question,
    Reach,
    ReasonClass,
    Relation,
    Role,
    Script,
    Sensitivity,
    SourceKind,
)

SCHEMA = 1

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$")]
Text = Annotated[str, Field(min_length=1)]
Decimal = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class Part(BaseModel):
    """A piece of a document: immutable, and refusing any field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PeriodDocument(Part):
    """A date as said, as EDTF, and as earliest and latest day (None is an open side)."""

    text: Text
    edtf: Text
    earliest: date | None
    latest: date | None


class ReferenceDocument(Part):
    """A source and the place in it."""

    source: Identifier
    locator: str = ""


class RetractionDocument(Part):
    """Who takes a passage back, when, why, and which source reports it."""

    by: Text
    when: PeriodDocument | None
    why: str
    source: Identifier


class PassageDocument(Part):
    """One numbered paragraph. A removed one keeps its number and nothing else."""

    number: Annotated[int, Field(ge=1)]
    text: str
    basis: Basis | None
    standing: PassageStanding
    content_note: str = ""
    topics: tuple[Identifier, ...] = ()
    references: tuple[ReferenceDocument, ...] = ()
    retraction: RetractionDocument | None = None

    @model_validator(mode="after")
    def _whole(self) -> "PassageDocument":
        removed = self.standing == PassageStanding.REMOVED
        if removed and (self.text or self.topics or self.references or self.retraction or self.content_note):
            raise ValueError("a removed passage keeps its number and nothing else")
        if not removed and not (self.text and self.references):
            raise ValueError(f"passage {self.number} needs text and at least one reference")
        if (self.standing == PassageStanding.RETRACTED) != (self.retraction is not None):
            raise ValueError(f"passage {self.number}: retracted, and who, when and why, go together")
        return self


class StayDocument(Part):
    """A witness at a camp in a role over a period, in a zone."""

    camp: Identifier
    zone: Identifier | None
    role: Role
    period: PeriodDocument | None
    standing: PassageStanding
    note: str = ""


class PublicDocument(Part):
    """What every document has: its schema number, and one public line on what changed."""

    schema_number: Literal[1] = 1
    change: str = ""


class TestimonyDocument(PublicDocument):
    """A summary of one account. `witness` is None for collective accounts and for unlinked witnesses."""

    noun: Literal["testimony"] = "testimony"
    title: Text
    language: Text
    about: str = ""
    witness: Identifier | None
    given: PeriodDocument | None
    medium: Medium = Medium.UNSTATED
    interviewer: str = ""
    content_note: str = ""
    topics: tuple[Identifier, ...] = ()
    stays: tuple[StayDocument, ...] = ()
    passages: Annotated[tuple[PassageDocument, ...], Field(min_length=1)]
    figures: tuple[Identifier, ...] = ()


class LinkDocument(Part):
    """How a claim stands to another."""

    relation: Relation
    target: Identifier


class ClaimDocument(PublicDocument):
    """One attributed statement. No number without unit, metric, method and source."""

    noun: Literal["claim"] = "claim"
    heading: Text
    statement: Text
    subject: Identifier
    property: Property
    kind: ClaimKind
    method: Method
    attributed_to: str = ""
    value: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    metric: Metric | None = None
    object: Identifier | None = None
    as_of: PeriodDocument | None = None
    answers: Identifier | None = None
    reason: str = ""
    hedge: Hedge | None = None
    limits: str = ""
    flags: tuple[Flag, ...] = ()
    alternatives: tuple[Identifier, ...] = ()
    covers: tuple[Identifier, ...] = ()
    links: tuple[LinkDocument, ...] = ()
    references: Annotated[tuple[ReferenceDocument, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _leads_elsewhere(self) -> "ClaimDocument":
        if self.subject in self.alternatives:
            raise ValueError("the entity a claim is about cannot be among “or one of these”")
        return self


class SourceDocument(PublicDocument):
    """A bibliographic item."""

    noun: Literal["source"] = "source"
    kind: SourceKind
    title: Text
    author: str = ""
    organisation: str = ""
    publisher: str = ""
    date: PeriodDocument | None = None
    designation: str = ""
    pages: str = ""
    url: str = ""
    archive_url: str = ""
    language: Text
    reach: Reach
    derives_from: tuple[Identifier, ...] = ()
    flags: tuple[Flag, ...] = ()
    note: str = ""


class NameDocument(Part):
    """One way to write a name."""

    text: Text
    language: Text
    script: Script
    system: NameSystem
    source: Identifier | None = None


class WitnessDocument(PublicDocument):
    """The public face of who speaks."""

    noun: Literal["witness"] = "witness"
    naming: Naming
    public_name: Text
    about: str = ""
    names: tuple[NameDocument, ...] = ()


class CampFacts(Part):
    """What only a camp has."""

    number: int | None
    facility_type: FacilityType


class PositionDocument(Part):
    """Latitude and longitude in degrees, and what they are the position of."""

    latitude: Decimal
    longitude: Decimal
    of: Text


class EntityDocument(PublicDocument):
    """A camp, zone, place, organisation, person, term or system, with its names."""

    noun: Literal["entity"] = "entity"
    kind: EntityKind
    slug: Identifier
    heading: Text
    heading_ko: str = ""
    about: str = ""
    names: tuple[NameDocument, ...] = ()
    camp: CampFacts | None = None
    position: PositionDocument | None = None
    figures: tuple[Identifier, ...] = ()


class TopicDocument(PublicDocument):
    """A term of the vocabulary."""

    noun: Literal["topic"] = "topic"
    slug: Identifier
    label_en: Text
    label_ko: str = ""
    broader: Identifier | None = None
    scope_note: str = ""
    sensitivity: Sensitivity


class FigureDocument(PublicDocument):
    """An image: `media` is the name of its file, its SHA-256 and extension. Sizes in pixels."""

    noun: Literal["figure"] = "figure"
    title: Text
    alt: Text
    caption: str = ""
    credit: Text
    rights: Text
    media: Annotated[str, Field(pattern=r"^[0-9a-f]{64}\.(jpg|png|webp)$")]
    width: int
    height: int


class PassagePointer(Part):
    """A passage of a testimony."""

    testimony: Identifier
    passage: Annotated[int, Field(ge=1)]


class SideDocument(Part):
    """One answer, with the claims and passages that give it."""

    answer: Text
    claims: tuple[Identifier, ...] = ()
    passages: tuple[PassagePointer, ...] = ()

    @model_validator(mode="after")
    def _rests_on_something(self) -> "SideDocument":
        if not (self.claims or self.passages):
            raise ValueError(f"the side “{self.answer}” needs a claim or a passage")
        return self


class DisagreementDocument(PublicDocument):
    """A neutral question and the sides that answer it, none preferred."""

    noun: Literal["disagreement"] = "disagreement"
    question: Text
    subjects: tuple[Identifier, ...] = ()
    status: Question
    note: str = ""
    sides: Annotated[tuple[SideDocument, ...], Field(min_length=1)]


class ItemDocument(Part):
    """A record pinned to a version, with the educator's note."""

    record: Identifier
    version: Annotated[int, Field(ge=1)]
    note: str = ""


class CollectionDocument(PublicDocument):
    """An ordered list of pinned records with an introduction."""

    noun: Literal["collection"] = "collection"
    slug: Identifier
    title: Text
    introduction: str = ""
    items: Annotated[tuple[ItemDocument, ...], Field(min_length=1)]


class Tombstone(Part):
    """What is left of a withdrawn record: a class of reason."""

    noun: Literal["tombstone"] = "tombstone"
    reason: ReasonClass


class MergeNotice(Part):
    """Where a merged record went."""

    noun: Literal["merge"] = "merge"
    into: Identifier


class ErasureNotice(Part):
    """That bodies were erased: of a whole record, or of the versions that held certain passages."""

    noun: Literal["erasure"] = "erasure"
    reason: ReasonClass
    passages: tuple[int, ...] = ()
