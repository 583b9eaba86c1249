"""Two processes at the same records at the same time: a few races in the suite, hundreds in make assure."""

import pytest
from django.db import connection

from testimonies.workflow import Action, perform
from tests.assurance.processes import answer, start
from tests.factories import make_source, make_user

pytestmark = pytest.mark.django_db
FEW_AND_MANY = [12, pytest.param(500, marks=pytest.mark.assure)]


def _build(folder, count):
    """An installation whose records wait in review, copied from this process's database; who may decide."""
    author, reviewer = make_user("contributor"), make_user("moderator")
    people = [make_user("moderator").username for _ in range(2)]
    for _ in range(count):
        source = make_source()
        perform(Action.SUBMIT, source, author)
        perform(Action.START, source, reviewer)
    (folder / "pace").write_bytes(bytes(16))
    (folder / "archive.sqlite3").write_bytes(connection.connection.serialize())
    return people


def _race(folder, count, one, other):
    """Two acts at `count` records: what each says it did; an approval also says what stands at the end."""
    people = _build(folder, count)
    acts = [
        (act, person, place) for place, (act, person) in enumerate(zip((one, other), people, strict=True))
    ]
    return [answer(process) for process in [start(folder, "racing", *act) for act in acts]]


@pytest.mark.assure
def test_two_people_approve_the_same_records_and_exactly_one_publishes_each(tmp_path):
    first, second = _race(tmp_path, 100, "approve", "approve")
    assert first.get("done", 0) + second.get("done", 0) == 100
    assert first.get("refused", 0) + second.get("refused", 0) == 100
    assert first.get("done") and second.get("done"), "each won some: it was a race"
    assert (first["rows"], first["slipped"], first["findings"]) == (100, [], [])


@pytest.mark.parametrize("count", FEW_AND_MANY)
def test_an_edit_that_races_with_an_approval_is_never_published_unseen(tmp_path, count):
    approved, edited = _race(tmp_path, count, "approve", "edit")
    assert edited["done"] + edited.get("refused", 0) == count
    assert approved.get("done", 0) + approved.get("refused", 0) == count
    assert (approved["rows"], approved["slipped"], approved["findings"]) == (approved.get("done", 0), [], [])
    if count > 100:
        assert approved.get("done", 0) > 5 and approved.get("refused", 0) > 5, "each won some: it was a race"
