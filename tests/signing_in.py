"""Being signed in without walking through it: a forced session counts as one that passed both steps."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.signals import user_logged_in
from django.test import Client
from playwright.sync_api import Browser, Page


def complete_when_forced(request: Any, user: Any, **kwargs: Any) -> None:
    """What client.force_login leaves out: its request is a bare one, without a method."""
    if request.method is None:
        record_authentication(request, user, "mfa", type="totp")


def count_forced_sessions() -> None:
    """From now on, for the whole run. The gate itself stays as it is."""
    user_logged_in.connect(complete_when_forced, dispatch_uid="forced sessions")


def signed_in_page(browser: Browser, address: str, user: Any, **context: Any) -> Page:
    """A page of a browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    opened = browser.new_context(**context)
    opened.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return opened.new_page()
