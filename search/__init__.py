"""The finding: from words to records. Owns no data. `find` is the one door.

The names below are loaded when first asked for: Django imports this package before its models are ready.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.catalogue import find
    from search.request import Hit, SearchPage, SearchRequest
    from search.shelf import SearchUnavailable
    from search.syntax import QueryError

_HOME = {
    "find": "search.catalogue",
    "Hit": "search.request",
    "QueryError": "search.syntax",
    "SearchPage": "search.request",
    "SearchRequest": "search.request",
    "SearchUnavailable": "search.shelf",
}

__all__ = ["Hit", "QueryError", "SearchPage", "SearchRequest", "SearchUnavailable", "find"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'search' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)
