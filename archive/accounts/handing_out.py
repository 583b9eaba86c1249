"""What is handed to a person so that they can sign in: a one-time password; in the demo, second factors."""

import secrets
import string
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.db import transaction

from testimonies.models import OneTimePassword

# Without letters that are read for one another: it is written down or read out.
LETTERS = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("il1o0")))


@dataclass(frozen=True)
class Factors:
    """The secret of an authenticator app, and recovery codes that each work once."""

    secret: str
    recovery_codes: list[str]

    def code_now(self) -> str:
        """What the app would show at this moment."""
        counter = next(iter(yield_hotp_counters_from_time()))
        return str(format_hotp_value(hotp_value(self.secret, counter)))


def one_time_password(user: User) -> str:
    """Give the account a password that must be changed at the first sign-in; returns it, to be shown once.

    Ends every session of the account, for the password is another.
    """
    password = "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _part in range(4))
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        OneTimePassword.objects.get_or_create(user=user)
    return password


def reset_sign_in(user: User) -> str:
    """For someone who lost their second factors: all are removed; returns a one-time password."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        return one_time_password(user)


def enrol(user: User) -> Factors:
    """Give the account new second factors in place of those it has; for the demo, which prints them."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return Factors(secret, codes)
