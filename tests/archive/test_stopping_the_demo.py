"""What runs together ends together, also when it is told to twice."""

import signal
import subprocess
import sys

from tests.assurance.processes import ROOT, environment

# It takes a second to end, as a server with a request in hand does.
SLOW = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(1), sys.exit()))
print("on", flush=True)
time.sleep(60)
"""
TOGETHER = f"""
import sys
from archive.demo import run_together
sys.exit(run_together([[sys.executable, "-c", {SLOW!r}]] * 2))
"""


def test_a_second_signal_does_not_leave_anything_running(tmp_path):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", TOGETHER]
    with subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path), **pipes) as process:
        assert [process.stdout.readline() for _command in range(2)] == ["on\n"] * 2
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(0.3)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
        # The pipes close when the last process that has them ends.
        assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0
