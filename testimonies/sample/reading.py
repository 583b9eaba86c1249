"""What the files of the sample say, in the order in which records can refer to each other."""

import tomllib
from pathlib import Path
from typing import Any

from testimonies.vocabulary import Noun

Row = dict[str, Any]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "sample"
FIGURES = FOLDER.parent / "figures"

# A record refers only to kinds that stand before its own, or to records above it in its own file.
ORDER = {
    Noun.SOURCE: "sources",
    Noun.TOPIC: "topics",
    Noun.FIGURE: "figures",
    Noun.ENTITY: "entities",
    Noun.WITNESS: "witnesses",
    Noun.TESTIMONY: "testimonies",
    Noun.CLAIM: "claims",
}


def read(noun: Noun) -> list[Row]:
    """The rows of one kind, as written. Raises tomllib.TOMLDecodeError for a file that is not TOML."""
    text = (FOLDER / f"{ORDER[noun]}.toml").read_text(encoding="utf-8")
    rows: list[Row] = tomllib.loads(text)[noun.value]
    return rows


def key_of(row: Row) -> str:
    """The name by which other rows refer to this one: its slug, or a key that exists in these files only."""
    return str(row["slug"] if "slug" in row else row["key"])
