"""Which text of a public document is searched: its title and its pieces. Index and snippets both ask here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from testimonies.documents import (
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    Document,
    EntityDocument,
    FigureDocument,
    PeriodDocument,
    SourceDocument,
    TestimonyDocument,
    TopicDocument,
    WitnessDocument,
)
from testimonies.vocabulary import Noun, PassageStanding


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `passage` is the number of the passage it is, None outside of testimonies.

    `note` is what announces it, where it is painful.
    """

    text: str
    passage: int | None = None
    note: str = ""


def pieces_of(document: Document) -> list[Piece]:
    """The text of a record besides its title, in reading order."""
    return [piece for piece in dict.fromkeys(_PIECES[Noun(document.noun)](document)) if piece.text]


def periods_of(document: Document) -> tuple[PeriodDocument, ...]:
    """When what the record tells of happened: of its stays, or the as-of date of a claim.

    The date of a source is when it was written, not when something happened: it has none here.
    """
    if isinstance(document, TestimonyDocument):
        return tuple(stay.period for stay in standing_stays(document) if stay.period)
    if isinstance(document, ClaimDocument) and document.as_of:
        return (document.as_of,)
    return ()


def standing_stays(document: TestimonyDocument) -> list[Any]:
    """The stays that were not removed."""
    return [stay for stay in document.stays if stay.standing != PassageStanding.REMOVED]


def _testimony(document: TestimonyDocument) -> list[Piece]:
    passages = [Piece(passage.text, passage.number, passage.content_note) for passage in document.passages]
    return [*passages, Piece(document.about)]


def _claim(document: ClaimDocument) -> list[Piece]:
    return [Piece(document.statement), Piece(document.value), Piece(document.attributed_to)]


def _source(document: SourceDocument) -> list[Piece]:
    by = ", ".join(filter(None, (document.author, document.organisation, document.publisher)))
    return [Piece(by), Piece(document.designation), Piece(document.note)]


def _named(document: WitnessDocument | EntityDocument) -> list[Piece]:
    names = [Piece(name.text) for name in document.names]
    korean = [Piece(document.heading_ko)] if isinstance(document, EntityDocument) else []
    return [Piece(document.about), *korean, *names]


def _topic(document: TopicDocument) -> list[Piece]:
    return [Piece(document.scope_note), Piece(document.label_ko)]


def _figure(document: FigureDocument) -> list[Piece]:
    return [Piece(document.caption), Piece(document.alt), Piece(document.credit)]


def _disagreement(document: DisagreementDocument) -> list[Piece]:
    return [*(Piece(side.answer) for side in document.sides), Piece(document.note)]


def _collection(document: CollectionDocument) -> list[Piece]:
    return [Piece(document.introduction), *(Piece(item.note) for item in document.items)]


_PIECES: dict[Noun, Callable[[Any], list[Piece]]] = {
    Noun.TESTIMONY: _testimony,
    Noun.CLAIM: _claim,
    Noun.SOURCE: _source,
    Noun.WITNESS: _named,
    Noun.ENTITY: _named,
    Noun.TOPIC: _topic,
    Noun.FIGURE: _figure,
    Noun.DISAGREEMENT: _disagreement,
    Noun.COLLECTION: _collection,
}
