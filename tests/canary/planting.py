"""Leaks that are planted on purpose, each as a mistake could make it; the surface named must report it."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse

from testimonies.models import Remark
from testimonies.names import fold
from testimonies.vault.models import Act, Sealing
from tests.canary import surfaces
from tests.canary.scene import World
from tests.canary.tokens import Token
from tests.testimonies.importing.tables import xlsx_of

Plant = Callable[[World], None]
PLANTS: dict[str, tuple[Plant, Callable[[World], list[str]]]] = {}


class Leak:
    """Middleware that adds a token to every answer: to its body, its head, a cookie and a link."""

    token: Token

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        answer: Any = self.get_response(request)
        link = f'<!-- {self.token.korean} --><a href="/{self.token.latin}/">'.encode("utf-16-le")
        added = [link, b'<a href="/' + self.token.latin.encode() + b'/">']
        answer.headers["X-Leak"] = self.token.latin
        answer.set_cookie("leak", self.token.latin)
        if answer.streaming:
            answer.streaming_content = _with(answer.streaming_content, added)
        else:
            answer.content += b"".join(added)
        return answer


def _with(content: Any, added: list[bytes]) -> Iterator[bytes]:
    yield from content
    yield from added


def plant(surface: Callable[[World], list[str]]) -> Callable[[Plant], Plant]:
    """Register a leak on a surface under the name of its function."""

    def register(function: Plant) -> Plant:
        PLANTS[function.__name__] = (function, surface)
        return function

    return register


def secret(world: World) -> Token:
    """The legal name, which is sealed."""
    return world.tokens["vault legal_name"]


def private(world: World) -> Token:
    """Words of a draft."""
    return world.tokens["testimony: passage.text"]


def _write(world: World, name: str, data: bytes) -> None:
    path = Path(settings.DATA_DIR) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    world.planted.append(path)


@plant(surfaces.databases)
def a_name_in_a_remark(world):
    Remark.objects.update(text=secret(world).text)


@plant(surfaces.databases)
def the_key_of_a_name_in_the_main_database(world):
    Remark.objects.update(text=fold(secret(world).korean))


@plant(surfaces.databases)
def a_name_in_the_reason_of_a_reading(world):
    Act.objects.create(deed="read", who="custodian", reason=secret(world).latin, at="2026")


@plant(surfaces.databases)
def what_is_sealed_is_kept_beside_it_in_the_clear(world):
    Sealing.objects.create(ciphertext=secret(world).text.encode("utf-16-be"), at="2026")


@plant(surfaces.databases)
def a_draft_in_the_vault(world):
    Act.objects.create(deed="read", who="custodian", reason=private(world).text, at="2026")


@plant(surfaces.databases)
def what_a_photograph_says_of_its_place(world):
    Remark.objects.update(text=world.tokens["picture, place"].latin)


@plant(surfaces.rows_of_sessions_and_cache)
def a_draft_in_a_session(world):
    session = SessionStore()
    session["last"] = private(world).text
    session.create()


@plant(surfaces.rows_of_sessions_and_cache)
def a_draft_in_the_cache(world):
    cache.set("page", {"html": private(world).text * 40})


@plant(surfaces.files)
def a_photograph_kept_as_it_came(world):
    _write(world, "media/figures/kept.jpg", world.photograph)


@plant(surfaces.files)
def a_file_called_as_it_was_sent(world):
    _write(world, f"media/{world.tokens['picture, name of the file'].latin}.jpg", b"")


@plant(surfaces.files)
def a_spreadsheet_left_among_the_uploads(world):
    _write(world, "incoming/left.upload", xlsx_of([(private(world).text,)]))


@plant(surfaces.files)
def words_of_a_draft_in_a_file_of_the_index(world):
    _write(world, "index/segment.terms", b"\0\x0babandoned" + private(world).korean.encode() + b"\0")


@plant(surfaces.files)
def rows_of_an_import_in_the_folder_of_another(world):
    _write(world, "imports/other/rows.jsonl", world.tokens["row of an import, title"].text.encode())


@plant(surfaces.letters)
def a_title_in_a_letter(world):
    letter = EmailMessage(
        "Something", f"Yours, «{private(world).korean}», was returned.", to=["a@example.org"]
    )
    world.letters.append(letter)


@plant(surfaces.letters)
def a_name_in_a_subject(world):
    world.letters.append(EmailMessage(private(world).korean, "Sign in.", to=["a@example.org"]))


@plant(surfaces.logs)
def a_debug_line(world):
    with surfaces.listening(world.log):
        logging.getLogger("testimonies.workflow").debug("saved %s", private(world).text)


@plant(surfaces.logs)
def an_exception_in_the_log(world):
    with surfaces.listening(world.log):
        try:
            raise ValueError(private(world).text)
        except ValueError:
            logging.getLogger("search").exception("could not be indexed")


@plant(surfaces.commands)
def a_command_that_reads_the_vault_aloud(world):
    world.said += (("vault", "read", world.protected.protection, "--reason", "a test"),)
