"""All addresses: the reading pages, the search, the API, the admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("curate/", admin.site.urls),
]
