"""The project as an app: its templates tags, static files, commands and checks are found through it."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    """The house."""

    name = "archive"

    def ready(self) -> None:
        from archive import checks
        from archive.accounts import gate

        checks.register_all()
        gate.watch()
        # An app without models hears nothing of migrate: the record's signal stands for all.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("testimonies"))


def make_cache_table(using: str = "default", **kwargs: Any) -> None:
    """Make the cache's table, where it is lacking, in the database that everything else is in."""
    if using == "default":
        call_command("createcachetable", verbosity=0)


class ArchiveAdminConfig(AdminConfig):
    """Django's admin under our own site class."""

    default_site = "archive.desk.ArchiveAdminSite"
