"""What every test stands on: guards that let a flush pass, chromium, and the folder of real data."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from testimonies import guards
from testimonies.vault import guards as vault_guards
from tests.blank import blank_in
from tests.sample import Sample, sample_in
from tests.scheduling import ByFile
from tests.signing_in import count_forced_sessions

# Of each property as many examples as a suite has time for; make assure tries many more.
hypothesis.settings.register_profile("suite", max_examples=50)
hypothesis.settings.register_profile("assure", max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# Playwright's synchronous interface runs an event loop of its own in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

count_forced_sessions()

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NO_SKIP = bool(os.environ.get("NO_SKIP"))


@pytest.fixture(scope="session", autouse=True)
def _flushing_passes_the_guards() -> Iterator[None]:
    """Transactional tests end with a flush, which the ledger's guards refuse: take them off just for it."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        guards.drop(connection)
        if "vault" in (self.databases or ()):
            vault_guards.drop(connections["vault"])
        flush(self)  # ends in post_migrate, which installs them again

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def blank_data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The data directory of an installation of its own, with tables and nothing in them."""
    own = tmp_path_factory.getbasetemp()
    made = blank_in((own if worker_id == "master" else own.parent) / "blank")
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data beside the project; the test is skipped where it is lacking."""
    if not DATA.is_dir():
        pytest.skip("the folder of real data is not beside the project")
    return DATA


@pytest.fixture(scope="session")
def sample(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Sample:
    """The sample archive, loaded once for all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    with django_db_blocker.unblock():
        return sample_in((own if worker_id == "master" else own.parent) / "sample")


@pytest.fixture(scope="module")
def loaded(sample: Sample, django_db_blocker: Any) -> Iterator[Sample]:
    """The sample archive in the database, for all tests of a file; each is rolled back to it."""
    with django_db_blocker.unblock(), sample.put_in():
        yield sample


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's chromium; the test is skipped where it is lacking."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One chromium for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser; contexts a test leaves open are closed, for their requests would outlive its database."""
    yield chromium
    for context in chromium.contexts:
        context.close()


# Whole files go to a worker in this order: those that take longest first, so that none is left for the end.
LONGEST = (
    "testimonies/test_load_sample.py",
    "testimonies/admin",
    "testimonies/entry",
    "search/test_keeping.py",
    "journeys",
    "testimonies/vault",
    "testimonies/pages",
    "assurance",
    "archive/accounts",
    "search",
    "testimonies/harm",
)


def _place(item: pytest.Item) -> int:
    file = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((at for at, start in enumerate(LONGEST) if file.startswith(start)), len(LONGEST))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long runs and measurements are asked for by name: -m assure, -m bench. The longest files come first."""
    items.sort(key=_place)
    if config.option.markexpr:
        return
    long = [item for item in items if {"assure", "bench"} & {mark.name for mark in item.iter_markers()}]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in set(long)]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """How tests are dealt out to the workers."""
    return ByFile(config, log)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where nothing may be skipped (NO_SKIP, set by .ci/run), a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
