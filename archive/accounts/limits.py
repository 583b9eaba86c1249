"""How often one may try: by address, and by account and address together, never by account alone.

A limit by account alone would let a stranger who knows a name keep its owner out.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.http import HttpRequest

TRIES = "tries"


def count_try(request: HttpRequest, account: str) -> None:
    """Count a try for this account from this address. Raises ValidationError when there were too many."""
    if not ratelimit.consume(request, action=TRIES, key=_key(request, account)):
        raise get_adapter().validation_error("too_many_login_attempts")


def forgive(request: HttpRequest, account: str) -> None:
    """Forget the tries for this account from this address: the last one was right."""
    ratelimit.clear(request, action=TRIES, key=_key(request, account))


def _key(request: HttpRequest, account: str) -> str:
    """Account and address; of IPv6 the network that one subscriber has."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    bits = 32 if isinstance(address, ipaddress.IPv4Address) else 64
    return f"{ipaddress.ip_network((address, bits), strict=False)} {account}"


class CodeForm(AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    def clean_code(self) -> str:
        """The code, when it is right. Wrong ones are counted."""
        account = f"code of {self.user.pk}"
        count_try(context.request, account)
        code: str = super().clean_code()
        forgive(context.request, account)
        return code


class CodeAgainForm(ReauthenticateForm):
    """A code of someone who is signed in and says once more who they are."""

    def clean_code(self) -> str:
        """The code, when it is right. Wrong ones are counted."""
        account = f"code of {self.user.pk}"
        count_try(context.request, account)
        code: str = super().clean_code()
        forgive(context.request, account)
        return code
