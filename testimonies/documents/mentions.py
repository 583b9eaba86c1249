"""Which records a document refers to, and how."""

from collections.abc import Callable, Iterator
from typing import Any

from testimonies.documents.reading import Document
from testimonies.documents.schema import (
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    EntityDocument,
    FigureDocument,
    NameDocument,
    ReferenceDocument,
    SourceDocument,
    TestimonyDocument,
    TopicDocument,
    WitnessDocument,
)
from testimonies.vocabulary import Noun

Pair = tuple[str, str]
Pairs = Iterator[tuple[str, str | None]]


def mentions(document: Document) -> frozenset[Pair]:
    """Pairs of relation and identifier: ("camp", "kwalliso-18"), ("source", "S-0042")."""
    pairs = _OF[Noun(document.noun)](document)
    return frozenset((relation, target) for relation, target in pairs if target)


def _of_testimony(document: TestimonyDocument) -> Pairs:
    yield "witness", document.witness
    yield from (("topic", target) for target in document.topics)
    yield from (("figure", target) for target in document.figures)
    for stay in document.stays:
        yield "camp", stay.camp
        yield "zone", stay.zone
    for passage in document.passages:
        yield from (("topic", target) for target in passage.topics)
        yield from _of_references(passage.references)
        if passage.retraction:
            yield "source", passage.retraction.source


def _of_claim(document: ClaimDocument) -> Pairs:
    yield "subject", document.subject
    yield "object", document.object
    yield "answers", document.answers
    yield from (("object", target) for target in document.alternatives)
    yield from (("covers", target) for target in document.covers)
    yield from (("link", link.target) for link in document.links)
    yield from _of_references(document.references)


def _of_disagreement(document: DisagreementDocument) -> Pairs:
    yield from (("about", target) for target in document.subjects)
    for side in document.sides:
        yield from (("side", target) for target in side.claims)
        yield from (("side", pointer.testimony) for pointer in side.passages)


def _of_entity(document: EntityDocument) -> Pairs:
    yield from _of_names(document.names)
    yield from (("figure", target) for target in document.figures)


def _of_references(references: tuple[ReferenceDocument, ...]) -> Pairs:
    yield from (("source", reference.source) for reference in references)


def _of_names(names: tuple[NameDocument, ...]) -> Pairs:
    yield from (("source", name.source) for name in names)


def _of_source(document: SourceDocument) -> Pairs:
    yield from (("derives_from", target) for target in document.derives_from)


def _of_witness(document: WitnessDocument) -> Pairs:
    yield from _of_names(document.names)


def _of_topic(document: TopicDocument) -> Pairs:
    yield "broader", document.broader


def _of_collection(document: CollectionDocument) -> Pairs:
    yield from (("item", item.record) for item in document.items)


def _of_figure(document: FigureDocument) -> Pairs:
    yield from ()


_OF: dict[Noun, Callable[[Any], Pairs]] = {
    Noun.TESTIMONY: _of_testimony,
    Noun.CLAIM: _of_claim,
    Noun.SOURCE: _of_source,
    Noun.WITNESS: _of_witness,
    Noun.ENTITY: _of_entity,
    Noun.TOPIC: _of_topic,
    Noun.FIGURE: _of_figure,
    Noun.DISAGREEMENT: _of_disagreement,
    Noun.COLLECTION: _of_collection,
}
