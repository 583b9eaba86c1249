"""The search as an app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The finding."""

    name = "search"
