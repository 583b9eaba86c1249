"""When many segments have gathered, the running indexer rebuilds beside; one that fails is not hurried."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from search.beside import RebuildBeside
from search.kernel import merging
from tests.factories import make_source, publish

INDEXER = """
import django
django.setup()
from django.core.management import call_command
from search.kernel import merging
merging.MOST_SEGMENTS = 1
call_command("run_indexer")
"""
PUBLISH_TWICE = """
import time
import search
from search import engine
from testimonies import ledger
from tests.factories import make_testimony, publish

for word in ("xylophone", "marimba"):
    publish(make_testimony(texts=(f"A {word} stood there.",)))
    while engine.backend().held() < ledger.head().number:
        time.sleep(0.02)
    assert search.find(search.SearchRequest(q=word)).total == 1
"""


def until(holds, seconds=60):
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds
        time.sleep(0.05)


@pytest.mark.assure
def test_a_running_indexer_rebuilds_beside_while_publications_go_on(blank_data):
    environment = os.environ | {"DATA_DIR": str(blank_data), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    options = {"cwd": settings.BASE_DIR, "env": environment}
    manage = [sys.executable, "manage.py"]
    indexer = subprocess.Popen([sys.executable, "-c", INDEXER], stderr=subprocess.DEVNULL, **options)
    current = blank_data / "index" / "CURRENT"
    try:
        until(current.exists)
        first = json.loads(current.read_text())["directory"]
        subprocess.run([*manage, "shell", "-v0", "-c", PUBLISH_TWICE], check=True, timeout=120, **options)
        until(lambda: json.loads(current.read_text())["directory"] != first)
        indexer.send_signal(signal.SIGTERM)
        assert indexer.wait(30) == 0
        subprocess.run([*manage, "verify_index"], check=True, stdout=subprocess.DEVNULL, **options)
    finally:
        indexer.kill()
        indexer.wait()


@pytest.mark.django_db
def test_a_rebuild_that_failed_is_not_started_again_at_once(index, monkeypatch, caplog, tmp_path):
    monkeypatch.setattr(merging, "MOST_SEGMENTS", 0)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "is" / "a" / "file"))
    (tmp_path / "is").write_text("no place for an index")
    publish(make_source())
    beside = RebuildBeside()
    beside.step()
    until(lambda: beside.step() or "rebuild ended" in caplog.text)
    beside.step()
    assert caplog.text.count("rebuild ended") == 1
    assert [record.levelname for record in caplog.records if "rebuild ended" in record.message] == ["ERROR"]
    beside.stop()


@pytest.mark.django_db
def test_an_index_of_few_segments_is_left_alone(index):
    beside = RebuildBeside()
    beside.step()
    assert beside._process is None
    beside.stop()
