"""What the files of the sample say: rows of every kind of record, from all files together."""

import tomllib
from pathlib import Path
from typing import Any

from testimonies.vocabulary import Noun

Row = dict[str, Any]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "sample"
FIGURES = FOLDER.parent / "figures"

# Kinds in the order in which they are published where nothing refers to anything, and their plurals.
ORDER = {
    Noun.SOURCE: "sources",
    Noun.TOPIC: "topics",
    Noun.FIGURE: "figures",
    Noun.ENTITY: "entities",
    Noun.WITNESS: "witnesses",
    Noun.TESTIMONY: "testimonies",
    Noun.CLAIM: "claims",
    Noun.DISAGREEMENT: "disagreements",
    Noun.COLLECTION: "collections",
}


class WrongFile(ValueError):
    """A file of the sample says something that cannot be meant; the message says which and what."""


def read_all() -> dict[Noun, list[Row]]:
    """The rows of every kind, as written, in the order of the files and within each from the top.

    A file that bears the name of a kind stands before those that add to it. Raises WrongFile for a folder
    without files or a table that is no kind of record, and tomllib.TOMLDecodeError for what is not TOML.
    """
    found: dict[Noun, list[Row]] = {noun: [] for noun in ORDER}
    files = sorted(FOLDER.glob("*.toml"), key=lambda path: ("-" in path.stem, path.stem))
    if not files:
        raise WrongFile("The folder of the sample has no files.")
    for path in files:
        for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name not in Noun.values:
                raise WrongFile(f"{path.name}: “{name}” is no kind of record.")
            found[Noun(name)] += rows
    return found


def read(noun: Noun) -> list[Row]:
    """The rows of one kind. Raises what read_all raises."""
    return read_all()[noun]


def key_of(row: Row) -> str:
    """The name by which other rows refer to this one: its slug, or a key that exists in these files only."""
    return str(row["slug"] if "slug" in row else row["key"])
