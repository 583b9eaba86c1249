"""The scene, made once for a file of tests: both databases, media and the index are put back afterwards."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connections
from django.test import override_settings

from search import engine, forgetting, keeping
from testimonies.vault import custody
from tests.canary.scene import World, build
from tests.canary.surfaces import listening

BOTH = ("default", "vault")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The scene with its index; `log` holds what was logged while it was made."""
    folder = tmp_path_factory.mktemp("canary")
    identity = folder / "custodian-key"
    own = {
        "VAULT_RECIPIENT": custody.new_identity(identity),
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_URL": "smtp://localhost",
    }
    with django_db_blocker.unblock(), _put_back(), override_settings(**own):
        log: list[str] = []
        with listening(log):
            made = build()
            keeping.rebuild()
        made.log, made.identity, made.letters = log, identity, [*mail.outbox]
        yield made


@contextmanager
def _put_back() -> Iterator[None]:
    before = {name: sqlite3.connect(":memory:") for name in BOTH}
    for name, kept in before.items():
        connections[name].ensure_connection()
        connections[name].connection.backup(kept)
    _without_index()
    try:
        yield
    finally:
        for name, kept in before.items():
            kept.backup(connections[name].connection)
            kept.close()
        shutil.rmtree(Path(settings.DATA_DIR) / "imports", ignore_errors=True)
        _without_index()


def _without_index() -> None:
    shutil.rmtree(settings.INDEX_DIR, ignore_errors=True)
    engine._open.clear()
    forgetting.forget()
