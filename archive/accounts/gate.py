"""Who may pass to the desk: a session neither too long idle nor too old, an own password, a second factor."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from testimonies.models import OneTimePassword

DESK, ACCOUNT = "/curate/", "/curate/account/"
BEGUN, SEEN, ONE_TIME, SECOND_FACTOR = "begun", "seen", "one-time password", "second factor of"
# Writing down each request would be a write to the database a page.
GRAIN = 60


class Gate:
    """Middleware. Below /curate/ a session that has ended is closed, and an incomplete one is led on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DESK) or not request.user.is_authenticated:
            return self.get_response(request)
        if has_ended(request):
            return _closed(request)
        _seen(request)
        return _lead_on(request) or self.get_response(request)


def has_ended(request: HttpRequest) -> bool:
    """Whether the session was idle for too long, or is too old."""
    now, session = time.time(), request.session
    idle, age = now - session.get(SEEN, 0), now - session.get(BEGUN, 0)
    return bool(idle > settings.DESK_IDLE or age > settings.DESK_LONGEST)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session passed a second factor: that the account has one is not enough."""
    return bool(request.session.get(SECOND_FACTOR) == request.user.pk)


def _seen(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session[SEEN] >= GRAIN:
        request.session[SEEN] = now


def _closed(request: HttpRequest) -> HttpResponse:
    """To the sign-in; but whoever sent a form is told, so that they go back and save what they typed."""
    logout(request)
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.path.startswith(ACCOUNT):
        return HttpResponseRedirect(sign_in)
    if request.method == "POST":
        return render(request, "account/session_ended.html", status=403)
    return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': request.get_full_path()})}")


def _lead_on(request: HttpRequest) -> HttpResponse | None:
    """Where an incomplete sign-in goes on, unless the request is a step of it."""
    if request.path in {reverse("account_logout"), reverse("account_reauthenticate")}:
        return None
    if request.session.get(ONE_TIME):
        return _unless_there(request, "account_change_password")
    if not has_second_factor(request):
        if _is_enrolled(request):
            # Begun before the factor was enrolled elsewhere: it must not enrol another of its own.
            return _closed(request)
        return _unless_there(request, "mfa_index", "mfa_activate_totp", "mfa_add_webauthn")
    return None


def _is_enrolled(request: HttpRequest) -> bool:
    own = Authenticator.objects.filter(user=request.user.pk)
    return own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def _unless_there(request: HttpRequest, *names: str) -> HttpResponse | None:
    addresses = [reverse(name) for name in names]
    return None if request.path in addresses else HttpResponseRedirect(addresses[0])


def begin(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A session begins: note when, and whether the password is one that must be changed."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())
    request.session[ONE_TIME] = OneTimePassword.objects.filter(user=user.pk).exists()


def passed(request: HttpRequest, user: Any, method: str, **kwargs: Any) -> None:
    """A step of signing in was right: when it was the second factor, note whose."""
    if method == "mfa":
        request.session[SECOND_FACTOR] = user.pk


def enrolled(request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """A second factor was enrolled in this session, which proves it as well as using it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        request.session[SECOND_FACTOR] = user.pk


def changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """The password is the person's own now."""
    OneTimePassword.objects.filter(user=user.pk).delete()
    request.session[ONE_TIME] = False


def watch() -> None:
    """Connect the above to what allauth and Django announce."""
    for signal, receiver in (
        (user_logged_in, begin),
        (authentication_step_completed, passed),
        (authenticator_added, enrolled),
        (password_changed, changed),
    ):
        signal.connect(receiver, dispatch_uid=f"gate {receiver.__name__}")
