"""What we decide where allauth asks: who may sign up, how tries are counted, when one signs in again."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from archive.accounts.limits import count_try, forgive
from archive.accounts.sealing import opened, sealed
from testimonies.again import signed_in_lately


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nothing is sent by mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account with this name and password, None when there is none or the password is wrong."""
        account = f"password of {credentials.get('username', '').casefold()}"
        count_try(request, account)
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found:
            forgive(request, account)
        return found

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of the last minutes counts as well as one that was repeated."""
        return not signed_in_lately(context.request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept sealed, and the last second factor stays."""

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Only when another second factor is left: recovery codes alone are none."""
        own = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """The name that is proposed for a passkey."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"
