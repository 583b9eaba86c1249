"""What was done is undone until it is published: by a button on the page where one lands."""

import pytest
from django.urls import reverse

from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_source, make_user
from tests.testimonies.admin.forms_on_pages import Page, signed_in

pytestmark = pytest.mark.django_db


def act(record, action: Action) -> str:
    return reverse("admin:record_act", args=[record.pk, action.value])


def undo(client, answer, record, action: Action) -> str:
    """Press the button of this action on the page that answered; the stage after."""
    forms = [address for address, _pairs in Page(answer.content.decode()).forms]
    assert act(record, action) in forms
    client.post(act(record, action), {})
    record.refresh_from_db()
    return record.stage


@pytest.fixture
def waiting():
    source, author = make_source(), make_user("contributor")
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, source, author)
    return source, author


def test_a_submission_is_taken_back():
    source, client = make_source(), signed_in(make_user("contributor"))
    page = client.post(act(source, Action.SUBMIT), {}, follow=True)
    assert undo(client, page, source, Action.RECALL) == "draft"


def test_taking_up_is_undone(waiting):
    source, _author = waiting
    client = signed_in(make_user("moderator"))
    page = client.post(act(source, Action.START), {}, follow=True)
    assert undo(client, page, source, Action.RELEASE) == "submitted"


def test_a_return_is_undone_and_the_button_goes_once_its_author_edits(waiting):
    source, author = waiting
    client = signed_in(make_user("moderator"))
    page = client.post(act(source, Action.RETURN), {"note": "By mistake."}, follow=True)
    assert undo(client, page, source, Action.REOPEN) == "submitted"
    page = client.post(act(source, Action.RETURN), {"note": "In earnest."}, follow=True)
    perform(Action.EDIT, source, author)
    address = reverse("admin:testimonies_source_change", args=[source.pk])
    assert act(source, Action.REOPEN) not in client.get(address).content.decode()
    assert client.post(act(source, Action.REOPEN), {}).status_code == 409


def test_a_contributor_does_not_undo_a_return(waiting):
    source, author = waiting
    perform(Action.RETURN, source, make_user("moderator"), "Not yet.")
    assert signed_in(author).post(act(source, Action.REOPEN), {}).status_code == 409


def test_what_is_published_has_no_way_back_but_withdrawal(waiting):
    source, _author = waiting
    reviewer = make_user("moderator")
    perform(Action.START, source, reviewer)
    perform(Action.APPROVE, source, reviewer, checked=CHECKED)
    for action in (Action.RECALL, Action.RELEASE, Action.REOPEN):
        assert signed_in(reviewer).post(act(source, action), {}).status_code == 409
    assert source.stage == "settled"
