"""Synthetic records and people for tests, made as plain functions."""

from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User

from testimonies.models import (
    Camp,
    Claim,
    Entity,
    Passage,
    Record,
    Reference,
    Source,
    Stay,
    Testimony,
    Topic,
    Witness,
)
from testimonies.vocabulary import Check
from testimonies.workflow import Action, perform

_serial = count(1)
CHECKED = tuple(Check)


def make_user(*roles: str, **fields: Any) -> User:
    """An active member of staff in the groups named (testimonies.accounts.ROLES), without a second factor.

    client.force_login() signs them in as if they had passed one (tests/signing_in.py).
    """
    user = User.objects.create_user(
        f"person-{next(_serial)}", password="a pass for tests", is_staff=True, **fields
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.get(pk=user.pk)


def publish(record: Record, author: User | None = None, approver: User | None = None) -> Any:
    """Take a complete record through the workflow by two people; returns the record."""
    author = author or make_user("contributor")
    approver = approver or make_user("moderator")
    record.refresh_from_db()
    for action, user in (
        (Action.EDIT, author),
        (Action.SUBMIT, author),
        (Action.START, approver),
        (Action.APPROVE, approver),
    ):
        perform(action, record, user, checked=CHECKED)
    return record


def make_source(**fields: Any) -> Source:
    return Source.objects.create(**{"kind": "book", "title": f"Synthetic source {next(_serial)}"} | fields)


def make_camp(number: int = 18, **fields: Any) -> Camp:
    defaults = {
        "slug": f"kwalliso-{number}",
        "heading": f"Camp {number}",
        "number": number,
        "facility_type": "kwalliso",
    }
    return Camp.objects.create(**defaults | fields)


def make_topic(**fields: Any) -> Topic:
    serial = next(_serial)
    return Topic.objects.create(
        **{"slug": f"topic-{serial}", "label_en": f"Synthetic topic {serial}"} | fields
    )


def make_witness(**fields: Any) -> Witness:
    return Witness.objects.create(**{"naming": "public", "public_name": f"Witness {next(_serial)}"} | fields)


def make_testimony(
    source: Source | None = None,
    texts: tuple[str, ...] = ("A synthetic passage.",),
    camp: Entity | None = None,
    **fields: Any,
) -> Testimony:
    """A draft with passages that each rest on `source` (a published one is made when none is given)."""
    source = source or publish(make_source())
    testimony = Testimony.objects.create(**{"title": f"Synthetic record {next(_serial)}"} | fields)
    for number, text in enumerate(texts, 1):
        passage = Passage.objects.create(testimony=testimony, number=number, text=text)
        Reference.objects.create(source=source, passage=passage, locator=f"p. {number}")
    if camp:
        Stay.objects.create(testimony=testimony, camp=camp, role="prisoner", period="1977 to 1987")
    return testimony


def make_claim(subject: Entity, source: Source | None = None, **fields: Any) -> Claim:
    """A draft claim about `subject` resting on one source."""
    source = source or publish(make_source())
    defaults = {
        "heading": f"Synthetic claim {next(_serial)}",
        "statement": "A synthetic statement.",
        "property": "population",
        "kind": "estimate",
    }
    claim = Claim.objects.create(subject=subject, **defaults | fields)
    Reference.objects.create(source=source, claim=claim)
    return claim
