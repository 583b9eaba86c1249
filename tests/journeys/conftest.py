"""The real demo, started as a newcomer starts it, and a browser to walk through it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from archive.demo import MARK
from tests.sample import Sample

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Demo:
    """A running demo: its address, and what it printed for signing in: passwords and recovery codes."""

    address: str
    passwords: dict[str, str]
    codes: dict[str, list[str]]
    process: subprocess.Popen[str]
    directory: Path

    def sign_in(self, page: Page, username: str) -> None:
        """Name, password, and a recovery code, which is used up by it."""
        page.goto(f"{self.address}/curate/login/?next=/curate/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(self.passwords[username])
        page.get_by_role("button", name="Log in").click()
        page.get_by_label("Code").fill(self.codes[username].pop())
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"{self.address}/curate/")

    def sign_out(self, page: Page) -> None:
        page.context.clear_cookies()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(address: str) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=30) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the demo did not become ready")


def _printed(said: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """By account, the password and the recovery codes."""
    passwords: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    parts = re.split(r"(\S+)\s+password for this run: (\S+)", said)[1:]
    for username, password, rest in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        passwords[username] = password
        lines = re.findall(r"recovery codes: ([\d ]+)", rest)
        codes[username] = [code for line in lines for code in line.split()]
    return passwords, codes


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, sample: Sample) -> Iterator[Demo]:
    """The demo on its second day: what it loads on the first is there already."""
    directory = tmp_path_factory.mktemp("demo")
    sample.lay_down(directory)
    (directory / MARK).touch()
    of_the_tests = {"DATA_DIR", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "DEBUG"}
    environment = {name: value for name, value in os.environ.items() if name not in of_the_tests}
    port = _free_port()
    command = [sys.executable, "manage.py", "demo", "--port", str(port), "--directory", str(directory)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Stop it"):
            break
    passwords, codes = _printed(said)
    assert passwords, f"the demo printed no accounts:\n{said}"
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address)
        yield Demo(address, passwords, codes, process, directory)
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()
