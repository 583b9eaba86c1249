"""The front page of the desk is a queue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies.queue import Queue
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db


def submitted(author, **fields):
    source = make_source(**fields)
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, source, author)
    return source


def test_what_waits_longest_comes_first():
    author = make_user("contributor")
    early, late = submitted(author, title="Early"), submitted(author, title="Late")
    perform(Action.RECALL, early, author)
    perform(Action.SUBMIT, early, author)
    assert [entry.title for entry in Queue(make_user("moderator")).waiting] == [str(late), str(early)]


def test_an_entry_says_what_changes_by_whom_and_who_took_it_up():
    author, reviewer = make_user("contributor"), make_user("moderator")
    source = publish(make_source())
    source.change = "publisher corrected"
    source.save()
    perform(Action.EDIT, source, author)
    perform(Action.SUBMIT, source, author)
    perform(Action.START, source, reviewer)
    entry = Queue(reviewer).waiting[0]
    assert entry.what == "version 2: publisher corrected"
    assert (entry.submit.actor.user, entry.taken_up.actor.user) == (author, reviewer)
    html = signed_in(make_user("moderator")).get("/curate/").content.decode()
    assert "you have it" in signed_in(reviewer).get("/curate/").content.decode()
    assert f"taken up by {reviewer}" in html and "version 2: publisher corrected" in html


def test_a_reviewer_is_offered_review_and_an_author_only_open():
    author = make_user("moderator")
    source = submitted(author)
    start = f"/curate/records/{source.pk}/start/"
    theirs = signed_in(make_user("moderator")).get("/curate/").content.decode()
    own = signed_in(author).get("/curate/").content.decode()
    assert start in theirs
    assert start not in own and "You submitted this" in own and ">Open</a>" in own


def test_a_contributor_who_has_no_part_in_it_is_offered_nothing():
    source = submitted(make_user("contributor"))
    html = signed_in(make_user("contributor")).get("/curate/").content.decode()
    assert str(source) in html
    assert "/start/" not in html and ">Open</a>" not in html and ">Review</" not in html


def test_what_was_returned_to_me_stands_with_its_reason_until_it_is_submitted_again():
    author, reviewer = make_user("contributor"), make_user("moderator")
    source = submitted(author)
    perform(Action.RETURN, source, reviewer, "The date is missing.")
    assert [entry.returned.remark.text for entry in Queue(author).returned] == ["The date is missing."]
    assert Queue(reviewer).returned == []
    perform(Action.EDIT, source, author)
    assert len(Queue(author).returned) == 1
    perform(Action.SUBMIT, source, author)
    assert Queue(author).returned == []


def test_my_drafts_are_mine_alone():
    author = make_user("contributor")
    draft = make_testimony()
    perform(Action.EDIT, draft, author)
    assert [entry.record.pk for entry in Queue(author).drafts] == [draft.pk]
    assert Queue(make_user("contributor")).drafts == []


def test_the_queue_asks_as_many_questions_for_twenty_entries_as_for_two():
    author, client = make_user("contributor"), signed_in(make_user("moderator"))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/curate/")
        return len(asked)

    for _n in range(2):
        submitted(author)
    few = questions()
    for _n in range(18):
        submitted(author)
    assert questions() == few
