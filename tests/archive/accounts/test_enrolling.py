"""A member of staff without a second factor is led to enrol one before anything else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.archive.accounts.steps import FACTORS, LOGIN, code_of, give_password, has_factor, is_in, wrong
from tests.factories import make_testimony, make_user

pytestmark = pytest.mark.django_db
# An enrolment is announced when it is committed.
really_committed = pytest.mark.django_db(transaction=True)
APP = "/curate/account/factors/totp/activate/"


def enrol_app(client: Client) -> tuple[str, str]:
    """Enrol an app in a browser; where that leads, and the secret."""
    secret = re.search(r'id="secret">(\w+)<', client.get(APP).text).group(1)
    return client.post(APP, {"code": code_of(secret)}).headers["Location"], secret


@pytest.mark.parametrize("roles", [("contributor",), ("moderator",), ("custodian",), ("administrator",), ()])
def test_every_address_of_the_desk_leads_to_enrolment_first(roles):
    record, client = make_testimony(), Client()
    give_password(client, make_user(*roles))
    for address in (
        "/curate/",
        "/curate/testimonies/testimony/",
        f"/curate/testimonies/testimony/{record.pk}/change/",
        f"/curate/records/{record.pk}/review/",
        "/curate/auth/user/",
        "/curate/notices/",
        "/curate/account/factors/recovery-codes/",
        "/curate/no-such-page/",
    ):
        assert client.get(address).headers.get("Location") == FACTORS, address
        assert client.post(address).headers.get("Location") == FACTORS, address
    assert "First, a second factor" in client.get(FACTORS).text


def test_a_superuser_is_no_exception():
    client = Client()
    give_password(client, make_user(is_superuser=True))
    assert client.get("/curate/").headers["Location"] == FACTORS


@really_committed
def test_an_app_is_enrolled_recovery_codes_are_shown_and_the_desk_opens():
    user, client = make_user("contributor"), Client()
    give_password(client, user)
    shown = client.get(enrol_app(client)[0])
    assert len(re.findall(r"<code>\d{8}</code>", shown.text)) == 10
    assert is_in(client)


def test_a_wrong_code_enrols_nothing():
    user, client = make_user("contributor"), Client()
    give_password(client, user)
    secret = re.search(r'id="secret">(\w+)<', client.get(APP).text).group(1)
    assert "Incorrect code" in client.post(APP, {"code": wrong(code_of(secret))}).text
    assert not has_factor(user) and not is_in(client)


@really_committed
def test_a_session_that_waited_at_the_door_is_shut_when_the_factor_is_enrolled_elsewhere():
    user, waiting, client = make_user("contributor"), Client(), Client()
    give_password(waiting, user)
    give_password(client, user)
    enrol_app(client)
    assert is_in(client)
    assert waiting.get("/curate/account/factors/webauthn/add/").headers["Location"].startswith(LOGIN)
    assert not is_in(waiting) and "_auth_user_id" not in waiting.session


@really_committed
def test_secrets_are_not_kept_readable():
    user, client = make_user("contributor"), Client()
    give_password(client, user)
    shown, secret = enrol_app(client)
    codes = re.findall(r"<code>(\d{8})</code>", client.get(shown).text)
    assert len(codes) == 10
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert not any(word in kept for word in (secret, *codes))


@really_committed
def test_the_last_second_factor_stays():
    user, client = make_user("contributor"), Client()
    give_password(client, user)
    enrol_app(client)
    answer = client.post("/curate/account/factors/totp/deactivate/")
    assert "cannot deactivate" in answer.text
    assert has_factor(user)
