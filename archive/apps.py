"""The project as an app: its templates tags, static files, commands and checks are found through it."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ArchiveConfig(AppConfig):
    """The house."""

    name = "archive"

    def ready(self) -> None:
        from archive import checks

        checks.register_all()


class ArchiveAdminConfig(AdminConfig):
    """Django's admin under our own site class."""

    default_site = "archive.desk.ArchiveAdminSite"
