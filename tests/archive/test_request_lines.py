"""What the server writes down of a request that it cannot read: nothing of what was asked."""

import socket
import subprocess
import time

from archive.demo import server
from tests.assurance.processes import ROOT, environment


def port_of() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer_of(port: int, line: bytes) -> bytes:
    for _ in range(300):
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                connection.sendall(line + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
                return connection.recv(100)
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_a_line_that_cannot_be_read_is_not_written_down(blank_data, tmp_path):
    log, port = tmp_path / "log", port_of()
    with log.open("wb") as file:
        process = subprocess.Popen(
            server(port), cwd=ROOT, env=environment(blank_data), stdout=file, stderr=file
        )
        try:
            assert b" 400 " in answer_of(port, "GET /search/?q=요덕sought".encode())
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert "sought" not in log.read_text(encoding="utf-8", errors="replace")
