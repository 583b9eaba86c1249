"""The vault as an app: its models, its migrations, its command, its guards."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class VaultConfig(AppConfig):
    """The vault; keeps its guards in place around every migrate of its database."""

    name = "testimonies.vault"
    label = "vault"
    verbose_name = "Vault"

    def ready(self) -> None:
        from testimonies.vault import guards

        pre_migrate.connect(guards.before_migrate, sender=self)
        post_migrate.connect(guards.after_migrate, sender=self)
