"""Deployment checks that are ours; run by `manage.py check --database default`."""

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from testimonies import guards
from testimonies.vault import guards as vault_guards
from testimonies.vault.envelope import CannotSeal, recipient_of


def guards_in_place(
    *, app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """A warning for every database whose guards are not all installed.

    Not an error, for then migrate, the cure, would refuse to run.
    """
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        missing = _missing(connection)
        if missing:
            text = f"Guards are missing: {', '.join(sorted(missing))}."
            found.append(
                Warning(text, hint="Run manage.py migrate, which reinstalls them.", id="archive.W001")
            )
    return found


def _missing(connection: BaseDatabaseWrapper) -> set[str]:
    missing: set[str] = set()
    for own in (guards, vault_guards):
        missing |= own.missing(connection) if own.has_tables(connection) else set()
    return missing


def vault_is_for_writing(*, app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """A warning when this process could read the vault's private key; an error when the public key is none.

    Run it as the account that the web server runs as. The vault's own command does not ask it.
    """
    found: list[CheckMessage] = []
    if settings.VAULT_IDENTITY_FILE and os.access(settings.VAULT_IDENTITY_FILE, os.R_OK):
        hint = "Unset VAULT_IDENTITY_FILE for the web, and let only the custodian's account read that file."
        found.append(Warning("This process can read the vault's private key.", hint=hint, id="archive.W002"))
    try:
        recipient_of(settings.VAULT_RECIPIENT) if settings.VAULT_RECIPIENT else None
    except CannotSeal as error:
        found.append(Error(f"VAULT_RECIPIENT: {error}", hint="manage.py vault keygen", id="archive.E001"))
    return found


def register_all() -> None:
    """Register the checks with Django."""
    register(Tags.database)(guards_in_place)
    register(Tags.security)(vault_is_for_writing)
