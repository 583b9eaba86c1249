"""The desk's pages of witnesses: what may be printed of who speaks."""

from typing import Any, ClassVar

from django.contrib import admin

from testimonies.admin.base import RecordAdmin
from testimonies.admin.entity import NameRows
from testimonies.models import Witness


@admin.register(Witness)
class WitnessAdmin(RecordAdmin):
    """The public face of a witness."""

    inlines = (NameRows,)
    search_fields = ("public_name", "identifier", "names__text")
    list_filter: ClassVar[Any] = ("stage", "naming")
    datalists = ("source",)
    fieldsets = ((None, {"fields": ("naming", "public_name", "about", "unlinked")}),)
