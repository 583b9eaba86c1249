"""The sample archive: drawn from two published articles, loaded through the workflow like any record."""

from testimonies.sample.loading import Counts, load
from testimonies.sample.matching import Matches
from testimonies.sample.people import USERNAMES
from testimonies.sample.reading import FOLDER, ORDER, WrongFile, key_of, read, read_all

__all__ = [
    "FOLDER",
    "ORDER",
    "USERNAMES",
    "Counts",
    "Matches",
    "WrongFile",
    "key_of",
    "load",
    "read",
    "read_all",
]
