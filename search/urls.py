"""Addresses of the search and of the programming interface."""

from django.urls import path

from search import views
from search.api import api

app_name = "search"

urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/help/", views.help_page, name="help"),
    path("api/v1/", api.urls),
]
