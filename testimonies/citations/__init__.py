"""Citations: one version of a record, pinned to its passage, its sources named, in every style. No Django."""

from testimonies.citations import csl_styles
from testimonies.citations.bibtex import bibtex
from testimonies.citations.cited import Cited, Original, When
from testimonies.citations.csl_styles import SettingError
from testimonies.citations.embedded import Entry, coins, meta
from testimonies.citations.exports import csl, plain, ris
from testimonies.citations.schema_org import schema_org
from testimonies.citations.styles import LABELS, STYLES, StyleError, cite, cite_in_text, cite_runs, nearest

__all__ = [
    "LABELS",
    "STYLES",
    "Cited",
    "Entry",
    "Original",
    "SettingError",
    "StyleError",
    "When",
    "bibtex",
    "cite",
    "cite_in_text",
    "cite_runs",
    "coins",
    "csl",
    "csl_styles",
    "meta",
    "nearest",
    "plain",
    "ris",
    "schema_org",
]
