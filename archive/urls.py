"""All addresses: the reading pages, the search, the API, the admin."""

from django.contrib import admin
from django.urls import include, path

from archive import pages
from search.api import api

urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("", include("search.urls")),
    path("api/v1/", api.urls),
    path("", include("testimonies.urls")),
    path("curate/account/", include("archive.accounts.urls")),
    path("curate/", admin.site.urls),
]
