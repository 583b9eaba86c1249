"""One living installation for all tests of a file: filled, backed up, then erased from."""

import fcntl
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from testimonies.vault import custody
from tests.assurance.processes import ROOT, environment
from tests.blank import blank_in


@dataclass
class Living:
    """Its data directory, the backup, the custodian's key, and what it printed."""

    data: Path
    backup: Path
    key: Path
    public: str
    told: dict

    @property
    def erasures(self) -> Path:
        """The list of erasures beside its data."""
        return self.data / "erasures.jsonl"

    def run(self, data: Path, *command: str) -> subprocess.CompletedProcess:
        """One of the archive's commands on another data directory."""
        return run(data, self.public, sys.executable, "-W", "ignore", "manage.py", *map(str, command))


def run(data: Path, public: str, *command: str) -> subprocess.CompletedProcess:
    """A process of an installation whose data lies in `data`."""
    own = {"VAULT_RECIPIENT": public, "VAULT_IDENTITY_FILE": "", "WHITENOISE_USE_FINDERS": "1"}
    return subprocess.run(
        command, cwd=ROOT, env=environment(data) | own, capture_output=True, text=True, timeout=120
    )


def living_in(folder: Path, blank: Path) -> Living:
    """The living installation in `folder`, made by the first process that asks; others wait for it."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = folder / "told"
        if not told.exists():
            told.write_text(_fill(folder, blank))
        key = folder / "key"
        public = str(custody.identities(str(key))[0].to_public())
        return Living(folder / "living", folder / "backup.age", key, public, json.loads(told.read_text()))


def _fill(folder: Path, blank: Path) -> str:
    data, backup = Path(shutil.copytree(blank, folder / "living")), folder / "backup.age"
    public = custody.new_identity(folder / "key")
    filled = (sys.executable, "-W", "ignore", "-m", "tests.archive.backup.living", str(backup))
    done = run(data, public, *filled)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.fixture(scope="session")
def living(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Living:
    """The living installation; nobody changes it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    return living_in(shared / "living", blank_in(shared / "blank"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a restore goes: an empty directory."""
    (tmp_path / "restored").mkdir(mode=0o700)
    return tmp_path / "restored"
