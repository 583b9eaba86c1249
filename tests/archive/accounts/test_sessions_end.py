"""A session ends after 30 minutes without a request, and after 12 hours whatever one does."""

import pytest
from django.test import Client

from archive.accounts.gate import BEGUN, SEEN
from tests.archive.accounts.steps import is_in
from tests.factories import make_source, make_user
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600


def earlier(client: Client, **seconds: int) -> None:
    """Put what the session noted so many seconds back, as if they had passed."""
    session = client.session
    for name, passed in seconds.items():
        session[{"begun": BEGUN, "seen": SEEN}[name]] -= passed
    session.save()


@pytest.mark.parametrize(("idle", "stays"), [(29 * MINUTE, True), (31 * MINUTE, False)])
def test_half_an_hour_idle(idle, stays):
    client = signed_in(make_user("contributor"))
    earlier(client, begun=idle, seen=idle)
    assert is_in(client) == stays


@pytest.mark.parametrize(("age", "stays"), [(12 * HOUR - MINUTE, True), (12 * HOUR + MINUTE, False)])
def test_half_a_day_in_all(age, stays):
    client = signed_in(make_user("contributor"))
    earlier(client, begun=age)
    assert is_in(client) == stays


def test_a_request_keeps_the_session_alive():
    client = signed_in(make_user("contributor"))
    for _turn in range(3):
        earlier(client, begun=20 * MINUTE, seen=20 * MINUTE)
        assert is_in(client)


def test_an_ended_session_is_gone_and_one_comes_back_to_where_one_was():
    client = signed_in(make_user("contributor"))
    key = client.session.session_key
    earlier(client, seen=HOUR)
    answer = client.get("/curate/notices/")
    assert answer.headers["Location"] == "/curate/account/login/?next=%2Fcurate%2Fnotices%2F"
    assert client.session.session_key != key
    client.cookies["sessionid"] = key
    assert not is_in(client)


@pytest.mark.parametrize("page", ["login/", "logout/", "password/"])
def test_an_ended_session_leads_from_pages_of_the_account_to_the_sign_in(page):
    for method in ("get", "post"):
        client = signed_in(make_user("contributor"))
        earlier(client, seen=HOUR)
        answer = getattr(client, method)(f"/curate/account/{page}")
        assert answer.headers["Location"] == "/curate/account/login/"


def test_who_sent_a_form_too_late_is_told_where_the_text_is():
    client, source = signed_in(make_user("contributor")), make_source()
    earlier(client, seen=HOUR)
    answer = client.post(f"/curate/testimonies/source/{source.pk}/change/", {"title": "Another title"})
    assert answer.status_code == 403 and "Your session has ended" in answer.text
    source.refresh_from_db()
    assert source.title != "Another title"


def test_an_old_session_reads_the_public_pages_as_everyone_does():
    client = signed_in(make_user("contributor"))
    earlier(client, seen=HOUR)
    assert client.get("/").status_code == 200


def test_a_reader_is_given_no_cookie():
    client = Client()
    client.get("/")
    client.get("/search/?q=coal")
    assert not client.cookies
