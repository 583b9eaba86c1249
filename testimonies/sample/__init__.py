"""The sample archive: drawn from two published articles, loaded through the workflow like any record."""

from testimonies.sample.loading import Counts, load
from testimonies.sample.people import USERNAMES
from testimonies.sample.reading import FOLDER, ORDER, read

__all__ = ["FOLDER", "ORDER", "USERNAMES", "Counts", "load", "read"]
