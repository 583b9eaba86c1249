"""Keys of a custodian for one test: the web knows the public one, the private one only when it is held."""

from collections.abc import Callable
from pathlib import Path

import pytest

from testimonies.vault import custody


@pytest.fixture
def key_file(tmp_path: Path, settings) -> Path:
    """A private key outside the data directory; its public key is VAULT_RECIPIENT, and that is all."""
    file = tmp_path / "custodian-key"
    settings.VAULT_RECIPIENT = custody.new_identity(file)
    settings.VAULT_IDENTITY_FILE = ""
    return file


@pytest.fixture
def hold_the_key(key_file: Path, settings) -> Callable[[], None]:
    """Makes this process the custodian's."""

    def hold() -> None:
        settings.VAULT_IDENTITY_FILE = str(key_file)

    return hold
