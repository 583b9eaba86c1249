"""Signing in takes a password and a second factor, and each code works once."""

import pytest
from django.test import Client

from archive.accounts.handing_out import enrol
from tests.archive.accounts.steps import SECOND, code_of, give_code, give_password, is_in, wrong
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    user = make_user("moderator")
    return user, enrol(user)


def test_a_password_alone_opens_nothing(person):
    client = Client()
    assert give_password(client, person[0]).headers["Location"] == SECOND
    assert not is_in(client)


def test_a_passkey_is_asked_for_only_where_there_is_one(person):
    client = Client()
    give_password(client, person[0])
    assert "Use a passkey" not in client.get(SECOND).text


def test_a_wrong_password_does_not_come_to_the_second_step(person):
    client = Client()
    answer = give_password(client, person[0], "another")
    assert answer.status_code == 200 and "not correct" in answer.text
    assert client.get(SECOND).status_code == 302 and not is_in(client)


def test_a_code_of_the_app_opens_the_desk_where_one_wanted_to_go(person):
    client = Client()
    first = client.get("/curate/notices/", follow=True)
    assert first.redirect_chain[-1][0].endswith("?next=%2Fcurate%2Fnotices%2F")
    asked = {"login": person[0].username, "password": "a pass for tests", "next": "/curate/notices/"}
    client.post("/curate/account/login/", asked)
    assert give_code(client, code_of(person[1].secret)).headers["Location"] == "/curate/notices/"
    assert client.get("/curate/notices/").status_code == 200


def test_nobody_is_led_off_the_site(person):
    client = Client()
    asked = {
        "login": person[0].username,
        "password": "a pass for tests",
        "next": "https://elsewhere.example/",
    }
    client.post("/curate/account/login/", asked)
    assert give_code(client, code_of(person[1].secret)).headers["Location"] == "/curate/"


def test_a_wrong_code_opens_nothing(person):
    client = Client()
    give_password(client, person[0])
    assert "Incorrect code" in give_code(client, wrong(code_of(person[1].secret))).text
    assert not is_in(client)


def test_a_code_of_the_app_works_once(person):
    code = code_of(person[1].secret)
    for browser, opens in ((Client(), True), (Client(), False)):
        give_password(browser, person[0])
        give_code(browser, code)
        assert is_in(browser) == opens


def test_each_recovery_code_works_once(person):
    for browser, code, opens in (
        (Client(), person[1].recovery_codes[0], True),
        (Client(), person[1].recovery_codes[0], False),
        (Client(), person[1].recovery_codes[1], True),
    ):
        give_password(browser, person[0])
        give_code(browser, code)
        assert is_in(browser) == opens


def test_a_closed_account_does_not_open(person):
    user, factors = person
    user.is_active = False
    user.save()
    client = Client()
    give_password(client, user)
    give_code(client, factors.recovery_codes[0])
    assert not is_in(client)


def test_the_second_factor_of_one_person_is_not_that_of_another(person):
    other, client = make_user("moderator"), Client()
    enrol(other)
    give_password(client, other)
    give_code(client, person[1].recovery_codes[0])
    assert not is_in(client)


def test_who_is_not_staff_is_told_so_and_not_sent_in_circles():
    user, client = make_user(), Client()
    user.is_staff = False
    user.save()
    client.force_login(user)
    answer = client.get("/curate/", follow=True)
    assert answer.status_code == 403 and "Not yours to see" in answer.text


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/", "login/code/", "3rdparty/"],
)
def test_there_is_no_signing_up_and_nothing_that_needs_mail(address):
    client = Client()
    assert client.get(f"/accounts/{address}").status_code == 404
    assert client.get(f"/curate/account/{address}").headers["Location"].startswith("/curate/login/")
    client.force_login(make_user())
    assert client.get(f"/curate/account/{address}").status_code == 404
