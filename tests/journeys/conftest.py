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

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Demo:
    """A running demo: its address and the one-time passwords it printed."""

    address: str
    passwords: dict[str, str]
    process: subprocess.Popen[str]
    directory: Path

    def sign_in(self, page: Page, username: str) -> None:
        page.goto(f"{self.address}/curate/login/?next=/curate/")
        page.fill("#id_username", username)
        page.fill("#id_password", self.passwords[username])
        page.click("[type=submit]")
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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    directory = tmp_path_factory.mktemp("demo")
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
    passwords = dict(re.findall(r"(\S+)\s+password for this run: (\S+)", said))
    assert passwords, f"the demo printed no accounts:\n{said}"
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address)
        yield Demo(address, passwords, process, directory)
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()
