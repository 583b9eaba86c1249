"""The addresses below /curate/account/. Signing up, and all that needs a mail server, has none."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from archive.accounts import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", login_required(views.change_password), name="account_change_password"),
    path("factors/webauthn/keys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("factors/", include("allauth.mfa.urls")),
]
