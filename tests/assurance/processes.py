"""Real processes on a real SQLite file of their own, started as anyone would start them."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


_ELSEWHERE = ("DATABASE_URL", "SEARCH_URL", "ERASURES_FILE")


def environment(folder):
    """The environment of an installation whose data lies in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    own = {"SECRET_KEY": "only-for-tests", "DATA_DIR": str(folder), "DEBUG": "0"}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "archive.settings", "PYTHONPATH": str(ROOT)}


def start(folder, module, *arguments):
    """A process that runs one of the modules of this folder."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.assurance.{module}", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def answer(process):
    """What a process printed as its last line, read as JSON; fails with its complaint when it failed."""
    out, complaint = process.communicate(timeout=300)
    assert process.returncode == 0, complaint
    return json.loads(out.splitlines()[-1])
