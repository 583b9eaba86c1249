"""Columns of JSON without json_valid: the SQLite of Debian 12 does not count it as harmless.

With trusted_schema off, which keeps a foreign database file from running functions of ours, it would then
refuse every table that has such a column. The library that writes the column writes JSON.
"""

from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as Stock


class DatabaseWrapper(Stock):
    """SQLite, without the check on columns of JSON."""

    data_type_check_constraints: Any = {
        kind: check for kind, check in Stock.data_type_check_constraints.items() if kind != "JSONField"
    }
