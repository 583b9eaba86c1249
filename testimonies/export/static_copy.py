"""Every record as a plain page that can be read from the file system: no script, relative links alone."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from testimonies.differences import contents, place_in_words
from testimonies.documents import PassageDocument
from testimonies.export.library import Library, Link, document
from testimonies.ledger import Published
from testimonies.vocabulary import Noun

UP = "../"  # a page lies one folder below html/
# Said by the page itself.
_SAID = {"title", "heading", "label_en", "public_name", "question", "media", "width", "height"}


def pages(library: Library) -> Iterator[tuple[str, str]]:
    """Path below html/ and text of every file of the copy: index, style, and a page a record."""
    groups = [
        (noun, [(item.identifier, library.link(item.identifier)) for item in library.of(noun)])
        for noun in Noun
    ]
    house = {"archive_name": settings.ARCHIVE_NAME, "head": library.head}
    yield "index.html", render_to_string("export/index.html", house | {"groups": groups})
    yield "style.css", render_to_string("export/style.css")
    for item in library.records.values():
        path = library.link(item.identifier).path
        yield path, render_to_string("export/record.html", house | _context(item, library))


def _context(item: Published, library: Library) -> dict[str, Any]:
    held = document(item)
    told = contents(held, library.labels)
    return {
        "item": item,
        "up": UP,
        "document": held,
        "title": library.labels[item.identifier],
        "noun": Noun(item.noun).label,
        "language": getattr(held, "language", "en") if item.noun == Noun.TESTIMONY else "en",
        "facts": [
            (place_in_words(place), text)
            for place, text in told.items()
            if place[0] is None and text and place[1] not in _SAID
        ],
        "passages": [_passage(passage, library) for passage in getattr(held, "passages", ())],
        "leads_to": library.leads_to(item),
        "named_by": library.named_by(item),
    }


def _passage(passage: PassageDocument, library: Library) -> dict[str, Any]:
    sources: list[tuple[Link, str]] = [
        (library.link(reference.source), reference.locator) for reference in passage.references
    ]
    taken_back = passage.retraction
    return {
        "passage": passage,
        "sources": sources,
        "retracted_in": library.link(taken_back.source) if taken_back else None,
    }
