"""A citation as JSON-LD in the words of schema.org: a record's version, and the sources it summarises."""

from typing import Any

from testimonies.citations.cited import Cited, Original
from testimonies.citations.embedded import LICENCE
from testimonies.citations.exports import remarks
from testimonies.citations.originals import authors_of

_TYPES = {
    "claim": "Claim",
    "topic": "DefinedTerm",
    "figure": "ImageObject",
    "disagreement": "Question",
    "collection": "Collection",
}
_SOURCES = {
    "book": "Book",
    "news": "NewsArticle",
    "website": "WebPage",
    "ngo_report": "Report",
    "un_report": "Report",
}


def schema_org(cited: Cited) -> dict[str, Any]:
    """The record as one node. Who speaks is a contributor: the archive wrote the summary.

    Names are single strings, so Korean ones keep order and hyphen.
    """
    archive = {"@type": "Organization", "name": cited.archive}
    return _kept(
        {
            "@context": "https://schema.org",
            "@type": _TYPES.get(cited.noun, "CreativeWork"),
            "@id": cited.address,
            "url": cited.address,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "ARK", "value": cited.ark},
                {"@type": "PropertyValue", "propertyID": "identifier", "value": cited.identifier},
                {"@type": "PropertyValue", "propertyID": "ledger", "value": f"{cited.ledger}:{cited.sha256}"},
            ],
            "name": cited.title,
            "abstract": " ".join([cited.genre + ".", *remarks(cited)[:-1]]),
            "version": str(cited.version),
            "position": cited.pin("para."),
            "datePublished": cited.day.isoformat(),
            "inLanguage": cited.language,
            "author": archive,
            "publisher": archive,
            "contributor": {"@type": "Thing", "name": cited.who} if cited.who else None,
            "license": LICENCE if cited.noun != "figure" else None,
            "isBasedOn": [_original(original) for original in cited.originals],
        }
    )


def _original(original: Original) -> dict[str, Any]:
    when = original.when
    return _kept(
        {
            "@type": _SOURCES.get(original.kind, "CreativeWork"),
            "name": original.title,
            "author": [_named(original, author.direct) for author in authors_of(original)],
            "publisher": {"@type": "Organization", "name": original.publisher}
            if original.publisher
            else None,
            "datePublished": str(when.year or when.text) if when else None,
            "isbn": original.isbn,
            "identifier": original.symbol,
            "pagination": original.locator,
            "url": original.url,
        }
    )


def _named(original: Original, name: str) -> dict[str, str]:
    return {"@type": "Person" if original.authors else "Organization", "name": name}


def _kept(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value}
