"""What the database itself refuses, installed after every migrate, on SQLite and PostgreSQL.

Who owns the database can drop these; SECURITY.md says so, and verify_ledger reports missing ones.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from testimonies.guards import rendering
from testimonies.guards.rules import GUARDS, REVIEWED, TABLES, TWO_PEOPLE, Guard

__all__ = [
    "GUARDS",
    "Guard",
    "after_migrate",
    "before_migrate",
    "broken_by",
    "drop",
    "has_tables",
    "install",
    "missing",
]


def before_migrate(using: str = "default", **kwargs: Any) -> None:
    """Take the guards off for a migration, which could not alter the tables under them."""
    drop(connections[using])


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Put the guards back, all of them, whatever the migration did to the tables."""
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """Install every guard and make sure the head's one row exists; does nothing before the tables exist."""
    if not has_tables(connection):
        return
    drop(connection)
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(rendering.HEAD_ROW)
        for statement in rendering.sqlite().values() if sqlite else rendering.postgresql():
            cursor.execute(statement)


def has_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables that the guards stand on exist yet."""
    return set(TABLES) <= set(connection.introspection.table_names())


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard that is there."""
    present = set(_present(connection))
    with connection.cursor() as cursor:
        for name in sorted(present & rendering.names(connection.vendor)):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the guards that are not installed; on SQLite also those whose text is another."""
    present = _present(connection)
    if connection.vendor != "sqlite":
        return rendering.names(connection.vendor) - set(present)
    return {name for name, text in rendering.sqlite().items() if present.get(name) != text}


def broken_by(connection: BaseDatabaseWrapper) -> list[tuple[int, str]]:
    """Ledger rows that break the rule of two people although they stand there: number and message.

    Finds what was published while the guards were off.
    """
    found: list[tuple[int, str]] = []
    with connection.cursor() as cursor:
        for guard in (TWO_PEOPLE, REVIEWED):
            cursor.execute(f"SELECT NEW.number FROM {guard.table} NEW WHERE {guard.condition}")
            found += [(number, guard.message) for (number,) in cursor.fetchall()]
    return sorted(found)


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT p.proname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())
