"""The guards as statements of SQLite and of PostgreSQL."""

from collections.abc import Iterator

from testimonies.guards.rules import EVENT, GUARDS, HEAD, LEDGER, RECORD, Guard

FOLLOW = "ledger_head_follows"
TRUNCATE = "ledger_never_truncated"
LOCK = "event_locks_record"

HEAD_ROW = (
    f"INSERT INTO {HEAD} (id, number, sha256) SELECT 1, coalesce(max(number), 0),"
    f" coalesce((SELECT sha256 FROM {LEDGER} ORDER BY number DESC LIMIT 1), '{'0' * 64}') FROM {LEDGER}"
    f" HAVING NOT EXISTS (SELECT 1 FROM {HEAD})"
)


def names(vendor: str) -> set[str]:
    """Names of all that is to be installed on a database of this vendor."""
    own = {guard.name for guard in GUARDS} | {FOLLOW}
    return own if vendor == "sqlite" else own | {TRUNCATE, LOCK}


def trigger(guard: Guard) -> str:
    """One guard as a statement of SQLite."""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.operation} ON {guard.table}"
        f" WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )


def sqlite() -> dict[str, str]:
    """Name and statement of every trigger on SQLite, which keeps the statement word for word."""
    triggers = {guard.name: trigger(guard) for guard in GUARDS}
    follow = f"UPDATE {HEAD} SET number = NEW.number, sha256 = NEW.sha256"
    return triggers | {FOLLOW: f"CREATE TRIGGER {FOLLOW} AFTER INSERT ON {LEDGER} BEGIN {follow}; END"}


_FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public"
    " SET datestyle = 'ISO' AS $$"
    " BEGIN {body} END $$"
)
_RAISE = "RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def postgresql() -> Iterator[str]:
    """The statements that install every guard on PostgreSQL."""
    for guard in GUARDS:
        refuse = _RAISE.format(message=guard.message)
        result = "OLD" if guard.operation == "DELETE" else "NEW"
        condition = guard.condition
        yield _FUNCTION.format(name=guard.name, body=f"IF {condition} THEN {refuse} END IF; RETURN {result};")
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
