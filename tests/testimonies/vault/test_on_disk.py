"""A real server without a private key seals what is typed; no file of the installation holds it."""

import base64
import http.client
import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from urllib.parse import urlencode

import pytest

from archive.demo import server
from testimonies.vault import custody
from tests.assurance.processes import ROOT, environment
from tests.testimonies.vault.canaries import forms, leaks

CANARIES = ("Qanaryname", "카나리이름", "qanary-street", "qanaryletter", "qanaryneed")
TYPED = {
    "legal_name": "Synthetic Qanaryname\n카나리이름",
    "contact": "1 qanary-street",
    "consent": "qanaryletter",
    "needs": "qanaryneed",
    "uses": "publication",
}


@pytest.fixture
def installation(blank_data, tmp_path):
    """The data directory, and the environment of the web: the public key, and no private one."""
    data = blank_data
    public = custody.new_identity(tmp_path / "custodian-key")
    own = {"VAULT_RECIPIENT": public, "VAULT_IDENTITY_FILE": "", "WHITENOISE_USE_FINDERS": "1"}
    return data, environment(data) | own


def run(env, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(env, log):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(server(port), cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def asked(port: int, method: str, address: str, session: str, fields=None) -> tuple[int, str]:
    token = "a" * 32
    cookies = {"Cookie": f"sessionid={session}; csrftoken={token}"}
    body = urlencode(fields | {"csrfmiddlewaretoken": token}) if fields else None
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, address, body, cookies | form)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@contextmanager
def journals_kept(data):
    """As long as someone reads, SQLite keeps its write-ahead logs on disk: there we look too.

    Reading such a file by other means in this process lets go of SQLite's locks: look last.
    """
    files = [data / "archive.sqlite3", data / "vault" / "vault.sqlite3"]
    with ExitStack() as stack:
        for file in files:
            reader = stack.enter_context(closing(sqlite3.connect(file)))
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield [file.with_name(f"{file.name}-wal") for file in files]


@pytest.mark.assure
def test_no_file_of_the_installation_holds_what_was_sealed(installation, tmp_path):
    data, env = installation
    made = json.loads(run(env, "-m", "tests.testimonies.vault.installing").splitlines()[-1])
    page, log = f"/curate/witnesses/{made['witness']}/", tmp_path / "data" / "server.log"
    with log.open("w") as file, serving(env, file) as port, journals_kept(data) as journals:
        assert asked(port, "POST", page, made["session"], TYPED)[0] == 302, log.read_text()
        assert asked(port, "POST", page, made["session"], TYPED | {"until": "never"})[0] == 400
        status, html = asked(port, "GET", page, made["session"])
        assert status == 200 and "since" in html
        assert all(journal.stat().st_size > 0 for journal in journals)
        assert leaks(data, CANARIES) == []
    token = re.search(r"\b[0-9a-f]{32}\b", html).group()
    custodian = env | {"VAULT_IDENTITY_FILE": str(tmp_path / "custodian-key")}
    told = run(custodian, "manage.py", "vault", "read", token, "--reason", "a test")
    assert all(canary in told for canary in CANARIES)
    assert run(custodian, "manage.py", "vault", "scan", f"#{made['testimony']}") == "Clean.\n"
    assert run(custodian, "manage.py", "vault", "check").startswith("1 rows")
    assert leaks(data, CANARIES) == []
    a_rotation_leaves_nothing_of_the_old_ciphertext(custodian, data, tmp_path)


def a_rotation_leaves_nothing_of_the_old_ciphertext(custodian, data, tmp_path) -> None:
    old = ciphertext_of(data)
    assert holding(data, old) != []
    new = custody.new_identity(tmp_path / "new-key")
    with journals_kept(data):
        run(custodian, "manage.py", "vault", "rotate", "--to", new, "--identity", str(tmp_path / "new-key"))
        assert ciphertext_of(data) != old
        assert holding(data, old) == []


def ciphertext_of(data) -> bytes:
    with closing(sqlite3.connect(data / "vault" / "vault.sqlite3")) as database:
        return database.execute("SELECT ciphertext FROM vault_sealing").fetchone()[0]


def holding(data, ciphertext: bytes) -> list[str]:
    """Files of the vault with a piece of the ciphertext as long as fits a page whatever its place."""
    pieces = {ciphertext[start : start + 64] for start in range(0, len(ciphertext) - 64, 64)}
    files = list((data / "vault").iterdir())
    return [file.name for file in files if any(piece in file.read_bytes() for piece in pieces)]


def test_the_web_does_not_load_what_reads_the_vault(installation):
    look = (
        "import archive.wsgi, sys; from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in sys.modules if name in"
        " ('testimonies.vault.custody', 'testimonies.vault.scanning', 'testimonies.vault.sealing')])"
    )
    assert run(installation[1], "-c", look) == "['testimonies.vault.sealing']\n"


@pytest.mark.parametrize("form", sorted(forms(CANARIES[1])))
def test_a_canary_in_any_encoding_would_be_found(tmp_path, form):
    (tmp_path / "some-file").write_bytes(b"before it " + form + b" and after it")
    assert leaks(tmp_path, CANARIES) == [f"some-file: {CANARIES[1]}"] * len(
        [other for other in forms(CANARIES[1]) if other in form]
    )


@pytest.mark.parametrize("offset", range(3))
def test_a_canary_inside_a_longer_text_in_base64_would_be_found(tmp_path, offset):
    text = "x" * offset + CANARIES[0] + " and more"
    (tmp_path / "some-file").write_bytes(base64.b64encode(text.encode()))
    assert leaks(tmp_path, CANARIES) != []
