"""What goes out of the archive, surface by surface: each says where it shows a token that it may not show.

A finding is a line: where, and the name of the token. No surface is asked what it thinks of that itself.
"""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from tests.canary.addresses import ADDRESSES
from tests.canary.scene import World
from tests.canary.tokens import HANDLE, LATIN

_LINK = re.compile(rb'(?:href|action|src|content)="([^"]*)"')
# Records are named to who works at the desk, in its lists and beside the fields that choose one.
_DESK = re.compile(r"/curate/(?!account/|auth/)")
# The names of topics and things stand together on the pages of the vocabulary.
_VOCABULARY = {"topic: topic.label_ko", "entity: name.text"}


def may_show(world: World, address: str, viewer: str, name: str) -> bool:
    """Whether a page may show a token to a viewer: the whole of the rule."""
    if viewer == "visitor" or name in world.vault or name in world.nowhere:
        return False
    if name.startswith("person ") and name != "person username":
        return address.startswith("/curate/auth/user/")
    if name.startswith("not public"):
        return address.startswith("/curate/testimonies/notpublicname/") and viewer != "contributor"
    if name == "person username" and address.startswith("/curate/auth/user/"):
        return True
    if name in world.titles or name == "person username":
        return bool(_DESK.match(address))
    if name in _VOCABULARY and address.startswith("/curate/vocabulary/"):
        return True
    own = rf"/curate/(?:records|testimonies/\w+)/{world.of.get(name, 'none')}/"
    return bool(re.match(own, address))


def body_of(answer: Any) -> bytes:
    """The whole body of an answer."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


class Walk:
    """A visit to every address as one viewer: to those that begin with `where`, `only` the last of a name."""

    def __init__(
        self, world: World, viewer: str, client: Client, where: str = "/", only: int | None = None
    ) -> None:
        self.world, self.viewer, self.client = world, viewer, client
        self.detector = world.detector()
        self.found: list[str] = []
        self.shown: dict[str, set[str]] = {}
        for make in ADDRESSES.values():
            for address in [one for one in make(world) if re.match(where, one)][-(only or 0) :]:
                self._visit(address)

    def _visit(self, address: str) -> None:
        answer = self.client.get(address)
        body, head = body_of(answer), _head_of(answer)
        names = self.detector.names(body)
        self.shown[address] = names
        self._report(address, {one for one in names if not may_show(self.world, address, self.viewer, one)})
        self._report(f"headers of {address}", self.detector.names(head))
        if names:
            linked = self.detector.names(b"\n".join(_LINK.findall(body)))
            if address.endswith("/preview/"):  # a record's own words stand there as they would in public
                linked = {one for one in linked if not may_show(self.world, address, self.viewer, one)}
            self._report(f"links on {address}", linked)

    def _report(self, place: str, names: set[str]) -> None:
        self.found += [f"{self.viewer}, {place}: {name}" for name in sorted(names)]


def _head_of(answer: Any) -> bytes:
    lines = [f"{name}: {value}" for name, value in answer.items()]
    return "\n".join([*lines, answer.cookies.output()]).encode()


def answers(world: World) -> list[str]:
    """Heads and cookies of the answers to forms that were sent with tokens in them."""
    heads = {f"answer {at}": _head_of(answer) for at, answer in enumerate(world.answers)}
    return _among(world, heads)


def _among(
    world: World, contents: dict[str, bytes], allowed: Callable[[str, str], bool] | None = None
) -> list[str]:
    detector = world.detector()
    return [
        f"{place}: {name}"
        for place, data in contents.items()
        for name in sorted(detector.names(data))
        if allowed is None or not allowed(place, name)
    ]


def databases(world: World) -> list[str]:
    """The pages of both databases, free ones too: none in the vault, none of the vault in the main one."""
    pages = {name: connections[name].connection.serialize() for name in ("default", "vault")}
    secret = world.vault | world.nowhere
    return _among(world, pages, lambda place, name: place == "default" and name not in secret)


def rows_of_sessions_and_cache(world: World) -> list[str]:
    """Sessions and the cache, which are tables of the main database: none."""
    rows = {
        f"session {at}": repr(one.get_decoded()) + one.session_data
        for at, one in enumerate(Session.objects.all())
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM archive_cache")
        rows |= {f"cache {key}": f"{key} {value}" for key, value in cursor.fetchall()}
    return _among(world, {place: text.encode() for place, text in rows.items()})


def files(world: World) -> list[str]:
    """All files below the data directory and the media: rows wait in their import's folder alone."""
    held = {str(path): path.read_bytes() for path in _files() if path.is_file()}
    held |= {f"{path}, its name": path.name.encode() for path in _files()}
    waiting = f"/imports/{world.waiting.token}/"
    return _among(
        world,
        held,
        lambda place, name: waiting in place and name.startswith("row of an import"),
    )


def _files() -> Iterator[Path]:
    for folder in {Path(settings.DATA_DIR), Path(settings.INDEX_DIR), Path(settings.MEDIA_ROOT)}:
        yield from sorted(folder.rglob("*"))


def bag(world: World, folder: Path) -> list[str]:
    """Every file of an export."""
    call_command("export_archive", str(folder), verbosity=0, stdout=io.StringIO())
    return _among(world, {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()})


COMMANDS = (
    *(
        ("verify_ledger",),
        ("verify_index",),
        ("update_index",),
        ("rebuild_index",),
        ("check",),
    ),
    *(("vault", "list"), ("vault", "list", "--acts"), ("vault", "check")),
)


def commands(world: World, extra: tuple[tuple[str, ...], ...] = ()) -> list[str]:
    """What the commands print, in the process of the custodian."""
    said = {}
    for command in (*COMMANDS, *extra):
        out = io.StringIO()
        call_command(*command, stdout=out, stderr=out)
        said[" ".join(command)] = out.getvalue().encode()
    return _among(world, said)


def letters(world: World) -> list[str]:
    """Letters as they are sent, but for the line that says to whom: none."""
    sent = [letter.message() for letter in [*world.letters, *mail.outbox]]
    for letter in sent:
        del letter["To"]
    return _among(world, {f"letter {at}": letter.as_bytes() for at, letter in enumerate(sent)})


def logs(world: World) -> list[str]:
    """All that loggers said which the settings do not close, and request lines as gunicorn would log them."""
    lines = {f"log, line {at}": line.encode() for at, line in enumerate(world.log)}
    asked = (address for make in ADDRESSES.values() for address in make(world))
    return _among(
        world,
        lines
        | {f"access log, {one}": f'"GET {one} HTTP/1.1" 200 -'.encode() for one in asked if LATIN not in one},
    )


class _Keeper(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines = lines
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s %(args)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def _closed(name: str) -> bool:
    """Whether the settings close a logger, or one above it: no handler, and nothing passed on."""
    own: Any = settings.LOGGING["loggers"]
    closed = [key for key, one in own.items() if one["handlers"] == [] and one.get("propagate") is False]
    return any(name == key or name.startswith(f"{key}.") for key in closed)


@contextmanager
def listening(lines: list[str]) -> Iterator[None]:
    """Every logger at DEBUG, but those that the settings close; what they say goes to `lines`."""
    keeper = _Keeper(lines)
    named = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    loggers = [logging.root, *(one for one in named if not _closed(one.name))]
    before = [(one, one.level, one.disabled) for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
        one.disabled = False
        if one is logging.root or not one.propagate:
            one.addHandler(keeper)
    try:
        yield
    finally:
        for one, level, disabled in before:
            one.level, one.disabled = level, disabled
            one.removeHandler(keeper)
        logging.root.manager._clear_cache()


def totals(client: Client, world: World) -> list[str]:
    """Words of drafts that are asked for exactly: found in nothing."""
    wanted = [token.latin for token in world.tokens.values()] + [HANDLE]
    answered = {
        word: client.get("/search/", {"q": word, "format": "json"}).json()["total"] for word in wanted
    }
    return [f"a search for {word}: {total} records" for word, total in answered.items() if total]
