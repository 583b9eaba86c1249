"""How long do 20,000 rows take, and how much memory? Printed, not asserted; each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.testimonies.importing.tables import HEADER, csv_of, rows_of, xlsx_of

pytestmark = pytest.mark.bench
ROWS = 20_000
_PROGRAM = """
import json, sys, time
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from testimonies import importing
from tests.factories import make_user

columns, name, content = json.loads(sys.argv[1]), sys.argv[2], open(sys.argv[3], "rb")
took = {}

def timed(what, action):
    wall, cpu = time.monotonic(), time.process_time()
    action()
    took[what] = (time.monotonic() - wall, time.process_time() - cpu)

def begin():
    global job
    job = importing.begin(make_user("contributor"), name, iter(lambda: content.read(1 << 20), b""))

def check():
    importing.name_columns(job, columns)
    importing.Run(job).to_end()

def run():
    importing.begin_importing(job)
    importing.Run(job).to_end()

def megabytes(line):
    status = open("/proc/self/status").read()
    return int(status.split(line + ":")[1].split()[0]) / 1024

before = megabytes("VmRSS")
open("/proc/self/clear_refs", "w").write("5")  # the peak is counted anew from here (Linux, proc(5))
timed("read", begin), timed("check", check), timed("import", run)
print(json.dumps({"took": took, "counts": job.counts, "before": before, "peak": megabytes("VmHWM")}))
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_twenty_thousand_rows(kind, tmp_path):
    rows = rows_of(int(os.environ.get("ROWS", ROWS)))
    file = tmp_path / f"synthetic.{kind}"
    file.write_bytes(csv_of(rows) if kind == "csv" else xlsx_of(rows))
    mapping = json.dumps({name: name for name in HEADER[:2]})
    settings = {
        "SECRET_KEY": "only-for-measuring",
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "archive.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, mapping, file.name, str(file)],
        env={**os.environ, **settings},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["counts"]["good"] == len(rows)
    for what, (wall, cpu) in told["took"].items():
        print(f"{kind}, {what}: {len(rows) / wall:,.0f} rows a second ({wall:.1f} s, {cpu:.1f} s of CPU)")
    print(f"{kind}: peak memory {told['peak']:.0f} MB, {told['before']:.0f} MB before the file")
