"""The desk's not-public list: names that no public text may hold. Kept by moderators and custodians."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from testimonies import ledger
from testimonies.models import Actor, NotPublicName

KEEPERS = ("review", "erase")


@admin.register(NotPublicName)
class NotPublicNameAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Names are added, corrected and taken off; nobody else sees the list."""

    list_display = ("name", "actor", "at")
    fields = ("name", "note")
    actions = None
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _keeps(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _keeps(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Who keeps it last answers for it."""
        obj.actor, obj.at = Actor.of(request.user), ledger.now()  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)

    # The admin's log would keep a second copy of the name.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None


def _keeps(request: HttpRequest) -> bool:
    return any(request.user.has_perm(f"testimonies.{name}") for name in KEEPERS)
