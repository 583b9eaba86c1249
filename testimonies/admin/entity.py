"""The desk's pages of camps and of other things that claims are about, with all their names."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from testimonies.admin.base import RecordAdmin, Rows
from testimonies.forms import EntityForm
from testimonies.models import Camp, Entity, Name
from testimonies.vocabulary import EntityKind

ABOUT: Any = (None, {"fields": (("heading", "heading_ko"), "slug", "about")})
PLACE: Any = ("Place", {"fields": (("latitude", "longitude"), "position_of", "figures")})


class NameRows(Rows):
    """Every way to write a name."""

    model = Name
    fk_name = "owner"
    fields = (("text", "language", "script"), ("system", "source"))


@admin.register(Camp)
class CampAdmin(RecordAdmin):
    """A camp: the entity with a number and a facility type."""

    inlines = (NameRows,)
    search_fields = ("heading", "identifier", "names__text")
    datalists = ("source", "figure")
    fieldsets = (ABOUT, (None, {"fields": (("number", "facility_type"),)}), PLACE)


@admin.register(Entity)
class EntityAdmin(RecordAdmin):
    """A zone, place, organisation, person, term or system."""

    form = EntityForm
    inlines = (NameRows,)
    search_fields = ("heading", "identifier", "names__text")
    list_filter: ClassVar[Any] = ("stage", "kind")
    prepopulated_fields = {"slug": ("heading",)}
    datalists = ("source", "figure")
    fieldsets = ((None, {"fields": ("kind",)}), ABOUT, PLACE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        return super().get_queryset(request).exclude(kind=EntityKind.CAMP)
