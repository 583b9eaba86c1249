"""What the database itself refuses, said once and rendered for SQLite and PostgreSQL.

Who owns the database can drop these; SECURITY.md says so, and verify_ledger reports missing ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

LEDGER, EVENT, HEAD, RECORD = (
    "testimonies_ledgerrow",
    "testimonies_event",
    "testimonies_head",
    "testimonies_record",
)
TABLES = (LEDGER, EVENT, HEAD, RECORD, "testimonies_passage", "testimonies_reference", "testimonies_claim")
PASSAGE, REFERENCE = "testimonies_passage", "testimonies_reference"

_LAST_PUBLISHED = (
    f"coalesce((SELECT max(event_id) FROM {LEDGER} WHERE record_id = NEW.record_id AND kind = 'published'), 0)"
)
_WINDOW = f"e.record_id = NEW.record_id AND e.id > {_LAST_PUBLISHED} AND e.id < NEW.event_id"
_FITS = " OR ".join(
    f"(NEW.kind = '{kind}' AND e.action = '{action}')"
    for kind, action in (
        ("published", "approve"),
        ("withdrawn", "withdraw"),
        ("merged", "merge"),
        ("erased", "erase"),
    )
)


@dataclass(frozen=True)
class Guard:
    """A refusal: on `operation` of `table`, when `condition` holds, with `message`."""

    name: str
    table: str
    operation: str
    condition: str
    message: str


GUARDS = (
    Guard("ledger_delete", LEDGER, "DELETE", "1=1", "ledger rows are never deleted"),
    Guard(
        "ledger_update",
        LEDGER,
        "UPDATE OF number, record_id, noun, identifier, version, kind, at, actor_id, event_id, schema, erases,"
        " digest, previous, sha256",
        "1=1",
        "ledger rows never change",
    ),
    Guard(
        "ledger_erase",
        LEDGER,
        "UPDATE OF body, salt",
        "NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NOT EXISTS ("
        f"SELECT 1 FROM {LEDGER} x WHERE x.record_id = OLD.record_id AND x.kind = 'erased'"
        " AND x.number > OLD.number AND x.erases LIKE '%,' || OLD.number || ',%')",
        "a body is only ever erased, and only after a row that names it",
    ),
    Guard(
        "ledger_chain",
        LEDGER,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {HEAD} h WHERE h.number = NEW.number - 1 AND h.sha256 = NEW.previous)",
        "a ledger row follows the head",
    ),
    Guard(
        "ledger_fresh",
        LEDGER,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {LEDGER} x WHERE x.number = NEW.number OR x.event_id = NEW.event_id"
        " OR (x.identifier = NEW.identifier AND x.record_id <> NEW.record_id)"
        " OR (x.identifier <> NEW.identifier AND x.record_id = NEW.record_id)"
        " OR (x.identifier = NEW.identifier AND x.kind = 'published' AND NEW.kind = 'published'"
        " AND x.version >= NEW.version))",
        "number, event, identifier and version of a ledger row are its own",
    ),
    Guard(
        "ledger_whole",
        LEDGER,
        "INSERT",
        "NEW.body IS NULL OR NEW.salt IS NULL OR length(NEW.salt) <> 64",
        "a ledger row is born with its body and salt",
    ),
    Guard(
        "ledger_event",
        LEDGER,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {EVENT} e WHERE e.id = NEW.event_id AND e.record_id = NEW.record_id"
        f" AND e.actor_id = NEW.actor_id AND e.digest = NEW.digest AND ({_FITS}))",
        "a ledger row fits its event",
    ),
    Guard(
        "ledger_two_people",
        LEDGER,
        "INSERT",
        f"NEW.kind = 'published' AND EXISTS (SELECT 1 FROM {EVENT} e WHERE {_WINDOW}"
        " AND e.actor_id = NEW.actor_id AND e.action IN ('edit', 'submit'))",
        "who edited or submitted may not approve",
    ),
    Guard(
        "ledger_reviewed",
        LEDGER,
        "INSERT",
        f"NEW.kind = 'published' AND NEW.digest <> coalesce((SELECT e.digest FROM {EVENT} e"
        f" WHERE {_WINDOW} AND e.action = 'submit' ORDER BY e.id DESC LIMIT 1), '')",
        "this is not the content that was submitted",
    ),
    Guard("event_update", EVENT, "UPDATE", "1=1", "events never change"),
    Guard("event_delete", EVENT, "DELETE", "1=1", "events are never deleted"),
    Guard(
        "event_fresh",
        EVENT,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {EVENT} e WHERE e.id = NEW.id)",
        "an event is written once",
    ),
    Guard(
        "event_references",
        EVENT,
        "INSERT",
        "NEW.action IN ('submit', 'approve') AND EXISTS (SELECT 1 FROM testimonies_passage p"
        " WHERE p.testimony_id = NEW.record_id AND p.standing <> 'removed'"
        " AND NOT EXISTS (SELECT 1 FROM testimonies_reference r WHERE r.passage_id = p.id))",
        "a passage needs a reference",
    ),
    Guard(
        "event_claim_reference",
        EVENT,
        "INSERT",
        "NEW.action IN ('submit', 'approve') AND EXISTS (SELECT 1 FROM testimonies_claim c"
        " WHERE c.record_id = NEW.record_id"
        " AND NOT EXISTS (SELECT 1 FROM testimonies_reference r WHERE r.claim_id = c.record_id))",
        "a claim needs a reference",
    ),
    Guard("head_delete", HEAD, "DELETE", "1=1", "the head is never deleted"),
    Guard("head_insert", HEAD, "INSERT", f"EXISTS (SELECT 1 FROM {HEAD})", "there is one head"),
    Guard(
        "head_update",
        HEAD,
        "UPDATE",
        f"NOT EXISTS (SELECT 1 FROM {LEDGER} x WHERE x.number = NEW.number AND x.sha256 = NEW.sha256"
        f" AND x.number = (SELECT max(number) FROM {LEDGER}))",
        "the head stands at the last ledger row",
    ),
    Guard(
        "record_identifier",
        RECORD,
        "UPDATE OF identifier",
        "OLD.identifier IS NOT NULL AND coalesce(NEW.identifier, '') <> OLD.identifier",
        "an identifier is given once",
    ),
)
FOLLOW = "ledger_head_follows"
TRUNCATE = "ledger_never_truncated"
LOCK = "event_locks_record"


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
    with connection.cursor() as cursor:
        cursor.execute(_HEAD_ROW)
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def has_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables that the guards stand on exist yet."""
    return set(TABLES) <= set(connection.introspection.table_names())


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard that is there."""
    present = _present(connection)
    with connection.cursor() as cursor:
        for name in sorted(present & _names(connection.vendor)):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the guards that are not installed."""
    return _names(connection.vendor) - _present(connection)


_HEAD_ROW = (
    f"INSERT INTO {HEAD} (id, number, sha256) SELECT 1, coalesce(max(number), 0),"
    f" coalesce((SELECT sha256 FROM {LEDGER} ORDER BY number DESC LIMIT 1), '{'0' * 64}') FROM {LEDGER}"
    f" HAVING NOT EXISTS (SELECT 1 FROM {HEAD})"
)


def _names(vendor: str) -> set[str]:
    own = {guard.name for guard in GUARDS} | {FOLLOW}
    return own if vendor == "sqlite" else own | {TRUNCATE, LOCK}


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def _statements(vendor: str) -> Iterator[str]:
    yield from _sqlite() if vendor == "sqlite" else _postgresql()


def _sqlite() -> Iterator[str]:
    for guard in GUARDS:
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON {guard.table}"
            f" WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        )
    yield (
        f"CREATE TRIGGER {FOLLOW} AFTER INSERT ON {LEDGER} BEGIN"
        f" UPDATE {HEAD} SET number = NEW.number, sha256 = NEW.sha256; END"
    )


_FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$"
    " BEGIN {body} END $$"
)
_RAISE = "RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def _postgresql() -> Iterator[str]:
    for guard in GUARDS:
        refuse = _RAISE.format(message=guard.message)
        result = "OLD" if guard.operation == "DELETE" else "NEW"
        condition = guard.condition
        yield _FUNCTION.format(
            name=guard.name, body=f"IF {condition} THEN {refuse} END IF; RETURN {result};"
        )
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON {guard.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
        )
    yield from _postgresql_only()


def _postgresql_only() -> Iterator[str]:
    follow = f"UPDATE {HEAD} SET number = NEW.number, sha256 = NEW.sha256; RETURN NULL;"
    yield _FUNCTION.format(name=FOLLOW, body=follow)
    yield f"CREATE TRIGGER {FOLLOW} AFTER INSERT ON {LEDGER} FOR EACH ROW EXECUTE FUNCTION {FOLLOW}()"
    # Django's foreign keys are deferred there: without this lock an approval would not wait for an edit.
    lock = f"PERFORM 1 FROM {RECORD} WHERE id = NEW.record_id FOR UPDATE; RETURN NEW;"
    yield _FUNCTION.format(name=LOCK, body=lock)
    yield f"CREATE TRIGGER {LOCK} BEFORE INSERT ON {EVENT} FOR EACH ROW EXECUTE FUNCTION {LOCK}()"
    yield _FUNCTION.format(name=TRUNCATE, body=_RAISE.format(message="the ledger is never truncated"))
    for table in (LEDGER, EVENT, HEAD):
        yield (
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {TRUNCATE}()"
        )
