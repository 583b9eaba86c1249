"""An index of the test's own, and ways to put records into the ledger and to ask the search."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

import search
from search import engine, keeping
from testimonies.models import Camp, Name
from tests.factories import make_camp, publish

PATH = Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])
NAMES = {
    18: [
        ("북창", "ko", "hangul", "original"),
        ("北倉", "ko", "hanja", "original"),
        ("Bukchang", "ko-Latn", "latin", "rr"),
        ("Pukch’ang", "ko-Latn", "latin", "mr"),
        ("18호 관리소", "ko", "hangul", "number"),
        ("Kwan-li-so No. 18", "en", "latin", "number"),
    ],
    15: [
        ("요덕", "ko", "hangul", "original"),
        ("Yodok", "ko-Latn", "latin", "press"),
        ("Yodŏk", "ko-Latn", "latin", "mr"),
        ("Camp 15", "en", "latin", "number"),
    ],
}


@pytest.fixture
def index(db: Any) -> Iterator[SimpleNamespace]:
    """An index that holds nothing yet; catch_up() replays the ledger, files() are the paths of its files."""
    shutil.rmtree(PATH, ignore_errors=True)
    engine._open.clear()
    keeping.rebuild()

    def files() -> list[Path]:
        return [path for path in PATH.rglob("*") if path.is_file()]

    yield SimpleNamespace(catch_up=keeping.catch_up, rebuild=keeping.rebuild, path=PATH, files=files)
    shutil.rmtree(PATH, ignore_errors=True)
    engine._open.clear()


@pytest.fixture
def ask(index: Any) -> Callable[..., Any]:
    """Ask the door: ask("Pukchang", sort="date") is a SearchPage."""

    def asked(q: str = "", **parameters: Any) -> Any:
        return search.find(search.SearchRequest(q=q, **parameters))

    return asked


@pytest.fixture
def found(ask: Any) -> Callable[..., list[str]]:
    """The titles a query finds, in order."""
    return lambda q="", **parameters: [hit.title for hit in ask(q, **parameters).hits]


def named_camp(number: int) -> Camp:
    """A published camp with its names."""
    camp = make_camp(number)
    for text, language, script, system in NAMES[number]:
        Name.objects.create(owner=camp, text=text, language=language, script=script, system=system)
    return publish(camp)
