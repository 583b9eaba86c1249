"""Pages of an account where allauth's do not do what we promise."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _


class ChangePassword(PasswordChangeView):
    """An own password for the one-time one; and the new one may not be the old."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuses the password that is to be changed."""
        if form.cleaned_data["password1"] == form.cleaned_data["oldpassword"]:
            form.add_error("password1", _("This is the password you have: choose another."))
            refused: HttpResponse = self.form_invalid(form)
            return refused
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_default_success_url(self) -> str:
        """On to the desk, or to what is still to be done before it."""
        return "/curate/"


class RemovePasskey(RemoveWebAuthnView):
    """The last second factor stays, passkeys included."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Removes it, unless it is the last."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        answer: HttpResponse = super().form_valid(form)
        return answer


change_password = ChangePassword.as_view()
remove_passkey = RemovePasskey.as_view()
