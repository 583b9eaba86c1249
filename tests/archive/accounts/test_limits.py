"""Tries are counted by address, and by account and address; a stranger cannot keep a moderator out."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from archive.accounts.handing_out import enrol
from archive.accounts.sealing import opaque_key
from tests.archive.accounts.steps import code_of, give_code, give_password, is_in, wrong
from tests.factories import make_user

pytestmark = pytest.mark.django_db
AT_HOME, STRANGE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def person():
    user = make_user("moderator")
    return user, enrol(user)


def signs_in(user, factors, address: str = AT_HOME, code: int = 0) -> bool:
    client = Client(REMOTE_ADDR=address)
    give_password(client, user)
    give_code(client, factors.recovery_codes[code])
    return is_in(client)


def test_a_stranger_who_guesses_for_hours_does_not_keep_the_moderator_out(person):
    for guess in range(40):
        give_password(Client(REMOTE_ADDR=STRANGE), person[0], f"guess {guess}")
    assert signs_in(*person)


def test_many_strangers_together_do_not_either(person):
    for number in range(60):
        give_password(Client(REMOTE_ADDR=f"198.51.100.{number}"), person[0], "a guess")
    assert signs_in(*person)


def test_the_stranger_is_slowed_down_even_with_the_right_password_at_last(person):
    for guess in range(5):
        give_password(Client(REMOTE_ADDR=STRANGE), person[0], f"guess {guess}")
    answer = give_password(Client(REMOTE_ADDR=STRANGE), person[0])
    assert "Too many failed login attempts" in answer.text


def test_the_same_account_written_otherwise_is_the_same_account(person):
    for guess in range(5):
        written = type(
            "Written", (), {"username": person[0].username.upper() if guess % 2 else person[0].username}
        )
        give_password(Client(REMOTE_ADDR=STRANGE), written, f"guess {guess}")
    assert "Too many failed" in give_password(Client(REMOTE_ADDR=STRANGE), person[0]).text


def test_an_address_that_tries_many_accounts_is_slowed_down(person):
    for _guess in range(10):
        give_password(Client(REMOTE_ADDR=STRANGE), make_user(), "a guess")
    assert "Too many failed" in give_password(Client(REMOTE_ADDR=STRANGE), person[0]).text


def test_codes_are_counted_too(person):
    client = Client(REMOTE_ADDR=STRANGE)
    give_password(client, person[0])
    for _guess in range(5):
        give_code(client, wrong(code_of(person[1].secret)))
    assert "Too many failed" in give_code(client, person[1].recovery_codes[0]).text
    assert not is_in(client)
    assert signs_in(*person)


def test_neighbours_in_one_ipv6_network_are_one_address(person):
    for guess in range(5):
        give_password(Client(REMOTE_ADDR=f"2001:db8:1:2::{guess + 1:x}"), person[0], "a guess")
    assert "Too many failed" in give_password(Client(REMOTE_ADDR="2001:db8:1:2::99"), person[0]).text
    assert signs_in(*person, address="2001:db8:1:3::1")


def test_a_header_that_names_another_address_is_not_believed(person):
    for guess in range(5):
        give_password(
            Client(REMOTE_ADDR=STRANGE), person[0], "a guess", HTTP_X_FORWARDED_FOR=f"192.0.2.{guess}"
        )
    assert "Too many failed" in give_password(Client(REMOTE_ADDR=STRANGE), person[0]).text


def test_behind_a_proxy_the_address_is_the_one_it_names(person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _guess in range(8):
        give_password(Client(REMOTE_ADDR="10.0.0.1"), person[0], "a guess", HTTP_X_FORWARDED_FOR=STRANGE)
    client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"{STRANGE}, {AT_HOME}")
    give_password(client, person[0])
    give_code(client, person[1].recovery_codes[0])
    assert is_in(client)


def test_right_sign_ins_do_not_add_up(person):
    assert all(signs_in(*person, code=turn) for turn in range(9))


def test_the_counts_tell_neither_name_nor_address(person):
    give_password(Client(REMOTE_ADDR=STRANGE), person[0], "a guess")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM archive_cache")
        kept = str(cursor.fetchall())
    assert kept != "[]" and STRANGE not in kept and person[0].username not in kept


def test_a_key_of_the_cache_is_the_same_for_the_same_and_another_for_another():
    keys = {opaque_key(key, "", version) for key in ("one", "two") for version in (1, 2)}
    assert len(keys) == 4 and opaque_key("one", "", 1) in keys
    cache.set("one", "kept")
    assert cache.get("one") == "kept"
