"""A citation inside a page, for programs that read pages: <meta> of a record's head, COinS of a list.

Zotero's "Embedded Metadata" reads Dublin Core, PRISM and Highwire names; it takes `z:itemType` before it
guesses from `citation_title` that everything is an article of a journal.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from testimonies.citations.cited import Cited, genre_of
from testimonies.citations.exports import remarks, version_and_pin
from testimonies.citations.names import split_name
from testimonies.citations.text import clean, sentences

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# The same kind of item as CSL-JSON gives.
ITEM_TYPE = "document"


def meta(cited: Cited) -> list[tuple[str, str]]:
    """Names and contents of the <meta> elements of a version's page, in order; a name may come again.

    The witness of an account, where the public has a name, is its author here, for that is who readers look
    for; the description says first that the text is the archive's summary.
    """
    found = [*_dublin_core(cited), *_prism(cited), *_highwire(cited), ("z:itemType", ITEM_TYPE)]
    return [(name, content) for name, content in found if content]


def _dublin_core(cited: Cited) -> list[tuple[str, str]]:
    told = sentences(cited.genre, version_and_pin(cited), *remarks(cited))
    named = f"{cited.identifier}, version {cited.version}"
    return [
        ("DC.title", cited.title),
        ("DC.creator", cited.archive),
        ("DC.contributor", _speaker(cited)),
        ("DC.publisher", cited.archive),
        ("DC.date", cited.day.isoformat()),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        *(("DC.identifier", value) for value in (cited.ark, cited.address, named)),
        ("DC.language", cited.language),
        ("DC.description", told),
        ("DC.rights", LICENCE if cited.noun != "figure" else ""),
        ("DCTERMS.issued", cited.day.isoformat()),
    ]


def _prism(cited: Cited) -> list[tuple[str, str]]:
    return [
        ("prism.publicationDate", cited.day.isoformat()),
        ("prism.versionIdentifier", str(cited.version)),
        ("prism.url", cited.address),
    ]


def _highwire(cited: Cited) -> list[tuple[str, str]]:
    return [
        ("citation_title", cited.title),
        ("citation_author", _speaker(cited)),
        ("citation_publication_date", cited.day.strftime("%Y/%m/%d")),
        ("citation_publisher", cited.archive),
        ("citation_public_url", cited.address),
        ("citation_language", cited.language),
    ]


def _speaker(cited: Cited) -> str:
    """The public name of an account's witness, divided as readers of <meta> divide it: "Kang, Chol-hwan"."""
    return split_name(cited.who) if cited.noun == "testimony" and cited.who else ""


@dataclass(frozen=True)
class Entry:
    """An entry of a list: a record at a version. `address` is absolute, and that of the version."""

    identifier: str
    noun: str
    version: int
    day: date
    title: str
    address: str
    ark: str
    language: str = "en"


def coins(entry: Entry, archive: str) -> str:
    """The entry as the title of a COinS span: an OpenURL ContextObject in the format of Dublin Core.

    The archive stands in `aucorp`, which the format lacks and its readers know: it alone keeps the name of an
    organisation whole.
    """
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", ITEM_TYPE),
        ("rft.title", clean(entry.title)),
        ("rft.aucorp", archive),
        ("rft.publisher", archive),
        ("rft.date", entry.day.isoformat()),
        ("rft.language", entry.language),
        ("rft.description", f"{genre_of(entry.noun)} {entry.identifier}, version {entry.version}"),
        ("rft.identifier", entry.address),
        ("rft.identifier", entry.ark),
    ]
    return urlencode(pairs)
