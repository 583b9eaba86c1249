"""The desk's page that seals who a witness is. It writes: no page shows what is sealed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from testimonies.admin.panel import change_address
from testimonies.forms import ProtectionForm
from testimonies.models import Witness
from testimonies.protecting import Facts, facts_of, protect
from testimonies.vault.envelope import CannotSeal
from testimonies.vault.sealing import sealed_at


@dataclass(frozen=True)
class Protection:
    """What the desk shows of a protected witness: the token, the facts, and when something was sealed."""

    token: str
    facts: Facts
    sealed: list[str]

    @property
    def since(self) -> str:
        """The day of the first sealing; empty when nothing is sealed."""
        return self.sealed[0][:10] if self.sealed else ""

    @property
    def uses(self) -> str:
        """What was consented to, in words."""
        return ", ".join(str(use.label) for use in self.facts.uses)


def shown(witness: Witness) -> Protection | None:
    """What may be shown of a witness's protection; None when there is none."""
    if not witness.protection:
        return None
    return Protection(witness.protection, facts_of(witness), sealed_at(witness.protection))


@sensitive_variables()
@sensitive_post_parameters()
def protection(request: HttpRequest, pk: int) -> HttpResponse:
    """Seal details of a witness and state the facts of consent (POST), or the empty form (GET)."""
    if not request.user.has_perm("testimonies.seal"):
        raise PermissionDenied
    witness = get_object_or_404(Witness, pk=pk)
    form = ProtectionForm(request.POST if request.method == "POST" else None, initial=_initial(witness))
    if form.is_bound and form.is_valid():
        try:
            protect(witness, form.facts, form.details, request.user)  # type: ignore[arg-type]
        except CannotSeal as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Sealed and kept.") if form.details else _("Kept."))
            return HttpResponseRedirect(change_address(witness))
    return _page(request, witness, form)


def _initial(witness: Witness) -> dict[str, Any]:
    facts = facts_of(witness)
    return {"uses": list(facts.uses), "until": facts.until, "withdrawn": facts.withdrawn}


def _page(request: HttpRequest, witness: Witness, form: ProtectionForm) -> TemplateResponse:
    context = admin.site.each_context(request) | {
        "title": str(witness) or f"#{witness.pk}",
        "record": witness,
        "opts": witness._meta,
        "form": form,
        "protection": shown(witness),
        "back": change_address(witness),
    }
    return TemplateResponse(request, "admin/protection.html", context, status=400 if form.errors else 200)
