"""Two processes at the same records at the same time."""

import pytest

from tests.assurance.processes import answer, start

pytestmark = pytest.mark.assure


def _race(folder, *acts):
    return [answer(process) for process in [start(folder, "racing", *act) for act in acts]]


def test_two_people_approve_the_same_records_and_exactly_one_publishes_each(blank_data):
    one, other = answer(start(blank_data, "racing", "build", 50))
    first, second = _race(blank_data, ("approve", one), ("approve", other))
    assert first.get("done", 0) + second.get("done", 0) == 50
    assert first.get("refused", 0) + second.get("refused", 0) == 50
    assert answer(start(blank_data, "racing", "look")) == {"rows": 50, "slipped": [], "findings": []}


def test_an_edit_that_races_with_an_approval_is_never_published_unseen(blank_data):
    one, other = answer(start(blank_data, "racing", "build", 100))
    approved, edited = _race(blank_data, ("approve", one), ("edit", other))
    assert edited["done"] + edited.get("refused", 0) == 100
    end = answer(start(blank_data, "racing", "look"))
    assert end == {"rows": approved.get("done", 0), "slipped": [], "findings": []}
