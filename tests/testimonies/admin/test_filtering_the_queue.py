"""The queue is narrowed by its address, paged, oldest first, and asks the same number of questions always."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies.models import Actor
from testimonies.queue import Filters, Queue, lists
from testimonies.workflow import Action, perform
from tests.factories import (
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    publish,
)
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db


def submitted(record, author: User):
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, record, author)
    return record


@pytest.fixture
def scene():
    """An account at camp 14 on a topic of its passage, an account and a claim at camp 18, and a topic."""
    author, other = make_user("contributor"), make_user("contributor")
    source, topic = publish(make_source()), publish(make_topic(slug="mining"))
    near, far = publish(make_camp(18)), publish(make_camp(14))
    on_topic = make_testimony(source, camp=far)
    on_topic.passages.get().topics.add(topic)
    return {
        "far": submitted(on_topic, author),
        "near": submitted(make_testimony(source, camp=near), other),
        "claim": submitted(make_claim(near, source), other),
        "topic": submitted(make_topic(slug="logging"), author),
        "author": Actor.of(author),
    }


def shown(user=None, **filters) -> list[int]:
    return [entry.record.pk for entry in Queue(user or make_user("moderator"), Filters(**filters)).lines]


def keys(scene, *names) -> list[int]:
    return [scene[name].pk for name in names]


def test_by_camp_come_its_accounts_its_claims_and_the_camp_itself(scene):
    assert shown(camp="kwalliso-18") == keys(scene, "near", "claim")
    assert shown(camp="kwalliso-14") == keys(scene, "far")
    assert shown(camp="no-such-camp") == []


def test_by_topic_come_accounts_with_a_passage_on_it_and_the_topic_itself(scene):
    assert shown(topic="mining") == keys(scene, "far")
    assert shown(topic="logging") == keys(scene, "topic")


def test_by_contributor_comes_what_that_person_submitted_last(scene):
    assert shown(by=scene["author"].pk) == keys(scene, "far", "topic")


def test_by_kind_and_by_several_filters_at_once(scene):
    assert shown(kind="claim") == keys(scene, "claim")
    assert shown(kind="testimony", camp="kwalliso-18") == keys(scene, "near")


def test_by_who_has_it(scene):
    me, other = make_user("moderator"), make_user("moderator")
    perform(Action.START, scene["near"], me)
    perform(Action.START, scene["claim"], other)
    assert shown(me, held="me") == keys(scene, "near")
    assert shown(me, held="anyone") == keys(scene, "near", "claim")
    assert shown(me, held="nobody") == keys(scene, "far", "topic")


def test_what_was_left_for_a_day_is_nobodys(scene, monkeypatch):
    me = make_user("moderator")
    perform(Action.START, scene["near"], me)
    monkeypatch.setattr("testimonies.queue.filters.lapse_moment", lambda: "2999-01-01")
    assert scene["near"].pk in shown(me, held="nobody")
    assert shown(me, held="anyone") == []


def test_returned_entries_stand_in_a_list_of_their_own_with_the_reason(scene):
    reviewer = make_user("moderator")
    perform(Action.RETURN, scene["claim"], reviewer, "As of which year?")
    assert shown(waits="returned") == keys(scene, "claim")
    assert scene["claim"].pk not in shown()
    html = signed_in(reviewer).get("/curate/?waits=returned").content.decode()
    assert "As of which year?" in html and "1 entry was returned" in html
    perform(Action.REOPEN, scene["claim"], reviewer)
    assert shown(waits="returned") == []


def test_an_entry_that_was_sent_back_before_says_why(scene):
    reviewer = make_user("moderator")
    author = scene["author"].user
    perform(Action.RETURN, scene["far"], reviewer, "Which page?")
    perform(Action.EDIT, scene["far"], author)
    perform(Action.SUBMIT, scene["far"], author)
    html = signed_in(reviewer).get("/curate/").content.decode()
    assert f"Sent back before by {reviewer}" in html and "Which page?" in html


def test_the_address_carries_the_filters_and_the_form_shows_them(scene):
    html = signed_in(make_user("moderator")).get("/curate/?camp=kwalliso-18&kind=claim").content.decode()
    assert "1 entry waits for review" in html
    assert '<option value="kwalliso-18" selected>' in html and '<option value="claim" selected>' in html
    assert "/curate/?waits=returned&amp;camp=kwalliso-18&amp;kind=claim" in html
    assert 'name="back" value="/curate/?camp=kwalliso-18&amp;kind=claim"' in html


def test_an_address_with_nonsense_shows_the_whole_queue(scene):
    answer = signed_in(make_user("moderator")).get("/curate/?waits=x&kind=y&held=z&page=nine")
    assert answer.status_code == 200 and "4 entries wait for review" in answer.content.decode()


def test_pages_follow_each_other_oldest_first(scene, monkeypatch):
    monkeypatch.setattr(lists, "ON_A_PAGE", 3)
    user = make_user("moderator")
    first, second = (Queue(user, page=number).lines for number in (1, 2))
    found = [entry.record.pk for entry in [*first, *second]]
    assert found == keys(scene, "far", "near", "claim", "topic")
    html = signed_in(user).get("/curate/?page=2").content.decode()
    assert "Page 2 of 2" in html and 'href="?page=1" rel="prev"' in html


@pytest.mark.parametrize("query", ["", "?camp=kwalliso-18", "?held=anyone&kind=source", "?waits=returned"])
def test_the_number_of_questions_does_not_grow(query):
    author, client = make_user("contributor"), signed_in(make_user("moderator"))
    source, camp = publish(make_source()), publish(make_camp(18))

    def more(count: int) -> None:
        for _n in range(count):
            submitted(make_source(), author)
            perform(
                Action.START, submitted(make_testimony(source, camp=camp), author), make_user("moderator")
            )
            back = submitted(make_source(), author)
            perform(Action.RETURN, back, make_user("moderator"), "No.")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/curate/" + query)
        return len(asked)

    more(1)
    few = questions()
    more(6)
    assert questions() == few
