"""Before what cannot be taken back one says again who one is: an open screen is not a signature."""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from testimonies.workflow import Action

ASKS_AGAIN = frozenset({Action.WITHDRAW, Action.MERGE, Action.ERASE})


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether this person proved who they are within the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    last = max((record["at"] for record in records), default=0)
    return request.user.is_authenticated and time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
