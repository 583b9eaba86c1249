"""The records a page refers to, with their labels: as they are now, or as they stood at a ledger number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.addresses import address_of, in_language
from testimonies.documents import (
    SourceDocument,
    TestimonyDocument,
    korean_title_of,
    mentions,
    title_of,
)
from testimonies.ledger import Published
from testimonies.vocabulary import SourceKind

SHORT = 44


@dataclass(frozen=True)
class Label:
    """How a page names another record: words, their language, where they lead, and whether it is gone.

    `whole` is the full title where the words are short for it.
    """

    text: str
    url: str
    language: str = "en"
    gone: bool = False
    whole: str = ""


def content(published: Published) -> Any:
    """The document of a record that is known to be public."""
    return published.document


def by_noun(found: list[Published]) -> dict[str, list[Published]]:
    """Records by their kind, for a template: {"testimony": [...], "claim": [...]}."""
    groups: dict[str, list[Published]] = defaultdict(list)
    for item in found:
        groups[item.noun].append(item)
    return dict(groups)


class Shelf:
    """Published records by identifier."""

    def __init__(self, found: dict[str, Published]) -> None:
        self.found = found

    @classmethod
    def of(cls, documents: Iterable[Any], also: Iterable[str] = (), upto: int | None = None) -> "Shelf":
        """Everything the documents refer to, and `also`. Two queries, three when something was merged."""
        wanted = {target for document in documents for _relation, target in mentions(document)} | set(also)
        found = ledger.many(wanted) if upto is None else ledger.as_of(upto).many(wanted)
        merged = {published.into for published in found.values() if published.into} - set(found)
        return cls(found | ledger.many(sorted(merged)))

    def __or__(self, other: "Shelf") -> "Shelf":
        """Both shelves as one; where both hold a record, the other's."""
        return Shelf(self.found | other.found)

    def get(self, identifier: str | None) -> Published | None:
        """A record, followed to where it was merged; None when it is not on the shelf."""
        published = self.found.get(identifier or "")
        if published and published.into:
            return self.found.get(published.into, published)
        return published

    def document(self, identifier: str | None) -> Any:
        """The public document of a record; None when it is gone."""
        published = self.get(identifier)
        return published.document if published else None

    def documents(self, identifiers: Iterable[str]) -> list[Published]:
        """Those of the records that are public."""
        found = (self.get(identifier) for identifier in identifiers)
        return [published for published in found if published and published.document is not None]

    def label(self, identifier: str) -> Label:
        """How to name a record; one that is gone is named by its identifier alone."""
        published = self.get(identifier)
        if published is None:
            return Label(identifier, "", gone=True)
        return label_of(published)


def label_of(published: Published) -> Label:
    """How to name a published record: in the reader's language where it has a name there."""
    url = in_language(address_of(published))
    language = get_language() or "en"
    if published.document is None:
        words = _("%(identifier)s, withdrawn") % {"identifier": published.identifier}
        return Label(words, url, language, gone=True)
    if language == "ko" and (own := korean_title_of(published.document)):
        return Label(own, url, language)
    match published.document:
        case TestimonyDocument() as document:
            return Label(document.title, url, document.language)
        case SourceDocument() as document:
            return Label(short_title(document, published.identifier), url, whole=document.title)
    return Label(title_of(published.document), url)


def short_title(source: SourceDocument, identifier: str) -> str:
    """A source in a few words, as margins name it: "Harden 2012", "A/HRC/25/63"; else by its identifier."""
    year = f" {source.date.earliest.year}" if source.date and source.date.earliest else ""
    if source.author:
        return _surnames(source.author) + year
    if source.kind == SourceKind.UN_REPORT and source.designation:
        return source.designation
    if source.kind == SourceKind.ENCYCLOPEDIA and source.publisher:
        return f"{source.publisher}, “{source.title}”"
    for words in (source.organisation, source.title):
        if words and len(words) <= SHORT:
            return words + year
    return identifier


def _surnames(author: str) -> str:
    names = [name.split(",")[0].strip() for name in author.split(";") if name.strip()]
    if len(names) > 2:
        return _("%(first)s and others") % {"first": names[0]}
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return "".join(names)
