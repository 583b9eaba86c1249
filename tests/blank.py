"""An installation with its tables and nothing in them, migrated once for the whole run."""

import fcntl
import subprocess
import sys
from pathlib import Path

from tests.assurance.processes import ROOT, environment


def blank_in(folder: Path) -> Path:
    """The data directory of a blank installation, made by the first process that asks; others wait for it."""
    folder.mkdir(exist_ok=True)
    data = folder / "data"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            data.mkdir()
            for database in ("default", "vault"):
                command = [sys.executable, "manage.py", "migrate", "-v0", "--database", database]
                subprocess.run(command, cwd=ROOT, env=environment(data), check=True)
    return data
