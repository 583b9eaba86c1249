"""Deployment checks that are ours; run by `manage.py check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from testimonies import guards


def guards_in_place(
    *, app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """A warning for every database whose ledger guards are not all installed.

    Not an error, for then migrate, the cure, would refuse to run.
    """
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        missing = guards.missing(connection) if guards.has_tables(connection) else set()
        if missing:
            text = f"Ledger guards are missing: {', '.join(sorted(missing))}."
            found.append(
                Warning(text, hint="Run manage.py migrate, which reinstalls them.", id="archive.W001")
            )
    return found


def register_all() -> None:
    """Register the checks with Django."""
    register(Tags.database)(guards_in_place)
