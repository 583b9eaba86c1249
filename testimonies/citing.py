"""What is cited, built from public documents: the Django end of testimonies.citations."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.addresses import address, version_address_of
from testimonies.ark import Ark
from testimonies.citations import Cited, Entry, Original, When, coins
from testimonies.documents import (
    ClaimDocument,
    FigureDocument,
    PassageDocument,
    PeriodDocument,
    ReferenceDocument,
    SourceDocument,
    TestimonyDocument,
    title_of,
)
from testimonies.ledger import Published
from testimonies.vocabulary import PassageStanding, Reach, SourceKind

# Of a source that a record refers to in more places than these, the whole is cited.
MOST_PLACES = 3
Join = Callable[[Iterable[str]], dict[str, Published]]


class PassageError(ValueError):
    """The passage cannot be cited; the message says why, `removed` whether it once could be."""

    def __init__(self, message: str, removed: bool = False) -> None:
        self.removed = removed
        super().__init__(message)


def ark_of(identifier: str, version: int | None = None, passage: int | None = None) -> str:
    """The ARK of a record, of a version of it, of a passage in that."""
    return str(Ark(settings.ARK_NAAN, identifier, version, passage))


def cited(
    published: Published,
    site: str,
    passage: int | None = None,
    document: Any = None,
    upto: int | None = None,
    accessed: date | None = None,
    known: Mapping[str, Published] | None = None,
) -> Cited:
    """What a citation of this version says, with absolute addresses below `site` ("https://archive.example").

    `document` is given when less of the version may be read than it held; `upto` joins witness and sources as
    they stood at that ledger number, else as they are now; a page of many citations hands over what it has of
    these as `known`, so that none is asked for. Raises PassageError for a passage that is not there, and
    ValueError for a record that is gone.
    """
    document = document or published.document
    if document is None:
        raise ValueError(f"{published.identifier} is not public and cannot be cited.")
    held = _passage(published, document, passage) if passage is not None else None
    join: Join = _known_among(known) if known is not None else partial(_joined, upto=upto)
    path = address(published.identifier, published.noun, getattr(document, "kind", None), published.version)
    return Cited(
        identifier=published.identifier,
        noun=published.noun,
        version=published.version,
        title=title_of(document),
        who=_who(document, join),
        archive=settings.ARCHIVE_NAME,
        day=date.fromisoformat(published.day),
        address=site.rstrip("/") + path + (f"#p{passage}" if passage else ""),
        ark=ark_of(published.identifier, published.version, passage),
        ledger=published.number,
        sha256=published.sha256,
        passage=passage,
        retracted=held is not None and held.standing == PassageStanding.RETRACTED,
        accessed=accessed,
        language=getattr(document, "language", "en") if isinstance(document, TestimonyDocument) else "en",
        originals=_originals(published, document, held, join),
    )


def coins_of(entries: Iterable[Entry]) -> list[str]:
    """The COinS of the entries of a list."""
    return [coins(entry, settings.ARCHIVE_NAME) for entry in entries]


def entries(listed: Iterable[Published], site: str) -> list[Entry]:
    """Public records as entries of a list, with absolute addresses below `site`."""
    return [_entry(item, item.document, site) for item in listed if item.document is not None]


def _entry(item: Published, document: Any, site: str) -> Entry:
    return Entry(
        identifier=item.identifier,
        noun=item.noun,
        version=item.version,
        day=date.fromisoformat(item.day),
        title=title_of(document),
        address=site.rstrip("/") + version_address_of(item),
        ark=ark_of(item.identifier, item.version),
        language=document.language if isinstance(document, TestimonyDocument) else "en",
    )


def _passage(published: Published, document: Any, number: int) -> PassageDocument:
    if not isinstance(document, TestimonyDocument):
        words = _("%(identifier)s has no numbered passages: cite the whole record.")
        raise PassageError(words % {"identifier": published.identifier})
    held = {passage.number: passage for passage in document.passages}
    if number not in held:
        words = _("Version %(version)s of %(identifier)s has no passage %(asked)s: there are %(known)s.")
        known = ", ".join(map(str, held))
        told = {"version": published.version, "identifier": published.identifier}
        raise PassageError(words % (told | {"asked": number, "known": known}))
    if held[number].standing == PassageStanding.REMOVED:
        words = _("Passage %(number)s of %(identifier)s was removed; its number remains.")
        raise PassageError(words % {"number": number, "identifier": published.identifier}, True)
    return held[number]


def _who(document: Any, join: Join) -> str | None:
    match document:
        case TestimonyDocument() if document.witness:
            witness = join([document.witness]).get(document.witness)
            return witness.document.public_name if witness and witness.document else None
        case ClaimDocument():
            return document.attributed_to or None
        case FigureDocument():
            return document.credit
    return None


def _originals(
    published: Published, document: Any, held: PassageDocument | None, join: Join
) -> tuple[Original, ...]:
    if isinstance(document, SourceDocument):
        return (_original(published.identifier, document, ""),)
    places = _places(_references(document, held))
    sources = join(places)
    return tuple(_resolved(key, sources.get(key), where) for key, where in places.items())


def _references(document: Any, held: PassageDocument | None) -> Iterable[ReferenceDocument]:
    if held is not None:
        return held.references
    match document:
        case TestimonyDocument():
            return [reference for passage in document.passages for reference in passage.references]
        case ClaimDocument():
            return document.references
    return ()


def _places(references: Iterable[ReferenceDocument]) -> dict[str, str]:
    """Source -> its places, in the order of first mention."""
    found: dict[str, list[str]] = {}
    for reference in references:
        places = found.setdefault(reference.source, [])
        if reference.locator and reference.locator not in places:
            places.append(reference.locator)
    return {key: ", ".join(places) if len(places) <= MOST_PLACES else "" for key, places in found.items()}


def _joined(identifiers: Iterable[str], upto: int | None) -> dict[str, Published]:
    """Records by the identifier asked for, followed to where they were merged."""
    wanted = list(identifiers)
    found = ledger.many(wanted) if upto is None else ledger.as_of(upto).many(wanted)
    merged = ledger.many(published.into for published in found.values() if published.into)
    return {key: merged.get(item.into or "", item) for key, item in found.items()}


def _known_among(known: Mapping[str, Published]) -> Join:
    """Records from those at hand, followed to where they were merged."""

    def join(identifiers: Iterable[str]) -> dict[str, Published]:
        found = {key: known[key] for key in identifiers if key in known}
        return {key: known.get(item.into or "", item) for key, item in found.items()}

    return join


def _resolved(identifier: str, source: Published | None, locator: str) -> Original:
    if source is None or source.document is None:
        return Original(f"source {identifier}, withdrawn", SourceKind.UNRESOLVED, identifier=identifier)
    return _original(source.identifier, source.document, locator)


def _original(identifier: str, source: SourceDocument, locator: str) -> Original:
    return Original(
        title=source.title,
        kind=source.kind,
        authors=tuple(source.author.split(";")) if source.author else (),
        organisation=source.organisation,
        publisher=source.publisher,
        when=_when(source.date),
        designation=source.designation,
        locator=locator,
        url=source.url,
        unresolved=source.kind == SourceKind.UNRESOLVED or source.reach == Reach.UNRESOLVED,
        identifier=identifier,
    )


def _when(period: PeriodDocument | None) -> When | None:
    return When.of(period.text, period.edtf) if period else None
