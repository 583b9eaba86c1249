"""The desk's pages of witnesses: what may be printed of who speaks, and whether they are protected."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from testimonies.admin.base import RecordAdmin
from testimonies.admin.entity import NameRows
from testimonies.admin.protection import shown
from testimonies.models import Witness


@admin.register(Witness)
class WitnessAdmin(RecordAdmin):
    """The public face of a witness."""

    change_form_template = "admin/witness_form.html"
    # A name typed here by mistake must not be kept before anybody decided to.
    keeps_unsaved = False
    inlines = (NameRows,)
    search_fields = ("public_name", "identifier", "names__text")
    list_filter: ClassVar[Any] = ("stage", "naming")
    datalists = ("source",)
    fieldsets = ((None, {"fields": ("naming", "public_name", "about", "unlinked")}),)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if context["original"]:
            context["protection"] = shown(context["original"])
        context["seals"] = request.user.has_perm("testimonies.seal")
        return super().render_change_form(request, context, *args, **kwargs)
