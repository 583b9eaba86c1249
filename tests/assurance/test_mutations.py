"""Whoever owns the file can change the ledger; nobody can change it unnoticed."""

import os
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from testimonies import guards, ledger
from testimonies.models import LedgerRow
from tests.assurance.mutations import TABLE, build, mutate

pytestmark = pytest.mark.django_db
MUTATIONS = int(os.environ.get("MUTATIONS", "1500"))


def test_a_hundred_mutations_are_all_found():
    found, missed = mutate(Random(20), 100, ledger.verify)
    assert not missed, missed
    assert found.total() == 100


def _by_command(head):
    out = StringIO()
    try:
        call_command("verify_ledger", expect=f"{head[0]}:{head[1]}", stdout=out)
    except CommandError as error:
        assert error.returncode == 1
    return out.getvalue().splitlines() if "holds" not in out.getvalue() else []


@pytest.mark.assure
@pytest.mark.parametrize("seed", [1, 2])
def test_every_one_of_many_mutations_makes_verify_ledger_exit_1(seed):
    found, missed = mutate(Random(seed), MUTATIONS // 2, _by_command)
    assert not missed, missed
    assert found.total() == MUTATIONS // 2
    assert len(found) >= 15, found


def test_an_untouched_ledger_has_no_findings_under_the_same_eyes():
    head = build()
    assert ledger.verify(head) == []
    assert _by_command(head) == []


def test_a_tail_cut_with_the_head_moved_back_is_found_only_by_a_head_kept_outside():
    head = build()
    guards.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE number = {head[0]}")
        cursor.execute(
            "UPDATE testimonies_head SET (number, sha256) ="
            f" (SELECT number, sha256 FROM {TABLE} ORDER BY number DESC LIMIT 1)"
        )
    guards.install(connection)
    assert ledger.verify() == []
    assert ledger.verify(head) == [f"row {head[0]} is not the expected one"]


def _damage(statement, *values):
    build()
    guards.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    guards.install(connection)


def test_bytes_that_are_no_utf_8_are_a_finding_and_no_crash():
    _damage(f"UPDATE {TABLE} SET body = CAST(%s AS TEXT) WHERE number = 3", b"\xff\xfe\xc3")
    [finding] = ledger.verify()
    assert finding.startswith("the ledger cannot be read")


NONSENSE = ["0", "1e999", "[" * 5000, b"\x00\x01", 7, -1, "", None]


def test_nonsense_in_a_column_is_a_finding_and_no_crash():
    number = build()[0]  # the last row: of a version published after an erasure
    guards.drop(connection)
    off = {line for line in ledger.verify() if line.startswith("guard missing")}
    taken = 0
    for column in ("body", "salt", "digest", "kind", "schema", "erases", "actor_id", "version"):
        for value in NONSENSE:
            point = transaction.savepoint()
            if _set(column, number, value):
                taken += 1
                assert set(ledger.verify()) - off, (column, value)
            transaction.savepoint_rollback(point)
    assert taken > 40


def _set(column, number, value):
    """Whether the database took it and it is another value than before."""
    before = LedgerRow.objects.filter(pk=number).values_list(column, flat=True)[0]
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TABLE} SET {column} = %s WHERE number = %s", [value, number])
    except DatabaseError:
        return False
    return before != value


def test_a_salt_in_capitals_is_another_salt():
    build()
    number, salt = next(
        (row.number, row.salt) for row in LedgerRow.objects.all() if row.salt and row.salt != row.salt.upper()
    )
    guards.drop(connection)
    LedgerRow.objects.filter(pk=number).update(salt=salt.upper())
    guards.install(connection)
    assert ledger.verify() == [f"row {number}: its digest does not fit its body"]


def test_the_findings_name_the_row():
    _damage(f"UPDATE {TABLE} SET at = '1999-01-01T00:00:00.000Z' WHERE number = 2")
    assert ledger.verify() == [
        "row 2: its hash does not fit its columns",
        "row 2: does not fit its event",
    ]
