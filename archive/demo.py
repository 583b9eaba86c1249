"""The demonstration: an archive of its own in a directory of its own, never a real installation."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from pyrage.x25519 import Identity  # type: ignore[import-untyped]

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO_DIR = BASE_DIR / "var" / "demo"
MARK = "this-is-a-demo"
CUSTODIAN_KEY = "custodian-key"
OF_A_REAL_INSTALLATION = (
    *("DATABASE_URL", "DATA_DIR", "SECRET_KEY", "SEARCH_URL", "ERASURES_FILE"),
    *("VAULT_RECIPIENT", "VAULT_IDENTITY_FILE"),
)


class NotADemo(SystemExit):
    """The demo will not run here; the message says what to do."""


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the demo: they are read before Django is, and again by the command."""
    parser.add_argument("--port", type=int, default=8000, help="of 127.0.0.1")
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    parser.add_argument("--directory", type=Path, default=DEMO_DIR, help="where the demo keeps its data")


def prepare_environment(arguments: Sequence[str]) -> None:
    """Point the settings at the demo's own directory, before they are read.

    Raises NotADemo when the environment is that of a real installation or the directory holds other things.
    """
    parser = ArgumentParser(add_help=False)
    add_arguments(parser)
    options, _others = parser.parse_known_args(arguments)
    directory: Path = options.directory.resolve()
    named = [name for name in OF_A_REAL_INSTALLATION if name in os.environ]
    if named:
        raise NotADemo(f"The demo does not run beside a real installation: unset {', '.join(named)} first.")
    if directory.exists() and any(directory.iterdir()) and not (directory / MARK).exists():
        raise NotADemo(f"{directory} is not empty and not a demo: move it away first.")
    if options.reset:
        shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    (directory / MARK).touch()
    os.environ |= {"DATA_DIR": str(directory), "SECRET_KEY": _key(directory), "WHITENOISE_USE_FINDERS": "1"}
    os.environ["VAULT_RECIPIENT"] = _recipient(directory)


def _key(directory: Path) -> str:
    file = directory / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _recipient(directory: Path) -> str:
    """The public key of the demo's custodian, whose private key lies in a file that no setting names."""
    file = directory / CUSTODIAN_KEY
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"{Identity.generate()}\n")
    return str(Identity.from_str(file.read_text().strip()).to_public())


def port_is_free(port: int) -> bool:
    """Whether nothing listens on that port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def server(port: int) -> list[str]:
    """The command line of the web server: one process, a few threads, loopback only, no access log.

    Below errors gunicorn writes down the line of a request it cannot read, and so what was searched for.
    """
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--log-level", "error"]
    return [sys.executable, "-m", "gunicorn", "archive.wsgi", "--no-control-socket", *options]


def indexer() -> list[str]:
    """The command line of the one process that writes the search index."""
    return [sys.executable, str(BASE_DIR / "manage.py"), "run_indexer"]


def _on_being_told(what: Any) -> None:
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, what)


def run_together(commands: Sequence[list[str]]) -> int:
    """Run the commands until one of them ends or this process is told to stop; returns its exit code.

    It may be told twice, by a shell and by what started it: once is enough, the commands end in order.
    """
    processes: list[subprocess.Popen[bytes]] = []

    def stop(_signal: int, _frame: FrameType | None) -> None:
        _on_being_told(signal.SIG_IGN)
        raise KeyboardInterrupt

    try:
        _on_being_told(stop)
        for command in commands:
            processes.append(subprocess.Popen(command, cwd=BASE_DIR))
        _pid, status = os.wait()
        return os.waitstatus_to_exitcode(status)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
