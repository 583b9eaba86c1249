"""What stands in the ledger cannot be changed, lost, moved, filled again or added to out of turn."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models

from testimonies import guards, ledger
from testimonies.models import Actor, Head, LedgerRow, Record
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_topic, make_user, publish
from tests.testimonies.ledger.scene import (
    EVENT,
    HEAD,
    LEDGER,
    RECORD,
    build_scene,
    execute,
    insert,
    picture,
    refused,
)

pytestmark = pytest.mark.django_db
ATTACKS = {}


def attack(function):
    ATTACKS[function.__name__] = function
    return function


def _statement(name, statement):
    ATTACKS[name] = lambda scene: execute(statement)


_statement("update_by_raw_sql", f"UPDATE {LEDGER} SET body = 'x'")
_statement("update_or_replace_number", f"UPDATE OR REPLACE {LEDGER} SET number = 2")
_statement("update_or_ignore_number", f"UPDATE OR IGNORE {LEDGER} SET identifier = 'S-0002'")
_statement("erase_without_a_row", f"UPDATE {LEDGER} SET body = NULL, salt = NULL WHERE number = 1")
_statement("delete_by_raw_sql", f"DELETE FROM {LEDGER} WHERE number = 1")
_statement(
    "insert_or_replace_itself",
    f"INSERT OR REPLACE INTO {LEDGER} SELECT * FROM {LEDGER} WHERE number = 1",
)
_statement("head_moved_back", f"UPDATE {HEAD} SET number = 1, sha256 = (SELECT sha256 FROM {LEDGER} LIMIT 1)")
_statement("head_moved_on", f"UPDATE {HEAD} SET number = number + 1")
_statement("head_of_another_hash", f"UPDATE {HEAD} SET sha256 = 'x'")
_statement("head_update_or_replace", f"UPDATE OR REPLACE {HEAD} SET number = 0")
_statement("head_replaced", f"REPLACE INTO {HEAD} (id, number, sha256) VALUES (1, 0, '')")
_statement("head_second", f"INSERT INTO {HEAD} (id, number, sha256) VALUES (2, 0, '')")
_statement(
    "head_upserted",
    f"INSERT INTO {HEAD} (id, number, sha256) VALUES (1, 0, '') ON CONFLICT (id) DO UPDATE SET number = 0",
)
_statement("head_deleted", f"DELETE FROM {HEAD}")
_statement("event_update", f"UPDATE {EVENT} SET action = 'comment'")
_statement(
    "event_update_or_replace",
    f"UPDATE OR REPLACE {EVENT} SET id = (SELECT min(id) FROM {EVENT}) "
    f"WHERE id = (SELECT max(id) FROM {EVENT})",
)
_statement("event_delete", f"DELETE FROM {EVENT}")
_statement("event_replaced", f"REPLACE INTO {EVENT} SELECT * FROM {EVENT} LIMIT 1")
_statement(
    "event_upserted",
    f"INSERT INTO {EVENT} SELECT * FROM {EVENT} WHERE 1 ON CONFLICT (id) DO UPDATE SET action = 'comment'",
)
_statement("record_replaced", f"REPLACE INTO {RECORD} SELECT * FROM {RECORD} LIMIT 1")
_statement("identifier_taken_away", f"UPDATE {RECORD} SET identifier = NULL")
_statement("identifier_exchanged", f"UPDATE {RECORD} SET identifier = 'S-0007' WHERE identifier = 'S-0001'")
_statement("identifier_ahead_of_time", f"UPDATE {RECORD} SET identifier = 'S-0009' WHERE identifier IS NULL")


@attack
def identifier_of_a_new_record(scene):
    make_source(identifier="S-0002")


@attack
def update_by_the_orm(scene):
    LedgerRow.objects.update(digest="0" * 64)


@attack
def save_by_the_orm(scene):
    row = LedgerRow.objects.get(pk=1)
    row.body = '{"noun":"tombstone","reason":"error"}'
    row.save()


@attack
def delete_by_the_orm(scene):
    LedgerRow.objects.get(pk=2).delete()


@attack
def delete_of_the_queryset(scene):
    LedgerRow.objects.all()._raw_delete("default")


@attack
def bulk_update(scene):
    row = LedgerRow.objects.get(pk=1)
    row.at = "1999-01-01T00:00:00.000Z"
    LedgerRow.objects.bulk_update([row], ["at"])


@attack
def bulk_create_upsert(scene):
    row = LedgerRow.objects.get(pk=1)
    row.body = "x"
    LedgerRow.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["number"], update_fields=["body"]
    )


@attack
def bulk_create_ignore(scene):
    LedgerRow.objects.bulk_create([LedgerRow.objects.get(pk=1)], ignore_conflicts=True)


@attack
def upsert_by_raw_sql(scene):
    columns = LedgerRow.objects.filter(pk=1).values()[0] | {"body": "x"}
    insert(LEDGER, columns, tail="ON CONFLICT (number) DO UPDATE SET body = excluded.body")


@attack
def a_version_given_again(scene):
    perform(Action.EDIT, scene.public, scene.author)
    perform(Action.SUBMIT, scene.public, scene.author)
    insert(LEDGER, scene.row(scene.other, scene.public, version=2), how="INSERT OR REPLACE")


@attack
def a_gap(scene):
    insert(LEDGER, scene.row(scene.other, number=ledger.head().number + 2))


@attack
def a_number_given_again(scene):
    insert(LEDGER, scene.row(scene.other, number=ledger.head().number), how="REPLACE")


@attack
def a_wrong_previous_hash(scene):
    insert(LEDGER, scene.row(scene.other, previous="0" * 64))


@attack
def without_a_body(scene):
    insert(LEDGER, scene.row(scene.other, body=None, salt=None))


@attack
def under_the_identifier_of_another_record(scene):
    insert(LEDGER, scene.row(scene.other, identifier=scene.public.identifier, version=9))


@attack
def under_a_second_identifier(scene):
    insert(LEDGER, scene.row(scene.other, scene.public, kind="withdrawn", identifier="S-0099"))


@attack
def at_another_time_than_its_event(scene):
    event = scene.event(scene.other, "approve")
    signed = {"event_id": event.pk, "actor_id": event.actor_id, "at": "1999-01-01T00:00:00.000Z"}
    insert(LEDGER, scene.row(scene.other, **signed))


@attack
def filled_again_after_an_erasure(scene):
    perform(Action.ERASE, scene.public, make_user("custodian"))
    scene.ready()
    LedgerRow.objects.filter(record_id=scene.public.pk, version=1).update(body="x", salt="0" * 64)


@attack
def erased_by_the_row_of_another_record(scene):
    other = publish(make_source())
    other.refresh_from_db()
    scene.ready()
    execute(f"UPDATE {LEDGER} SET body = NULL, salt = NULL WHERE record_id = %s", other.pk)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused_and_ledger_and_head_stay_as_they_were(name):
    scene = build_scene()
    assert refused(ATTACKS[name], scene), "nothing refused it"
    assert picture() == scene.before
    assert ledger.verify() == []


def test_the_guard_of_the_columns_names_every_column_but_body_and_salt():
    named = {guard.name: guard for guard in guards.GUARDS}["ledger_update"].operation
    columns = {field.column for field in LedgerRow._meta.concrete_fields} - {"body", "salt"}
    assert set(named.removeprefix("UPDATE OF ").split(", ")) == columns


def test_an_account_that_is_deleted_leaves_its_acts():
    source, author = make_source(), make_user("contributor")
    publish(source, author)
    author.delete()
    assert ledger.verify() == []
    assert Actor.objects.get(pk=source.events.first().actor_id).user is None


def test_a_save_after_an_approval_leaves_stage_salt_and_identifier():
    source, author = make_source(), make_user("contributor")
    stale = type(source).objects.get(pk=source.pk)
    publish(source, author)
    stale.note = "Typed into a form that was opened before."
    stale.save()
    source.refresh_from_db()
    assert (source.stage, source.identifier, source.note) == ("settled", "S-0001", stale.note)
    assert source.salt != stale.salt


@pytest.mark.parametrize("slug", ["T-000117", "s-0001"])
def test_an_address_is_not_to_be_taken_for_a_number(slug):
    topic = make_topic(slug=slug)
    with pytest.raises(Exception, match="would be taken for the number"):
        publish(topic)


def test_erasing_names_its_reason_and_only_its_own_rows():
    source, bystander = publish(make_source()), publish(make_source())
    perform(Action.ERASE, source, make_user("custodian"), reason=ReasonClass.CONSENT)
    assert ledger.current(source.identifier).reason == ReasonClass.CONSENT
    assert ledger.current(bystander.identifier).document is not None


@pytest.mark.django_db(transaction=True)
def test_they_survive_two_migrates_and_a_rebuilt_table():
    publish(make_source())
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == set()
    before = LedgerRow._meta.get_field("schema")
    wider = models.PositiveIntegerField()
    wider.set_attributes_from_name("schema")
    guards.before_migrate()
    with connection.schema_editor() as editor:
        editor.alter_field(LedgerRow, before, wider)
        editor.alter_field(LedgerRow, wider, before)
    guards.after_migrate()
    assert ledger.verify() == []
    with pytest.raises(Exception, match="never deleted"):
        LedgerRow.objects.all()._raw_delete("default")


@pytest.mark.django_db(transaction=True)
def test_without_a_migrate_the_table_cannot_be_rebuilt_and_its_people_not_deleted():
    publish(make_source())
    before = LedgerRow._meta.get_field("schema")
    wider = models.PositiveIntegerField()
    wider.set_attributes_from_name("schema")
    with pytest.raises(DatabaseError, match="error in trigger"), connection.schema_editor() as editor:
        editor.alter_field(LedgerRow, before, wider)
    for model in (Record, Actor):
        with pytest.raises(IntegrityError):
            model.objects.all()._raw_delete("default")
    assert ledger.verify() == []


def _checked():
    return [message.id for message in run_checks(tags=[Tags.database], databases=["default"])]


def test_lost_guards_are_reported_and_the_next_migrate_installs_them():
    publish(make_source())
    guards.drop(connection)
    lost = guards.missing(connection)
    assert {"ledger_delete", "ledger_two_people", "ledger_head_follows"} <= lost
    assert set(ledger.verify()) == {f"guard missing: {name}" for name in lost}
    assert _checked() == ["archive.W001"]
    call_command("migrate", verbosity=0)
    assert _checked() == []
    assert ledger.verify() == []


def test_a_guard_made_toothless_is_missing():
    execute("DROP TRIGGER ledger_delete")
    execute(f"CREATE TRIGGER ledger_delete BEFORE DELETE ON {LEDGER} WHEN 1=0 BEGIN SELECT 1; END")
    assert guards.missing(connection) == {"ledger_delete"}


def test_installing_makes_the_one_row_of_the_head_and_keeps_it():
    publish(make_source())
    end = str(ledger.head())
    guards.install(connection)
    assert [str(row) for row in Head.objects.all()] == [end]


def test_replacing_is_refused_on_a_connection_without_our_pragmas_too():
    execute("PRAGMA recursive_triggers = OFF")
    try:
        scene = build_scene()
        assert refused(ATTACKS["insert_or_replace_itself"], scene)
        assert refused(ATTACKS["event_replaced"], scene)
        assert refused(ATTACKS["record_replaced"], scene)
        assert refused(ATTACKS["head_replaced"], scene)
    finally:
        execute("PRAGMA recursive_triggers = ON")
