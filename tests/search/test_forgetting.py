"""A process lets go of an erased text that it holds in memory, whoever erased it."""

import gc
import importlib
import pkgutil
from functools import _lru_cache_wrapper
from types import FunctionType, ModuleType

import pytest
from django.test import Client

import search
import testimonies.names
from search import engine, forgetting
from search.kernel.budget import Budget
from testimonies import contested
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user, publish

pytestmark = pytest.mark.django_db
WORD = "qanarymill"


def held() -> list[str]:
    """Texts with the word that the caches reach, in whatever they hold."""
    found, seen = [], set()
    waiting = [clear.__self__ for clear in forgetting.HELD]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type | ModuleType | FunctionType):
            continue
        seen.add(id(one))
        if isinstance(one, str) and WORD in one.casefold():
            found.append(one)
        waiting += gc.get_referents(one)
    return found


@pytest.fixture
def erased_elsewhere(found, index):
    """A record that this process has searched, erased by another one: no signal reaches this process."""
    forgetting.forget()
    record = publish(make_testimony(texts=(f"He carried {WORD} sacks, or qänarymill.", "Another passage.")))
    index.catch_up()
    assert found(WORD) == [record.title] and found(f"{WORD}~") == [record.title]
    assert any(len(text) > len(WORD) for text in held()), "the sheet holds the passage"
    perform(Action.ERASE, record, make_user("custodian"), passage=1)
    return record


def test_the_next_search_forgets_it(erased_elsewhere, found):
    assert held() != []
    found()
    assert held() == []


@pytest.mark.parametrize("address", ["/", "/testimonies/", "/api/v1/names?q=anything"])
def test_the_next_page_forgets_it_too(erased_elsewhere, address):
    assert Client().get(address).status_code == 200
    assert held() == []


def test_the_commit_from_before_is_let_go_once_there_is_another(erased_elsewhere, found, index):
    found("anything")
    [old] = engine._open.values()
    index.catch_up()
    engine._open[index.path] = old  # as in a process that opened it before the purge
    Client().get("/")
    assert engine._open == {}
    found("anything")
    Client().get("/")
    assert forgetting._Seen.awaited == 0


def test_who_erases_forgets_at_once(found, index, django_capture_on_commit_callbacks):
    record = publish(make_testimony(texts=(f"He carried {WORD}-sacks.", "Another passage.")))
    index.catch_up()
    assert found(WORD) == [record.title]
    with django_capture_on_commit_callbacks(execute=True):
        perform(Action.ERASE, record, make_user("custodian"), passage=1)
    assert held() == []


def test_a_publication_alone_empties_no_cache(found, index):
    publish(make_testimony(texts=(f"He carried {WORD}-sacks.",)))
    index.catch_up()
    found(WORD)
    publish(make_testimony())
    found("anything")
    assert held() != []


def caches():
    """Every cache at the top of a module of the search, and of the names it looks up."""
    for package in (search, testimonies.names):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "management" not in found.name:
                yield from vars(importlib.import_module(found.name)).values()


def test_no_cache_is_left_out():
    known = {id(clear.__self__) for clear in forgetting.HELD}
    kinds = (_lru_cache_wrapper, Budget)
    forgotten = [one for one in caches() if isinstance(one, kinds) and id(one) not in known]
    # The surnames that are written out in the code.
    assert [one.__name__ for one in forgotten] == ["_surname_keys"] * len(forgotten)
    assert id(contested._cache) in known
