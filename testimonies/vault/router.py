"""Which database a row belongs to: the vault's to the vault, everything else to the archive's own."""

from typing import Any

from django.db.models import Model

LABEL = ALIAS = "vault"


class VaultRouter:
    """Keeps the two databases apart."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The vault for its own models; no opinion on others."""
        return ALIAS if model._meta.app_label == LABEL else None

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        """No relation leads from one database into the other."""
        inside = {one._meta.app_label == LABEL, other._meta.app_label == LABEL}
        return False if len(inside) == 2 else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The vault's tables go into the vault, and nothing else does."""
        return (db == ALIAS) == (app_label == LABEL)
