"""One public record described for other catalogues, before any format.

Other records are named by their ARK, and topics and entities by their permanent short name too, never by a
label: so a description changes only when the record does, and its datestamp is true. The name of a witness
stands in the record of that witness alone.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from testimonies.addresses import address_of
from testimonies.citing import ark_of
from testimonies.documents import (
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    EntityDocument,
    FigureDocument,
    PassageDocument,
    PeriodDocument,
    SourceDocument,
    TestimonyDocument,
    TopicDocument,
    WitnessDocument,
    mentions,
    title_of,
)
from testimonies.ledger import Published
from testimonies.vocabulary import Noun, PassageStanding

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Relations to what a record is about; the others are to what it rests on or leads to.
_ABOUT = frozenset({"topic", "camp", "zone", "subject", "about"})


@dataclass(frozen=True)
class Named:
    """Another record: its permanent short name in words ("forced labour"), and its ARK as an address."""

    words: str
    ark: str


@dataclass(frozen=True)
class Note:
    """A piece of text with what it is: "passage 3", "content note"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Told:
    """What only one kind of record tells."""

    abstract: str = ""
    notes: tuple[Note, ...] = ()
    other_titles: tuple[tuple[str, str], ...] = ()  # text, language
    creators: tuple[str, ...] = ()
    language: str = "en"
    periods: tuple[PeriodDocument, ...] = ()
    rights: str = LICENCE
    still_image: bool = False


@dataclass(frozen=True)
class Description:
    """A public record for a catalogue: addresses are absolute, `day` is that of the version."""

    title: str
    genre: str
    address: str
    ark: str
    version: int
    day: str
    ledger: str
    publisher: str
    told: Told
    about: list[Named] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)


def describe(published: Published, site: str) -> Description:
    """The description of a public record, with addresses below `site` ("https://archive.example").

    Raises ValueError for a record that is gone.
    """
    document = published.document
    if document is None:
        raise ValueError(f"{published.identifier} is not public and cannot be described.")
    pairs = sorted(mentions(document))
    about = dict.fromkeys(target for relation, target in pairs if relation in _ABOUT)
    others = dict.fromkeys(target for _relation, target in pairs if target not in about)
    return Description(
        title=title_of(document),
        genre=str(Noun(published.noun).label),
        address=site + address_of(published),
        ark=ark_of(published.identifier),
        version=published.version,
        day=published.day,
        ledger=f"Ledger {published.number}, SHA-256 {published.sha256}",
        publisher=settings.ARCHIVE_NAME,
        told=_told(document),
        about=[Named(target.replace("-", " "), f"{site}/{ark_of(target)}") for target in about],
        relations=[f"{site}/{ark_of(target)}" for target in others],
    )


def _told(document: Any) -> Told:
    match document:
        case TestimonyDocument():
            return _of_testimony(document)
        case ClaimDocument():
            return _of_claim(document)
        case SourceDocument():
            return _of_source(document)
        case FigureDocument():
            return Told(
                document.caption or document.alt,
                creators=(document.credit,),
                rights=document.rights,
                still_image=True,
            )
        case DisagreementDocument():
            answers = tuple(Note("answer", side.answer) for side in document.sides)
            return Told(document.note, (Note("status", str(document.status.label)), *answers))
    return _of_authority(document)


def _of_authority(document: Any) -> Told:
    match document:
        case EntityDocument():
            korean = ((document.heading_ko, "ko"),) if document.heading_ko else ()
            return Told(document.about, other_titles=korean + _names(document))
        case WitnessDocument():
            return Told(document.about, other_titles=_names(document))
        case TopicDocument():
            korean = ((document.label_ko, "ko"),) if document.label_ko else ()
            return Told(document.scope_note, other_titles=korean)
        case CollectionDocument():
            return Told(document.introduction)
    raise TypeError(f"{type(document).__name__} cannot be described yet")


def _names(document: EntityDocument | WitnessDocument) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((name.text, name.language) for name in document.names))


def _of_testimony(document: TestimonyDocument) -> Told:
    notes = [Note("content note", document.content_note)] if document.content_note else []
    notes += [note for passage in document.passages for note in _of_passage(passage)]
    stays = (stay.period for stay in document.stays if stay.standing == PassageStanding.STANDS)
    periods = [period for period in (*stays, document.given) if period is not None]
    return Told(document.about, tuple(notes), language=document.language, periods=tuple(periods))


def _of_passage(passage: PassageDocument) -> list[Note]:
    """A content note comes before its passage; a removed passage is not told, a retracted one says so."""
    if passage.standing == PassageStanding.REMOVED:
        return []
    announced = [Note("content note", passage.content_note)] if passage.content_note else []
    word = "retracted passage" if passage.standing == PassageStanding.RETRACTED else "passage"
    return [*announced, Note(f"{word} {passage.number}", passage.text)]


def _of_claim(document: ClaimDocument) -> Told:
    facts = [Note("kind", str(document.kind.label)), Note("method", str(document.method.label))]
    if document.attributed_to:
        facts.append(Note("attributed to", document.attributed_to))
    if document.limits:
        facts.append(Note("limits", document.limits))
    periods = (document.as_of,) if document.as_of else ()
    return Told(document.statement, tuple(facts), periods=periods)


def _of_source(document: SourceDocument) -> Told:
    authors = [name.strip() for name in document.author.split(";")] if document.author else []
    creators = tuple(filter(None, (*authors, document.organisation)))
    notes = tuple(Note("designation", text) for text in (document.designation,) if text)
    periods = (document.date,) if document.date else ()
    return Told(document.note, notes, creators=creators, language=document.language, periods=periods)
