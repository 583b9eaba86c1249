"""The steps of signing in, as a browser takes them."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

PASSWORD = "a pass for tests"
LOGIN, SECOND, FACTORS = (
    "/curate/account/login/",
    "/curate/account/factors/authenticate/",
    "/curate/account/factors/",
)


def give_password(client: Client, user: Any, password: str = PASSWORD, **extra: Any) -> Any:
    """The first step; where it leads."""
    return client.post(LOGIN, {"login": user.username, "password": password}, **extra)


def give_code(client: Client, code: str, **extra: Any) -> Any:
    """The second step; where it leads."""
    return client.post(SECOND, {"code": code}, **extra)


def code_of(secret: str) -> str:
    """What an app that holds this secret shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def wrong(code: str) -> str:
    """Another code of as many digits."""
    return str((int(code) + 1) % 10 ** len(code)).zfill(len(code))


def is_in(client: Client) -> bool:
    """Whether the desk lets this browser in."""
    return client.get("/curate/").status_code == 200


def has_factor(user: Any) -> bool:
    """Whether anything but recovery codes is enrolled."""
    return Authenticator.objects.filter(user=user).exclude(type="recovery_codes").exists()
