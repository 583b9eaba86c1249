"""The URL conf with an address that nobody entered in the walk."""

from django.urls import path

from archive.pages import healthz
from archive.urls import urlpatterns as known

urlpatterns = [*known, path("one-more/", healthz, name="one-more")]
