"""Twenty thousand entries wait: every page of the queue is there, in order, for as many questions as ever."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies import ledger
from testimonies.models import Actor, Event, Record, Source
from testimonies.queue import Filters, Queue
from tests.factories import make_user
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = [pytest.mark.assure, pytest.mark.django_db]
MANY, HELD = 20_000, 5_000


def wait(author: Actor, reviewer: Actor, count: int, held: int) -> list[int]:
    """Sources that were submitted, some of them taken up; written without the workflow, to save time."""
    titles = (f"Synthetic source {number}" for number in range(count))
    keys = [Source.objects.create(kind="book", title=title).pk for title in titles]
    Record.objects.filter(pk__in=keys).update(stage="submitted")
    Record.objects.filter(pk__in=keys[:held]).update(stage="in_review")
    acts = [(author, "edit", keys), (author, "submit", keys), (reviewer, "start", keys[:held])]
    for actor, action, acted_on in acts:
        facts = {"actor": actor, "action": action, "digest": "0" * 64, "at": ledger.now()}
        Event.objects.bulk_create([Event(record_id=key, **facts) for key in acted_on], batch_size=500)
    return keys


def test_twenty_thousand_entries_are_paged_and_narrowed():
    reviewer = make_user("moderator")
    author, actor = Actor.of(make_user("contributor")), Actor.of(reviewer)
    client = signed_in(reviewer)

    def questions(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/curate/" + query).status_code == 200
        return len(asked)

    keys = wait(author, actor, 60, 10)
    queries = ["", "?held=nobody", "?held=me", f"?by={author.pk}", "?kind=source&held=anyone"]
    few = [questions(query) for query in queries]
    keys += wait(author, actor, MANY - len(keys), HELD)

    assert [questions(query) for query in queries] == few
    last = Queue(reviewer, Filters(), page=MANY // 50)
    assert [entry.record.pk for entry in last.lines] == keys[-50:]
    assert Queue(reviewer, Filters(held="me")).page.paginator.count == HELD + 10
