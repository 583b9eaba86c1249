"""A record that waits for its second person, and the means to go behind the workflow's back."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from testimonies import ledger
from testimonies.documents import canonical, from_record
from testimonies.documents.schema import SCHEMA
from testimonies.ledger.verification import ACTION_OF
from testimonies.models import Actor, Event, Head, LedgerRow, Record, Source
from testimonies.vocabulary import LedgerKind
from testimonies.workflow import Action, Refused, perform
from tests.factories import make_source, make_user, publish

LEDGER, EVENT, HEAD, RECORD = (f"testimonies_{name}" for name in ("ledgerrow", "event", "head", "record"))


@dataclass
class Scene:
    """`waiting` was edited and submitted by `author` and taken up by `other`; `public` is published twice."""

    author: User
    other: User
    waiting: Source
    public: Source
    before: object = None

    def ready(self):
        """All is prepared: from here on nothing of the ledger may change."""
        self.before = picture()

    def event(self, user, action, digest=None, record=None, **fields):
        record = record or self.waiting
        defaults = {"digest": self.digest(record) if digest is None else digest, "at": ledger.now()}
        return Event.objects.create(
            record_id=record.pk, actor=Actor.of(user), action=action, **defaults | fields
        )

    def digest(self, record=None):
        record = record or self.waiting
        record.refresh_from_db()
        return ledger.digest_of(record.salt, canonical(from_record(record)))

    def append(self, user, record=None):
        """Publish through the ledger itself, without the workflow."""
        record = record or self.waiting
        record.refresh_from_db()
        document = from_record(record)
        return ledger.append(
            record, LedgerKind.PUBLISHED, document, lambda digest: self.event(user, "approve", digest, record)
        )

    def row(self, user, record=None, **changes):
        """The columns of a row that would be right but for `changes`; its event is written."""
        record, end = record or self.waiting, ledger.head()
        record.refresh_from_db()
        columns = {
            "number": end.number + 1,
            "record_id": record.pk,
            "noun": record.noun,
            "identifier": record.identifier or "S-9999",
            "version": LedgerRow.objects.filter(record_id=record.pk, kind="published").count() + 1,
            "kind": "published",
            "schema": SCHEMA,
            "erases": "",
            "digest": self.digest(record),
            "previous": end.sha256,
            "body": canonical(from_record(record)),
            "salt": record.salt,
        } | changes
        action = ACTION_OF[LedgerKind(columns["kind"])]
        if "event_id" not in columns:
            event = self.event(user, action, columns["digest"], record)
            columns |= {"event_id": event.pk, "at": event.at, "actor_id": event.actor_id} | changes
        columns["sha256"] = ledger.row_hash(LedgerRow(**columns))
        return columns


def build_scene():
    """People and records as Scene describes them."""
    author, other = make_user("moderator"), make_user("moderator")
    public = publish(make_source())
    publish(public)
    waiting = make_source()
    for action, user in ((Action.EDIT, author), (Action.SUBMIT, author), (Action.START, other)):
        perform(action, waiting, user)
    return Scene(author, other, waiting, public)


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(table, columns, how="INSERT", tail=""):
    """A raw insert in any of SQLite's manners."""
    names, places = ", ".join(columns), ", ".join("%s" for _ in columns)
    execute(f"{how} INTO {table} ({names}) VALUES ({places}) {tail}", *columns.values())


def picture():
    """Everything the guards protect, as it stands."""
    rows = list(LedgerRow.objects.order_by("number").values())
    records = list(Record.objects.exclude(identifier=None).order_by("pk").values_list("pk", "identifier"))
    return rows, list(Head.objects.values()), records


def refused(attack, scene):
    """Run an attack; returns what refused it, None when nothing did. Leaves whatever it left."""
    scene.ready()
    try:
        attack(scene)
        connection.check_constraints()
    except (Refused, DatabaseError) as error:
        transaction.set_rollback(False)
        return str(error)
    return None
