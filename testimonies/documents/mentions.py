"""Which records a document refers to, and how."""

from collections.abc import Iterator

from testimonies.documents.reading import Document
from testimonies.documents.schema import (
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    EntityDocument,
    NameDocument,
    ReferenceDocument,
    SourceDocument,
    TestimonyDocument,
    TopicDocument,
    WitnessDocument,
)

Pair = tuple[str, str]


def mentions(document: Document) -> frozenset[Pair]:
    """Pairs of relation and identifier: ("camp", "kwalliso-18"), ("source", "S-0042")."""
    return frozenset((relation, target) for relation, target in _pairs(document) if target)


def _pairs(document: Document) -> Iterator[tuple[str, str | None]]:
    match document:
        case TestimonyDocument():
            yield from _of_testimony(document)
        case ClaimDocument():
            yield from _of_claim(document)
        case SourceDocument():
            yield from (("derives_from", target) for target in document.derives_from)
        case WitnessDocument() | EntityDocument():
            yield from _of_names(document.names)
            if isinstance(document, EntityDocument):
                yield from (("figure", target) for target in document.figures)
        case TopicDocument():
            yield "broader", document.broader
        case DisagreementDocument():
            yield from _of_disagreement(document)
        case CollectionDocument():
            yield from (("item", item.record) for item in document.items)


def _of_testimony(document: TestimonyDocument) -> Iterator[tuple[str, str | None]]:
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


def _of_claim(document: ClaimDocument) -> Iterator[tuple[str, str | None]]:
    yield "subject", document.subject
    yield "object", document.object
    yield "answers", document.answers
    yield from (("object", target) for target in document.alternatives)
    yield from (("covers", target) for target in document.covers)
    yield from (("link", link.target) for link in document.links)
    yield from _of_references(document.references)


def _of_disagreement(document: DisagreementDocument) -> Iterator[tuple[str, str | None]]:
    yield from (("about", target) for target in document.subjects)
    for side in document.sides:
        yield from (("side", target) for target in side.claims)
        yield from (("side", pointer.testimony) for pointer in side.passages)


def _of_references(references: tuple[ReferenceDocument, ...]) -> Iterator[tuple[str, str | None]]:
    yield from (("source", reference.source) for reference in references)


def _of_names(names: tuple[NameDocument, ...]) -> Iterator[tuple[str, str | None]]:
    yield from (("source", name.source) for name in names)
