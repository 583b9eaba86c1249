"""Whole pages over HTTP: the archive's own search page, and Datasette's table page with facets."""

import http.client
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.performance.peers import Text
from tests.performance.questions import Question

_TICK = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60  # seconds until a server must answer


@dataclass(frozen=True)
class Server:
    """A server on loopback, in a process of its own."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def page(self, address: str) -> tuple[float, float, int]:
        """Wall and CPU milliseconds of one page, and its size in bytes."""
        before, started = self._cpu(), time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        wall = 1000 * (time.perf_counter() - started)
        assert answer.status == 200, (self.name, address, body[:300])
        return wall, 1000 * (self._cpu() - before), len(body)

    def _cpu(self) -> float:
        """CPU seconds of the process and its children so far, of which the kernel counts in ticks."""
        return sum(_ticks(pid) for pid in [self.process.pid, *_children(self.process.pid)]) / _TICK


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def _serving(name: str, command: list[str], ready: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [word.replace("PORT", str(port)) for word in command]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(name, port, process)
    try:
        _wait(server, ready)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Server, ready: str) -> None:
    started = time.monotonic()
    while True:
        try:
            server.page(ready)
            return
        except (ConnectionError, http.client.HTTPException):
            assert time.monotonic() - started < _PATIENCE, f"{server.name} does not answer"
            time.sleep(0.2)


def archive() -> AbstractContextManager[Server]:
    """The archive itself, in the data directory of this process's environment."""
    options = ["--bind", "127.0.0.1:PORT", "--workers", "1", "--threads", "1", "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", "archive.wsgi", "--no-control-socket", *options]
    return _serving("the archive", command, "/healthz")


def datasette(path: Path) -> AbstractContextManager[Server]:
    """Datasette over its database, allowed all the time it wants for facets."""
    limits = ["--setting", "facet_time_limit_ms", "60000", "--setting", "sql_time_limit_ms", "60000"]
    command = ["datasette", "serve", str(path), "-p", "PORT", *limits, "--setting", "suggest_facets", "off"]
    return _serving("Datasette", [sys.executable, "-m", *command], "/-/versions.json")


def archive_address(question: Question) -> str:
    """The page of the archive for a question."""
    pairs = [("q", question.text), *([("camp", question.camp)] if question.camp else [])]
    return f"/search/?{urlencode(pairs)}"


def datasette_address(question: Question, path: Path) -> str:
    """The same page of Datasette: full-text search, 20 rows, five facets."""
    facets = [("_facet", name) for name in ("camp", "role", "lang")]
    arrays = [("_facet_array", name) for name in ("topics", "sources")]
    pairs = [("_search", " ".join(question.words)), ("_size", "20"), *facets, *arrays]
    pairs += [("camp", question.camp)] if question.camp else []
    return f"/{path.stem}/record?{urlencode(pairs)}"


def build_datasette(path: Path, texts: Iterable[Text]) -> None:
    """Write the database that Datasette serves."""
    with sqlite3.connect(path) as database:
        database.execute(
            "create table record(id integer primary key, identifier text, title text, text text, camp text,"
            " role text, lang text, topics text, sources text, day int)"
        )
        rows = (
            (
                t.identifier,
                t.title,
                t.text,
                t.camp,
                t.role,
                t.language,
                _array(t.topics),
                _array(t.sources),
                t.day,
            )
            for t in texts
        )
        columns = "identifier,title,text,camp,role,lang,topics,sources,day"
        database.executemany(f"insert into record({columns}) values(?,?,?,?,?,?,?,?,?)", rows)
        database.executescript(
            "create virtual table record_fts using fts5(title, text, content='record', content_rowid='id',"
            " tokenize='porter unicode61'); insert into record_fts(record_fts) values('rebuild');"
            "create index of_camp on record(camp); create index of_role on record(role);"
            "create index of_lang on record(lang); analyze;"
        )
    database.close()


def _array(values: tuple[str, ...]) -> str:
    return "[" + ",".join(f'"{value}"' for value in values) + "]"
