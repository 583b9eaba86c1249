"""Every cell of the table: each stage, each action, each kind of person, the forbidden ones included."""

import pytest
from django.db import transaction

from testimonies import ledger
from testimonies.models import Event, Record
from testimonies.vocabulary import Stage, Standing
from testimonies.workflow import TRANSITIONS, Action, Refused, allowed, perform
from tests.factories import (
    CHECKED,
    make_camp,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    make_witness,
    publish,
)

pytestmark = pytest.mark.django_db

# Written from the rules, not from the code. Who may: n nobody in a group, c the contributor who wrote it,
# d another contributor, m the moderator who wrote it, e another moderator, q the editor who wrote it,
# p another editor, k a custodian, a an administrator, s the superuser who wrote it, z a superuser whose
# account is closed. The record has a public version, and is one that editors look after; nobody returned it
# or commented on it, so that there is nothing to reopen or resolve.
EXPECTED = """
draft      edit      draft      cdmespq
draft      submit    submitted  cdmespq
draft      reopen    submitted  -
draft      comment   draft      cdmespq
draft      resolve   draft      -
draft      unresolve draft      -
draft      withdraw  draft      mes
draft      merge     draft      mespq
draft      erase     draft      ks
submitted  recall    draft      cdmespq
submitted  start     in_review  ep
submitted  return    draft      mespq
submitted  comment   submitted  cdmespq
submitted  resolve   submitted  -
submitted  unresolve submitted  -
submitted  withdraw  submitted  mes
submitted  merge     submitted  mespq
submitted  erase     draft      ks
in_review  return    draft      mespq
in_review  take_over in_review  ep
in_review  release   submitted  mespq
in_review  approve   settled    ep
in_review  comment   in_review  cdmespq
in_review  resolve   in_review  -
in_review  unresolve in_review  -
in_review  withdraw  in_review  mes
in_review  merge     in_review  mespq
in_review  erase     draft      ks
settled    edit      draft      cdmespq
settled    comment   settled    cdmespq
settled    resolve   settled    -
settled    unresolve settled    -
settled    withdraw  settled    mes
settled    merge     settled    mespq
settled    erase     draft      ks
"""
CELLS = {(line.split()[0], line.split()[1]): line.split()[2:] for line in EXPECTED.split("\n") if line}
# Of a testimony an editor is a contributor, no more.
EDITORS_ONLY_OF_AUTHORITIES = {"start", "take_over", "release", "return", "approve", "merge"}
AUTHORS = "cmqsz"
PEOPLE = {
    "n": ((), {}),
    "c": (("contributor",), {}),
    "d": (("contributor",), {}),
    "m": (("moderator",), {}),
    "e": (("moderator",), {}),
    "p": (("editor",), {}),
    "q": (("editor",), {}),
    "k": (("custodian",), {}),
    "a": (("administrator",), {}),
    "s": ((), {"is_superuser": True}),
    "z": ((), {"is_superuser": True}),
}
WAY = {
    Stage.DRAFT: (),
    Stage.SUBMITTED: (Action.SUBMIT,),
    Stage.IN_REVIEW: (Action.SUBMIT, Action.START),
    Stage.SETTLED: (Action.SUBMIT, Action.START, Action.APPROVE),
}


def _brought_to(stage, author, make=make_source):
    """A record with one public version whose second one `author` has brought to a stage."""
    source, moderator = publish(make()), make_user("moderator")
    perform(Action.EDIT, source, author)
    for action in WAY[stage]:
        perform(action, source, author if action == Action.SUBMIT else moderator, checked=CHECKED)
    return source


def _outcome(action, source, user, target):
    """The stage after, or None when it was refused; nothing of it is kept."""
    with transaction.atomic():
        before = (Event.objects.count(), ledger.head().number)
        try:
            perform(action, source, user, note="For a test.", into=target, checked=CHECKED)
            after = Record.objects.get(pk=source.pk).stage
        except Refused:
            after = None
            assert (Event.objects.count(), ledger.head().number) == before
        transaction.set_rollback(True)
    source.refresh_from_db()
    return after


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("letter", PEOPLE)
def test_each_person_can_do_what_the_table_says_and_nothing_else(stage, letter):
    roles, fields = PEOPLE[letter]
    person = make_user(*roles, **fields)
    author = person if letter in AUTHORS else make_user("contributor")
    source, target = _brought_to(stage, author), publish(make_source())
    if letter == "z":
        person.is_active = False
        person.save()
    expected = {
        action: CELLS[stage, action][0]
        for action in Action
        if (stage, action) in CELLS and letter in CELLS[stage, action][1]
    }
    done = {action: _outcome(action, source, person, target) for action in Action}
    assert {action: after for action, after in done.items() if after} == expected
    assert set(allowed(source, person)) == set(expected)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("letter", "pq")
def test_an_editor_decides_on_no_testimony(stage, letter):
    person = make_user("editor")
    author = person if letter in AUTHORS else make_user("contributor")
    testimony, target = _brought_to(stage, author, make_testimony), publish(make_testimony())
    expected = {
        action
        for action in Action
        if (stage, action) in CELLS and letter in CELLS[stage, action][1]
        if action not in EDITORS_ONLY_OF_AUTHORITIES
    }
    assert {action for action in Action if _outcome(action, testimony, person, target)} == expected
    assert set(allowed(testimony, person)) == expected


@pytest.mark.parametrize("make", [make_topic, make_camp, make_source, make_witness])
def test_an_editor_proposes_and_a_second_one_publishes(make):
    record = publish(make(), make_user("editor"), make_user("editor"))
    assert ledger.standing(record) == Standing.PUBLIC


def test_the_table_has_the_cells_that_are_expected_and_no_others():
    assert {(str(stage), str(action)) for stage, action in TRANSITIONS} == set(CELLS)


@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.parametrize("action", [Action.RETURN, Action.WITHDRAW, Action.MERGE, Action.COMMENT])
def test_it_needs_a_reason(action, note):
    source, target, moderator = publish(make_source()), publish(make_source()), make_user("moderator")
    if action == Action.RETURN:
        source = make_source()
        perform(Action.SUBMIT, source, make_user("contributor"))
    with pytest.raises(Refused, match="needs a reason"):
        perform(action, source, moderator, note=note, into=target)
    perform(action, source, moderator, note="A reason.", into=target)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.IN_REVIEW])
@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.MERGE])
def test_what_was_never_public_cannot_be_taken_from_the_public(action, stage):
    source, moderator = make_source(), make_user("moderator")
    for step in WAY[stage]:
        perform(step, source, make_user("contributor") if step == Action.SUBMIT else moderator)
    with pytest.raises(Refused, match="not public"):
        perform(action, source, moderator, note="For a test.", into=publish(make_source()))


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.MERGE])
@pytest.mark.parametrize("gone", [Action.WITHDRAW, Action.MERGE, Action.ERASE])
def test_what_is_gone_cannot_go_again(action, gone):
    source, target, root = publish(make_source()), publish(make_source()), make_user(is_superuser=True)
    perform(gone, source, root, note="For a test.", into=target)
    with pytest.raises(Refused, match="not public"):
        perform(action, source, root, note="For a test.", into=target)


def test_a_record_that_does_not_exist_raises():
    source = make_source()
    key = source.pk
    source.delete()
    source.pk = source.id = key
    with pytest.raises(Record.DoesNotExist):
        perform(Action.EDIT, source, make_user("contributor"))
