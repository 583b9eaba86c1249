"""What the vault's database itself refuses: acts never change, and what is sealed stays with its row."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from testimonies.guards.rendering import trigger
from testimonies.guards.rules import Guard
from testimonies.vault.router import ALIAS

SEALING, ACT = "vault_sealing", "vault_act"

GUARDS = (
    Guard("vault_act_update", ACT, "UPDATE", "1=1", "acts never change"),
    Guard("vault_act_delete", ACT, "DELETE", "1=1", "acts are never deleted"),
    Guard(
        "vault_sealing_update",
        SEALING,
        "UPDATE OF token, protection, at",
        "1=1",
        "a sealing keeps its tokens and its time",
    ),
    Guard(
        "vault_sealing_rotate",
        SEALING,
        "UPDATE OF ciphertext, recipient",
        f"NEW.recipient = OLD.recipient OR NOT EXISTS (SELECT 1 FROM {ACT} a"
        " WHERE a.deed = 'rotate' AND a.reason = NEW.recipient AND a.at >= OLD.at)",
        "a ciphertext changes only by a rotation to another key",
    ),
    Guard(
        "vault_sealing_delete",
        SEALING,
        "DELETE",
        f"NOT EXISTS (SELECT 1 FROM {ACT} a WHERE a.deed = 'forget' AND a.protection = OLD.protection"
        " AND a.at >= OLD.at)",
        "a sealing is deleted only after an act that says so",
    ),
)


def before_migrate(using: str = ALIAS, **kwargs: Any) -> None:
    """Take the guards off for a migration of the vault's database; of another there are none."""
    if using == ALIAS:
        drop(connections[using])


def after_migrate(using: str = ALIAS, **kwargs: Any) -> None:
    """Put the guards back on the vault's database, whatever the migration did to its tables."""
    connection = connections[using]
    if using != ALIAS or not has_tables(connection):
        return
    drop(connection)
    with connection.cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(trigger(guard))


def has_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether this is the database of the vault, and migrated."""
    return {SEALING, ACT} <= set(connection.introspection.table_names())


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard that is there."""
    with connection.cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the guards that are not installed word for word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = dict(cursor.fetchall())
    return {guard.name for guard in GUARDS if present.get(guard.name) != trigger(guard)}
