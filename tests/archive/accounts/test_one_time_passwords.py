"""An administrator makes an account with a password that is shown once and must be changed."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from archive.accounts.handing_out import enrol, one_time_password
from testimonies.models import OneTimePassword
from tests.archive.accounts.steps import FACTORS, give_code, give_password, has_factor, is_in
from tests.factories import make_user
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db
CHANGE = "/curate/account/password/"
OWN = "quite another pass for tests"


def made(client: Client, **fields) -> tuple[User, str]:
    data = {"username": "newcomer", "is_active": "on", "groups": [Group.objects.get(name="contributor").pk]}
    answer = client.post("/curate/auth/user/add/", data | fields)
    return User.objects.get(username="newcomer"), shown(answer)


def shown(answer) -> str:
    return re.search(r'id="one-time-password">([a-z0-9-]+)<', answer.text).group(1)


def change(client: Client, old: str, new: str):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def test_an_account_is_made_with_a_password_that_is_shown_once():
    administrator = signed_in(make_user("administrator"))
    user, password = made(administrator)
    assert user.is_staff and user.check_password(password)
    assert [group.name for group in user.groups.all()] == ["contributor"]
    for address in ("/curate/", f"/curate/auth/user/{user.pk}/change/", "/curate/auth/user/"):
        assert password not in administrator.get(address).text
    assert password not in str(administrator.cookies)


def test_the_password_must_be_changed_and_a_second_factor_enrolled_before_anything_else():
    user, password = made(signed_in(make_user("administrator")))
    client = Client()
    give_password(client, user, password)
    for address in (
        "/curate/",
        FACTORS,
        "/curate/testimonies/testimony/",
        "/curate/account/factors/totp/activate/",
    ):
        assert client.get(address).headers["Location"] == CHANGE
    assert change(client, password, OWN).headers["Location"] == "/curate/"
    assert client.get("/curate/").headers["Location"] == FACTORS
    assert not OneTimePassword.objects.exists()
    user.refresh_from_db()
    assert user.check_password(OWN)


def test_the_same_password_is_no_new_one():
    user, password = made(signed_in(make_user("administrator")))
    client = Client()
    give_password(client, user, password)
    assert "choose another" in change(client, password, password).text
    assert client.get("/curate/").headers["Location"] == CHANGE


def test_a_password_that_is_known_too_well_is_refused():
    user = make_user("contributor")
    password, client = one_time_password(user), Client()
    give_password(client, user, password)
    assert "too common" in change(client, password, "password123").text


def test_a_reset_removes_the_factors_ends_every_session_and_is_written_down():
    user, administrator = make_user("moderator"), make_user("administrator")
    factors, client = enrol(user), Client()
    give_password(client, user)
    give_code(client, factors.recovery_codes[0])
    assert is_in(client)
    password = shown(signed_in(administrator).post(f"/curate/auth/user/{user.pk}/reset/"))
    assert not is_in(client) and not has_factor(user)
    user.refresh_from_db()
    assert user.check_password(password)
    entry = administrator.logentry_set.get()
    assert entry.object_id == str(user.pk) and password not in entry.change_message


def test_a_reset_is_not_for_others_and_not_by_following_a_link():
    user = make_user("moderator")
    enrol(user)
    for roles in (("moderator",), ("editor",), ("custodian",), ("contributor",)):
        assert signed_in(make_user(*roles)).post(f"/curate/auth/user/{user.pk}/reset/").status_code == 403
    assert signed_in(make_user("administrator")).get(f"/curate/auth/user/{user.pk}/reset/").status_code == 405
    assert has_factor(user)


def test_an_administrator_resets_no_superuser():
    root = make_user(is_superuser=True)
    enrol(root)
    assert (
        signed_in(make_user("administrator")).post(f"/curate/auth/user/{root.pk}/reset/").status_code == 403
    )
    assert has_factor(root)


def test_the_command_resets_the_sign_in_of_someone_nobody_can_help(capsys):
    user = make_user(is_superuser=True)
    enrol(user)
    call_command("reset_sign_in", user.username)
    user.refresh_from_db()
    assert user.check_password(capsys.readouterr().out.strip())
    assert not has_factor(user)
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_sign_in", "nobody")
