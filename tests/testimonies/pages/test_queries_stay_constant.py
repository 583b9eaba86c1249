"""A page asks the database as often for ten records as for one."""

from functools import partial
from itertools import count as numbers

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_claim, make_source, make_testimony, make_topic, make_user, make_witness
from tests.factories import publish as published
from tests.testimonies.pages.conftest import make_collection, make_disagreement

pytestmark = pytest.mark.django_db

_serial = numbers(1)


def count(client, addresses):
    """Queries of each page, but for the one that a process asks once after the ledger moved (forgetting)."""
    client.get("/search/help/")
    counts = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts[address] = len(asked)
    return counts


def grow(archive, by):
    """More of everything, each with a source, a topic and a witness of its own."""
    publish = partial(published, author=make_user("contributor"), approver=make_user("moderator"))
    for _ in range(by):
        source = publish(make_source(author="More, Mary", date="2010"))
        witness, topic = publish(make_witness()), publish(make_topic(broader=archive.topic))
        more = make_testimony(source, ("One.", "Two."), archive.camp, witness=witness)
        more.topics.add(topic, archive.topic)
        publish(more)
        claim = publish(make_claim(archive.camp, source, low=1, high=2, unit="people", metric="stock"))
        publish(make_claim(archive.camp, source, property="status", value="closed", as_of="1990"))
        publish(make_claim(archive.camp, source, kind="denial", answers=claim, property="existence"))
        sides = {"One": [claim, archive.claim], "Two": [more.passages.get(number=1), archive.denial]}
        question = make_disagreement(sides)
        question.subjects.add(archive.camp)
        publish(question)
        publish(make_collection([more, claim, question], slug=f"more-{next(_serial)}"))


def grow_one_question(archive, by):
    """More claims and passages on the sides of one disagreement, more items in one collection."""
    one, two = archive.question.sides.all()
    for _ in range(by):
        source = published(make_source(author="More, Mary"))
        source.derives_from.add(archive.source)
        published(source)
        account = published(make_testimony(source, ("One.",), witness=published(make_witness())))
        claim = make_claim(archive.camp, source)
        claim.links.create(relation="supports", target=archive.claim)
        one.claims.add(published(claim))
        two.passages.add(account.passages.get())
        archive.collection.items.create(item=account, version=1)
    published(archive.question)
    published(archive.collection)


def test_no_page_asks_more_often_as_records_grow(client, archive, addresses):
    grow(archive, 1)
    few = count(client, addresses)
    grow(archive, 9)
    assert count(client, addresses) == few


def test_a_page_asks_ten_times_at_most_and_an_old_version_sixteen(client, archive, addresses):
    counts = count(client, addresses)
    most = {True: 0, False: 0}
    for address, asked in counts.items():
        most["/v1/" in address] = max(asked, most["/v1/" in address])
    assert most[False] <= 10, counts
    assert most[True] <= 16, counts


def test_one_testimony_with_many_sources_asks_as_often_as_one_with_one(client, archive):
    here = [f"/testimonies/{archive.testimony.identifier}/"]
    few = count(client, here)
    for number in range(4, 14):
        passage = archive.testimony.passages.create(number=number, text="More words.")
        passage.references.create(source=published(make_source()))
        passage.topics.add(published(make_topic()))
    published(archive.testimony)
    assert count(client, here) == few


def test_one_question_and_one_collection_ask_as_often_with_many_records_as_with_few(client, archive):
    here = [
        f"/disagreements/{archive.question.identifier}/",
        f"/collections/{archive.collection.identifier}/",
        f"/claims/{archive.claim.identifier}/",
        f"/sources/{archive.source.identifier}/",
    ]
    grow_one_question(archive, 1)
    few = count(client, here)
    grow_one_question(archive, 9)
    assert count(client, here) == few


def test_a_narrowed_list_asks_as_often_for_many_records_as_for_few(client, archive):
    here = [
        "/claims/?kind=denial",
        "/claims/?subject=kwalliso-18",
        "/sources/?kind=book",
        "/testimonies/?camp=kwalliso-18",
        "/disagreements/?about=kwalliso-18",
    ]
    grow(archive, 1)
    few = count(client, here)
    grow(archive, 5)
    assert count(client, here) == few
