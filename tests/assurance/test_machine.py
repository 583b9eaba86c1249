"""The state machine: a short run in the suite, a long one in make assure (STEPS=20000 and more)."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from testimonies import workflow
from tests.assurance.machine import Archive

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("STEPS", "20000"))


def _settings(examples, steps):
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )


def test_several_people_find_no_way_to_publish_alone_or_unseen():
    run_state_machine_as_test(Archive, settings=_settings(12, 25))


@pytest.mark.assure
def test_tens_of_thousands_of_steps_find_no_way_either():
    run_state_machine_as_test(Archive, settings=_settings(STEPS // 50, 50))


class _WithoutVerification(Archive):
    """Only the model's own eyes."""

    def findings(self):
        return []


@pytest.mark.parametrize(
    ("hole", "found"),
    [
        # It takes a minute to come upon this one.
        pytest.param("ledger_two_people", "published alone", marks=pytest.mark.assure),
        ("ledger_reviewed", "published alone, unseen"),
        ("ledger_erase", "something that stands"),
    ],
)
def test_the_machine_finds_a_hole_where_there_is_one(hole, found):
    connection.cursor().execute(f"DROP TRIGGER {hole}")
    with pytest.raises(AssertionError, match=found):
        run_state_machine_as_test(_WithoutVerification, settings=_settings(300, 50))


def test_the_machine_finds_a_service_that_lets_authors_approve(monkeypatch):
    monkeypatch.setattr(workflow, "authors", lambda record: set())
    connection.cursor().execute("DROP TRIGGER ledger_two_people")
    with pytest.raises(AssertionError, match=r"an unfair one done|published alone"):
        run_state_machine_as_test(_WithoutVerification, settings=_settings(300, 50))
