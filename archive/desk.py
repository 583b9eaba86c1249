"""The admin site at /curate/: its front page is a queue, its sections are the words of the archive."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.http import urlencode

from testimonies import importing, unsaved
from testimonies.notices import unread
from testimonies.queue import Filters, Queue, options, works_here

SECTIONS = (
    "Testimony",
    "Claim",
    "Disagreement",
    "Camp",
    "Entity",
    "Witness",
    "Source",
    "Topic",
    "Figure",
    "Collection",
    "NotPublicName",
)


class ArchiveAdminSite(AdminSite):
    """The desk."""

    site_header = settings.ARCHIVE_NAME
    site_title = f"{settings.ARCHIVE_NAME}, desk"
    index_title = "Queue"
    index_template = "admin/queue.html"
    site_url = "/"
    empty_value_display = "none"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The stock addresses, and those of the workflow."""
        return [path("", include("testimonies.admin.urls")), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """What waits for whom. Imports left lying for a day, and unsaved work of a fortnight, are deleted."""
        importing.sweep()
        unsaved.sweep()
        queue = Queue(request.user, Filters.read(request.GET), request.GET.get("page"))
        offered = options() if works_here(request.user) else {}
        return super().index(request, {"queue": queue, "options": offered, **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the desk knows: also whether this person works on records, and their notices."""
        works = works_here(request.user)
        mine = {"works_here": works, "unread": unread(request.user) if works else 0}
        return super().each_context(request) | mine

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the one sign-in there is; who is signed in and has no place here is told so."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        query = urlencode({"next": get_next_redirect_url(request) or reverse("admin:index")})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Where one changes the password."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """No page of ours asks it anything: records are named from lists that stand on the page."""
        raise Http404("The desk has no such list.")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """The sections: records in the order one works with them, then people."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "testimonies":
                app["models"].sort(key=lambda model: SECTIONS.index(model["object_name"]))
            if app["app_label"] == "auth":
                app["name"] = "People"
        return sorted(apps, key=lambda app: str(app["app_label"] != "testimonies"))
