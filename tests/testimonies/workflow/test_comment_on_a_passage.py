"""Comments on passages: in threads, private, resolved or not; approving over them asks."""

import pytest

from testimonies import commenting, ledger
from testimonies.models import Comment, Notice, Remark
from testimonies.workflow import Action, Refused, allowed, perform
from tests.factories import CHECKED, make_testimony, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    author, reviewer = make_user("contributor"), make_user("moderator")
    testimony = make_testimony(texts=("One.", "Two."))
    perform(Action.EDIT, testimony, author)
    perform(Action.SUBMIT, testimony, author)
    perform(Action.START, testimony, reviewer)
    return testimony, author, reviewer


def comment(testimony, user, text="Which page?", passage=2, **more):
    return perform(Action.COMMENT, testimony, user, text, passage=passage, **more)


def test_its_words_are_kept_in_the_thread_and_nowhere_in_the_events(scene):
    testimony, author, reviewer = scene
    event = comment(testimony, reviewer)
    thread = commenting.threads_of(testimony)[0]
    assert (thread.first.text, thread.first.passage, thread.first.event) == ("Which page?", 2, event)
    assert not Remark.objects.exists()
    assert Notice.objects.filter(user=author, event=event).exists()


def test_an_answer_stands_under_what_it_answers_and_opens_a_resolved_thread_again(scene):
    testimony, author, reviewer = scene
    comment(testimony, reviewer)
    key = Comment.objects.get().pk
    perform(Action.RESOLVE, testimony, author, thread=key)
    assert commenting.unresolved(testimony) == 0
    comment(testimony, author, "Page 12.", passage=0, thread=key)
    (thread,) = commenting.threads_of(testimony)
    assert [item.text for item in thread.comments] == ["Which page?", "Page 12."]
    assert [item.passage for item in thread.comments] == [2, 2]
    assert not thread.is_resolved


def test_resolving_is_undone(scene):
    testimony, _author, reviewer = scene
    comment(testimony, reviewer)
    key = Comment.objects.get().pk
    perform(Action.RESOLVE, testimony, reviewer, thread=key)
    with pytest.raises(Refused, match="did this already"):
        perform(Action.RESOLVE, testimony, reviewer, thread=key)
    perform(Action.UNRESOLVE, testimony, reviewer, thread=key)
    assert commenting.unresolved(testimony) == 1


def test_approval_over_an_unresolved_comment_asks_first(scene):
    testimony, _author, reviewer = scene
    comment(testimony, reviewer)
    with pytest.raises(Refused, match="Comments are unresolved"):
        perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    perform(Action.APPROVE, testimony, reviewer, checked=CHECKED, despite=True)
    assert ledger.current(testimony.identifier).version == 1


def test_a_contributor_who_has_no_part_in_the_record_neither_reads_nor_writes(scene):
    testimony, author, reviewer = scene
    comment(testimony, reviewer)
    stranger = make_user("contributor")
    parties = [commenting.is_party(testimony, user) for user in (author, reviewer, stranger)]
    assert parties == [True, True, False]
    for action in (Action.COMMENT, Action.RESOLVE):
        with pytest.raises(Refused, match="for those who wrote"):
            perform(action, testimony, stranger, "Let me.", passage=2, thread=Comment.objects.get().pk)


def test_a_thread_of_another_record_is_not_answered_from_here(scene):
    testimony, _author, reviewer = scene
    other = make_testimony()
    comment(other, reviewer, passage=1)
    for action in (Action.COMMENT, Action.RESOLVE):
        if action in allowed(testimony, reviewer):
            with pytest.raises(Refused, match="no such comment"):
                perform(action, testimony, reviewer, "Hm.", passage=2, thread=Comment.objects.get().pk)


def test_there_is_no_comment_on_a_passage_that_is_not_there(scene):
    testimony, _author, reviewer = scene
    with pytest.raises(Refused, match="no passage 9"):
        comment(testimony, reviewer, passage=9)


@pytest.mark.parametrize("passage", [1, None])
def test_an_erasure_takes_every_comment_on_the_record(scene, passage):
    testimony, _author, reviewer = scene
    comment(testimony, reviewer, "It quotes passage 1.")
    comment(testimony, reviewer, "Yes.", thread=Comment.objects.get().pk)
    perform(Action.ERASE, testimony, make_user("custodian"), passage=passage)
    assert not Comment.objects.exists()
