"""All addresses: reading pages and search in both languages; files, the API and the admin in none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from archive import pages
from search.api import api
from testimonies.urls import files

urlpatterns = [
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("api/v1/", api.urls),
    path("curate/account/", include("archive.accounts.urls")),
    path("curate/", admin.site.urls),
    # First: a record's other forms are theirs, and what they do not know has no form.
    path("", include(files)),
    *i18n_patterns(
        path("", pages.home, name="home"),
        path("", include("search.urls")),
        path("", include("testimonies.urls")),
        prefix_default_language=False,
    ),
]
