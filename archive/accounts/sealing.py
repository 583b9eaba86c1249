"""What of accounts is kept unreadable: secrets of second factors; names and addresses in the cache."""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def opaque_key(key: str, prefix: str, version: int) -> str:
    """The key of an entry of the cache: a keyed digest, for keys are made of names and addresses."""
    return _digest(f"cache {prefix}:{version}:{key}").hex()


def sealed(secret: str) -> str:
    """A secret as it is kept in the database: a copy of the database alone opens no account."""
    return _box().encrypt(secret.encode()).decode()


def opened(token: str) -> str:
    """The secret again. Raises ValidationError when it was sealed under another SECRET_KEY."""
    try:
        return _box().decrypt(token.encode()).decode()
    except InvalidToken as error:
        told = _("The archive's secret key is another one now: ask for your sign-in to be reset.")
        raise ValidationError(told) from error


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_digest("second factors")))


def _digest(said: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256")
