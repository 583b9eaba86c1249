"""One change at random to a ledger whose guards are off: a byte, a row, an order, a tail."""

from collections import Counter

from django.db import DatabaseError, connection, transaction

from testimonies import guards, ledger
from testimonies.models import Event, LedgerRow
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_testimony, make_user, publish

TABLE = "testimonies_ledgerrow"


def build():
    """A ledger with every kind of row; returns its head as a citation would have kept it."""
    source, author, approver = (
        make_source(title="북창 atlas"),
        make_user("contributor"),
        make_user("moderator"),
    )
    for record in (source, source, make_camp(), make_source(), make_source(), make_testimony(source=source)):
        publish(record, author, approver)
    custodian = make_user(is_superuser=True)
    rows = LedgerRow.objects.order_by("-number")
    testimony, merged, gone = (row.record for row in rows[:3])
    perform(Action.WITHDRAW, gone, custodian, note="For a test.")
    perform(Action.MERGE, merged, custodian, note="For a test.", into=source)
    publish(testimony, author, approver)
    perform(Action.ERASE, testimony, custodian, passage=1)
    publish(testimony, author, approver)
    return ledger.head().number, ledger.head().sha256


def _execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _rewrite_head():
    _execute(
        "UPDATE testimonies_head SET (number, sha256) ="
        f" (SELECT number, sha256 FROM {TABLE} ORDER BY number DESC LIMIT 1)"
    )


def change_a_byte(random, last):
    """Any byte of any column becomes any other, invalid UTF-8 included."""
    names = [field.column for field in LedgerRow._meta.concrete_fields]
    column, number = random.choice(names), random.randint(1, last)
    [(held,)] = _execute(f"SELECT CAST({column} AS BLOB) FROM {TABLE} WHERE number = {number}")
    if not held:
        return None
    place = random.randrange(len(held))
    other = random.choice([value for value in range(256) if value != held[place]])
    changed = held[:place] + bytes([other]) + held[place + 1 :]
    _execute(f"UPDATE {TABLE} SET {column} = CAST(%s AS TEXT) WHERE number = {number}", changed)
    return f"byte of {column}"


def lose_a_row(random, last):
    _execute(f"DELETE FROM {TABLE} WHERE number = {random.randint(1, last)}")
    return "row removed"


def swap_two_rows(random, last):
    one, other = random.sample(range(1, last + 1), 2)
    for before, after in ((one, 10**6), (other, one), (10**6, other)):
        _execute(f"UPDATE {TABLE} SET number = {after} WHERE number = {before}")
    return "rows swapped"


def append_a_row(random, last):
    """A row that fits the chain and the head, its hashes right, but that no two people stand behind."""
    old = LedgerRow.objects.filter(kind="published", body__isnull=False).order_by("?").first()
    event = Event.objects.create(
        record=old.record, actor=old.actor, action="approve", digest=old.digest, at=ledger.now()
    )
    end = ledger.head()
    new = LedgerRow(
        **LedgerRow.objects.filter(pk=old.pk).values()[0]
        | {
            "number": end.number + 1,
            "version": 99,
            "previous": end.sha256,
            "event_id": event.pk,
            "at": event.at,
        }
    )
    new.sha256 = ledger.row_hash(new)
    new.save(force_insert=True)
    _rewrite_head()
    return "row appended"


def cut_the_tail(random, last):
    _execute(f"DELETE FROM {TABLE} WHERE number > {random.randint(0, last - 1)}")
    _rewrite_head()
    if not LedgerRow.objects.exists():
        _execute("UPDATE testimonies_head SET number = 0, sha256 = %s", "0" * 64)
    return "tail cut, head moved back"


def blank_a_body(random, last):
    number = random.randint(1, last)
    column = random.choice(["body = NULL", "salt = NULL", "body = NULL, salt = NULL", "body = ''"])
    if _execute(f"SELECT 1 FROM {TABLE} WHERE number = {number} AND body IS NULL"):
        return None
    _execute(f"UPDATE {TABLE} SET {column} WHERE number = {number}")
    return "body or salt blanked"


def write_a_row_anew(random, last):
    """Another text under a digest and hashes made to fit, as far as the chain goes."""
    row = LedgerRow.objects.filter(pk=random.randint(1, last)).first()
    if row.body is None:
        return None
    row.body = '{"noun":"tombstone","reason":"error"} '
    row.digest = ledger.digest_of(row.salt, row.body)
    row.sha256 = ledger.row_hash(row)
    row.save()
    return "row written anew"


MANNERS = [change_a_byte] * 12 + [
    lose_a_row,
    swap_two_rows,
    append_a_row,
    cut_the_tail,
    blank_a_body,
    write_a_row_anew,
]


def mutate(random, times, check):
    """Make `times` mutations one by one, each undone after `check`; returns those found and those missed.

    `check` is given the head kept outside and answers with findings. Changes that the database refuses by its
    own constraints are counted as neither.
    """
    head = build()
    guards.drop(connection)
    found, missed = Counter(), Counter()
    while found.total() + missed.total() < times:
        point = transaction.savepoint()
        try:
            manner = random.choice(MANNERS)(random, head[0])
        except DatabaseError:
            manner = None
        if manner:
            findings = [line for line in check(head) if not line.startswith("guard missing")]
            (found if findings else missed)[manner] += 1
        transaction.savepoint_rollback(point)
    return found, missed
