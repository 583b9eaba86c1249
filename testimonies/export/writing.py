"""The bag's payload: documents, versions, ledger, media, vocabularies and the readable copy."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from testimonies import ledger
from testimonies.documents import canonical
from testimonies.export import static_copy
from testimonies.export.bag import Bag
from testimonies.export.library import Library, document, place
from testimonies.views.vocabularies import FORMS, SCHEMES
from testimonies.vocabulary import Noun

ATTEMPTS = 3


class ExportRefused(Exception):
    """Nothing was written; the message says why and what to do."""


def export(directory: Path, site: str, say: Callable[[str], None]) -> Bag:
    """Write the archive as a bag into a directory that is empty or not there yet.

    Addresses in the vocabularies stand below `site` ("https://archive.example"). Everything in a bag is
    of one head of the ledger: when a record is published, withdrawn or erased meanwhile, it is begun anew.
    Raises ExportRefused.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise ExportRefused(f"{directory} is not empty: name a new or an empty directory.")
    partial = directory.with_name(f"{directory.name}.partial")
    if partial.exists():
        raise ExportRefused(f"{partial} is there, of an export that runs or was stopped: remove it first.")
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        bag = _settled(partial, site, say)
        partial.replace(directory)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return bag


def _settled(directory: Path, site: str, say: Callable[[str], None]) -> Bag:
    for _attempt in range(ATTEMPTS):
        library = Library()
        bag = _bag(directory, site, library)
        if ledger.head().number == library.head.number:
            return bag
        say("The ledger moved on meanwhile: once more.")
        shutil.rmtree(directory)
    raise ExportRefused("The ledger moved on each time: export when less is being published.")


def _bag(directory: Path, site: str, library: Library) -> Bag:
    bag = Bag(directory)
    for item in library.records.values():
        bag.add(f"documents/{place(item)}.json", canonical(document(item)))
    for version, held in library.versions():
        bag.add(f"versions/{place(version)}/v{version.version}.json", canonical(held))
    rows = (json.dumps(row, sort_keys=True, separators=(",", ":")) for row in ledger.public_columns())
    bag.add("ledger.jsonl", "".join(f"{row}\n" for row in rows))
    _media(bag, library)
    for name, scheme in SCHEMES.items():
        for form, (_type, write) in FORMS.items():
            bag.add(f"vocabularies/{name}.{form}", write(scheme(site)))
    for path, text in static_copy.pages(library):
        bag.add(f"html/{path}", text)
    bag.add("README.txt", _readme(library, site))
    bag.close(_info(library, site))
    return bag


def _readme(library: Library, site: str) -> str:
    house = {"archive_name": settings.ARCHIVE_NAME, "site": site, "head": library.head}
    return render_to_string("export/readme.txt", house)


def _media(bag: Bag, library: Library) -> None:
    names = {document(item).media: item.identifier for item in library.of(Noun.FIGURE)}
    for name, identifier in names.items():
        path = Path(settings.MEDIA_ROOT) / "figures" / name
        if not path.is_file():
            raise ExportRefused(f"The file of {identifier} is missing: restore it, or withdraw the figure.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != name.partition(".")[0]:
            raise ExportRefused(f"The file of {identifier} is not the one that was published: restore it.")
        bag.add(f"media/{name}", data)


def _info(library: Library, site: str) -> list[tuple[str, str]]:
    return [
        ("Source-Organization", settings.ARCHIVE_NAME),
        ("Contact-Email", settings.CONTACT_EMAIL),
        ("External-Description", f"All {len(library.records)} public records of {settings.ARCHIVE_NAME}"),
        ("External-Identifier", site),
        ("Bagging-Date", datetime.now(UTC).date().isoformat()),
        ("Ledger-Head", f"{library.head.number}:{library.head.sha256}"),
    ]
