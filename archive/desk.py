"""The admin site at /curate/: its front page is a queue, its sections are the words of the archive."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from testimonies.queue import Queue

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
        """What waits for whom."""
        return super().index(request, {"queue": Queue(request.user), **(extra_context or {})})

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
