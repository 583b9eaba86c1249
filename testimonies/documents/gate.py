"""THE gate: builds the public document of a working record. Nothing else is public."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from testimonies.documents.reading import Document
from testimonies.documents.schema import (
    CampFacts,
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    EntityDocument,
    FigureDocument,
    ItemDocument,
    LinkDocument,
    NameDocument,
    PassageDocument,
    PassagePointer,
    PeriodDocument,
    PositionDocument,
    ReferenceDocument,
    RetractionDocument,
    SideDocument,
    SourceDocument,
    StayDocument,
    TestimonyDocument,
    TopicDocument,
    WitnessDocument,
)
from testimonies.documents.soundness import unsound
from testimonies.models import (
    Camp,
    Claim,
    Collection,
    Disagreement,
    Entity,
    Figure,
    Name,
    Passage,
    Record,
    Side,
    Source,
    Stay,
    Testimony,
    Topic,
    Witness,
)
from testimonies.precision import told, told_place
from testimonies.vocabulary import Naming, Noun, PassageStanding


class NotPublishable(ValueError):
    """The record cannot become a public document yet; `problems` says what is missing, a line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(self.problems))


def from_record(record: Record) -> Document:
    """The public document of a working record as it stands now.

    Raises NotPublishable when something required is missing or it contradicts itself. Whether the records it
    refers to are public is asked by the ledger, at submission and at approval.
    """
    whole = record.whole()
    problems = unsound(whole)
    if problems:
        raise NotPublishable(problems)
    try:
        return _BUILDERS[Noun(whole.noun)](whole)
    except ValidationError as error:
        raise NotPublishable(_line(item) for item in error.errors()) from error


def _line(item: Any) -> str:
    place = ".".join(str(part) for part in item["loc"])
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def _id(record: Record | None) -> str | None:
    if record is None:
        return None
    if not record.identifier:
        raise NotPublishable([f"“{record}” is not published: publish it first, or take the reference out"])
    return record.identifier


def _ids(records: Any) -> tuple[str, ...]:
    """The identifiers of a relation, sorted, read without the records themselves."""
    found = records.values_list("identifier", flat=True)
    if None in found:
        return tuple(sorted(str(_id(record)) for record in records.all()))  # raises, with a name
    return tuple(sorted(found))


def _identifiers(*keys: int | None) -> dict[int | None, str | None]:
    """Identifiers by the primary keys of any records, in one query; None stays None."""
    asked = {key for key in keys if key is not None}
    if not asked:
        return {None: None}
    found: dict[int | None, str | None] = dict(
        Record.objects.filter(pk__in=asked).values_list("pk", "identifier")
    )
    for key in sorted(key for key in asked if not found[key]):
        _id(Record.objects.get(pk=key).whole())  # raises, with a name
    return found | {None: None}


def _period(row: Any, name: str) -> PeriodDocument | None:
    if not getattr(row, name):
        return None
    return PeriodDocument(
        text=getattr(row, name),
        edtf=getattr(row, f"{name}_edtf"),
        earliest=getattr(row, f"{name}_earliest"),
        latest=getattr(row, f"{name}_latest"),
    )


def _number(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = format(value.quantize(Decimal("0.01")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _degrees(value: Decimal) -> str:
    return format(value, "f")


def _places(rows: Any) -> list[tuple[int, str]]:
    """The source's key and the locator of each reference."""
    return list(rows.order_by("pk").values_list("source_id", "locator"))


def _references(places: list[tuple[int, str]], known: Mapping[Any, Any]) -> tuple[ReferenceDocument, ...]:
    return tuple(ReferenceDocument(source=str(known[source]), locator=locator) for source, locator in places)


def _name(row: Name, source: str | None) -> NameDocument:
    return NameDocument(
        text=row.text, language=row.language, script=row.script, system=row.system, source=source
    )


def _names(record: Record) -> tuple[NameDocument, ...]:
    rows = list(record.names.order_by("pk"))
    known = _identifiers(*(row.source_id for row in rows))
    return tuple(_name(row, known[row.source_id]) for row in rows)


def _passage(row: Passage) -> PassageDocument:
    if row.standing == PassageStanding.REMOVED:
        return PassageDocument(number=row.number, text="", basis=None, standing=PassageStanding.REMOVED)
    places = _places(row.references)
    return PassageDocument(
        number=row.number,
        text=row.text,
        basis=row.basis,
        standing=row.standing,
        content_note=row.content_note,
        topics=_ids(row.topics),
        references=_references(places, _identifiers(*(source for source, _locator in places))),
        retraction=_retraction(row),
    )


def _retraction(row: Passage) -> RetractionDocument | None:
    if row.standing != PassageStanding.RETRACTED:
        return None
    return RetractionDocument(
        by=row.retracted_by,
        when=_period(row, "retracted"),
        why=row.retracted_why,
        source=str(_id(row.retraction_source)),
    )


def _stay(row: Stay) -> StayDocument:
    return StayDocument(
        camp=str(_id(told_place(row))),
        zone=None if row.public_place else _id(row.zone),
        role=row.role,
        period=_period(row, told(row, "period")),
        standing=row.standing,
        note=row.note,
    )


def _testimony(row: Testimony) -> TestimonyDocument:
    linked = row.witness if row.witness and not row.witness.unlinked else None
    return TestimonyDocument(
        change=row.change,
        title=row.title,
        language=row.language,
        about=row.about,
        witness=_id(linked),
        given=_period(row, told(row, "given")),
        medium=row.medium,
        interviewer=row.interviewer,
        content_note=row.content_note,
        topics=_ids(row.topics),
        stays=tuple(
            _stay(stay) for stay in row.stays.select_related("camp", "zone", "public_place").order_by("pk")
        ),
        passages=tuple(_passage(passage) for passage in row.passages.order_by("number")),
        figures=_ids(row.figures),
    )


def _claim(row: Claim) -> ClaimDocument:
    links = list(row.links.order_by("pk").values_list("relation", "target_id"))
    places = _places(row.references)
    named = [target for _relation, target in links] + [source for source, _locator in places]
    known = _identifiers(row.subject_id, row.object_id, row.answers_id, *named)
    return ClaimDocument(
        change=row.change,
        heading=row.heading,
        statement=row.statement,
        subject=str(known[row.subject_id]),
        property=row.property,
        kind=row.kind,
        method=row.method,
        attributed_to=row.attributed_to,
        value=row.value,
        low=_number(row.low),
        high=_number(row.high),
        unit=row.unit,
        metric=row.metric or None,
        object=known[row.object_id],
        as_of=_period(row, "as_of"),
        answers=known[row.answers_id],
        reason=row.reason,
        hedge=row.hedge or None,
        limits=row.limits,
        flags=tuple(row.flags.split()),
        alternatives=_ids(row.alternatives),
        covers=_ids(row.covers),
        links=tuple(LinkDocument(relation=name, target=str(known[target])) for name, target in links),
        references=_references(places, known),
    )


def _source(row: Source) -> SourceDocument:
    return SourceDocument(
        change=row.change,
        kind=row.kind,
        title=row.title,
        author=row.author,
        organisation=row.organisation,
        publisher=row.publisher,
        date=_period(row, "date"),
        designation=row.designation,
        pages=row.pages,
        url=row.url,
        archive_url=row.archive_url,
        language=row.language,
        reach=row.reach,
        derives_from=_ids(row.derives_from),
        flags=tuple(row.flags.split()),
        note=row.note,
    )


def _witness(row: Witness) -> WitnessDocument:
    if row.unlinked:
        raise NotPublishable(["an unlinked witness has no public page: submit only the testimony"])
    if row.naming == Naming.ANONYMOUS and row.names.exists():
        raise NotPublishable(["a witness who is not named has no names: remove them"])
    return WitnessDocument(
        change=row.change, naming=row.naming, public_name=row.public_name, about=row.about, names=_names(row)
    )


def _entity(row: Entity) -> EntityDocument:
    return EntityDocument(
        change=row.change,
        kind=row.kind,
        slug=row.slug,
        heading=row.heading,
        heading_ko=row.heading_ko,
        about=row.about,
        names=_names(row),
        camp=CampFacts(number=row.number, facility_type=row.facility_type) if isinstance(row, Camp) else None,
        position=_position(row),
        figures=_ids(row.figures),
    )


def _position(row: Entity) -> PositionDocument | None:
    if row.latitude is None or row.longitude is None:
        return None
    return PositionDocument(
        latitude=_degrees(row.latitude), longitude=_degrees(row.longitude), of=row.position_of
    )


def _topic(row: Topic) -> TopicDocument:
    return TopicDocument(
        change=row.change,
        slug=row.slug,
        label_en=row.label_en,
        label_ko=row.label_ko,
        broader=_id(row.broader),
        scope_note=row.scope_note,
        sensitivity=row.sensitivity,
    )


def _figure(row: Figure) -> FigureDocument:
    return FigureDocument(
        change=row.change,
        title=row.title,
        alt=row.alt,
        caption=row.caption,
        credit=row.credit,
        rights=row.rights,
        media=str(row.image.name).rsplit("/", 1)[-1],
        width=row.width,
        height=row.height,
    )


def _disagreement(row: Disagreement) -> DisagreementDocument:
    return DisagreementDocument(
        change=row.change,
        question=row.question,
        subjects=_ids(row.subjects),
        status=row.status,
        note=row.note,
        sides=tuple(_side(side) for side in row.sides.order_by("pk")),
    )


def _side(row: Side) -> SideDocument:
    passages = row.passages.select_related("testimony").order_by("testimony", "number")
    return SideDocument(
        answer=row.answer,
        claims=_ids(row.claims),
        passages=tuple(
            PassagePointer(testimony=str(_id(passage.testimony)), passage=passage.number)
            for passage in passages
        ),
    )


def _collection(row: Collection) -> CollectionDocument:
    items = row.items.select_related("item").order_by("pk")
    return CollectionDocument(
        change=row.change,
        slug=row.slug,
        title=row.title,
        introduction=row.introduction,
        items=tuple(
            ItemDocument(record=str(_id(item.item)), version=item.version, note=item.note) for item in items
        ),
    )


_BUILDERS: dict[Noun, Callable[[Any], Document]] = {
    Noun.TESTIMONY: _testimony,
    Noun.CLAIM: _claim,
    Noun.SOURCE: _source,
    Noun.WITNESS: _witness,
    Noun.ENTITY: _entity,
    Noun.TOPIC: _topic,
    Noun.FIGURE: _figure,
    Noun.DISAGREEMENT: _disagreement,
    Noun.COLLECTION: _collection,
}
