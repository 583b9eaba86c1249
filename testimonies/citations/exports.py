"""A citation for other programs: RIS, CSL-JSON and plain text. BibTeX stands in a file of its own."""

from typing import Any

from testimonies.citations.chicago import note, originals_sentence
from testimonies.citations.cited import Cited, Original
from testimonies.citations.names import read_author
from testimonies.citations.originals import authors_of
from testimonies.citations.text import stopped, upright


def remarks(cited: Cited) -> tuple[str, ...]:
    """What no field of a reference manager holds: the sources, and the ledger row to verify against."""
    sources = upright(originals_sentence(cited, most=None))
    return (*((stopped(sources),) if sources else ()), f"Ledger {cited.ledger}:{cited.sha256}")


def version_and_pin(cited: Cited) -> str:
    """Version 3, para. 4."""
    pin = cited.pin("para.")
    return f"Version {cited.version}" + (f", {pin}" if pin else "")


def ris(cited: Cited) -> str:
    """One RIS record, lines ending in CRLF, as the format's description asks."""
    lines = [("TY", "ELEC"), ("ID", cited.key), ("TI", cited.title), ("AU", cited.archive)]
    lines += [("PY", str(cited.day.year)), ("DA", cited.day.strftime("%Y/%m/%d")), ("PB", cited.archive)]
    lines += [("M3", cited.genre), ("ET", version_and_pin(cited)), ("AN", cited.identifier)]
    lines += [("CN", cited.ark), ("LA", cited.language), ("UR", cited.address)]
    lines += [("N1", remark) for remark in remarks(cited)]
    if cited.accessed:
        lines.append(("Y2", cited.accessed.strftime("%Y/%m/%d")))
    written = [f"{tag}  - {value}" for tag, value in lines if value]
    return "".join(f"{line}\r\n" for line in (*written, "ER  - "))


def csl(cited: Cited) -> dict[str, Any]:
    """One CSL-JSON item. The archive wrote the summary, so it is the author, and the type is no interview."""
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "document",
        "title": cited.title,
        "author": [{"literal": cited.archive}],
        "issued": {"date-parts": [[cited.day.year, cited.day.month, cited.day.day]]},
        "genre": cited.genre,
        "number": cited.identifier,
        "version": str(cited.version),
        "section": cited.pin("para."),
        "publisher": cited.archive,
        "archive": cited.archive,
        "archive_location": cited.ark,
        "language": cited.language,
        "URL": cited.address,
        "note": " ".join(remarks(cited)),
    }
    if cited.accessed:
        day = cited.accessed
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    if len(cited.originals) == 1:
        item |= _original(cited.originals[0])
    return {name: value for name, value in item.items() if value}


def _original(original: Original) -> dict[str, Any]:
    when = original.when
    return {
        "original-title": original.title,
        "original-publisher": original.publisher,
        "original-author": [_csl_name(original, at) for at in range(len(authors_of(original)))],
        "original-date": _csl_date(when.text, when.year, when.month, when.day) if when else None,
    }


def _csl_name(original: Original, at: int) -> dict[str, str]:
    # Hyphenated Korean given names are mangled by CSL processors unless the name is literal.
    author = read_author(original.authors[at]) if original.authors else authors_of(original)[at]
    if not author.given:
        return {"literal": author.family}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: value for name, value in parts.items() if value}


def _csl_date(text: str, year: int | None, month: int | None, day: int | None) -> dict[str, Any]:
    parts = [part for part in (year, month, day) if part]
    return {"date-parts": [parts]} if parts else {"literal": text}


def plain(cited: Cited) -> str:
    """The citation for someone who keeps text files: a note, and each fact on a line of its own."""
    facts = [
        ("Title", cited.title),
        ("Record", f"{cited.identifier}, {cited.genre}"),
        ("Version", f"{cited.version}, published {cited.day.isoformat()}"),
        ("Passage", cited.pin("para.")),
        ("Address", cited.address),
        ("ARK", cited.ark),
        ("Ledger", f"{cited.ledger}:{cited.sha256}"),
    ]
    lines = [f"{name}: {value}" for name, value in facts if value]
    return "\n".join([upright(note(cited)), "", *lines, ""])
