"""Nothing of the vault is anywhere outside it, and nothing private outside its own pages of the desk."""

import re
from itertools import chain

import pytest
from django.test import Client

from testimonies.admin import review
from testimonies.vault import custody
from tests.canary import surfaces
from tests.canary.addresses import ADDRESSES, routes
from tests.canary.scene import EXACT_CAMP
from tests.canary.tokens import Token, forms
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db(databases=("default", "vault"))


@pytest.fixture
def log():
    """What is logged during the test, with every logger open."""
    lines = []
    with surfaces.listening(lines):
        yield lines


def test_every_address_has_an_entry():
    assert set(routes()) == set(ADDRESSES)


def test_the_scene_holds_what_is_looked_for(world, settings):
    """Each private token stands in the main database; those of the vault are read with the key alone."""
    settings.VAULT_IDENTITY_FILE = str(world.identity)
    [(_at, details)] = custody.read(world.protected.protection, "custodian", "a test")
    assert set(vars(details).values()) == {world.tokens[name].text for name in world.vault}
    held = world.detector().names(surfaces.connection.connection.serialize())
    waiting = {name for name in world.tokens if name.startswith("row of an import")}
    assert held == set(world.tokens) - world.vault - world.nowhere - waiting
    page = signed_in(world.author).get(f"/curate/import/{world.waiting.token}/")
    assert waiting <= world.detector().names(page.content)
    assert world.detector().names(world.photograph) == world.nowhere - {"picture, name of the file"}
    assert len(world.tokens) > 80


# What a moderator is refused; the rest a superuser sees as moderators do.
FOR_SUPERUSERS = r"/curate/(auth|witnesses|import|testimonies/notpublicname)/"


@pytest.mark.parametrize(
    ("viewer", "where", "only"),
    [
        ("visitor", "/", None),
        # A contributor opens less than a moderator does: one address of each name here, all in the long runs.
        ("contributor", "/", 1),
        pytest.param("contributor", "/", None, marks=pytest.mark.assure),
        ("moderator", "/", None),
        ("superuser", FOR_SUPERUSERS, None),
    ],
)
def test_no_address_shows_it(world, log, viewer, where, only):
    walk = surfaces.Walk(world, viewer, world.viewers[viewer], where, only)
    assert walk.found == []
    world.log = log
    assert surfaces.logs(world) == []
    shown = set(chain(*walk.shown.values()))
    assert bool(shown) == (viewer != "visitor"), "the desk shows what the public does not"


def test_what_is_known_more_exactly_is_not_told(world):
    record, client = world.coarse, Client()
    exact = re.compile(rf"kwalliso-{EXACT_CAMP}|23 February 1987|1987-02|1987022")
    about = [one for make in ADDRESSES.values() for one in make(world) if record.identifier in one]
    public = [one for one in about if not one.startswith("/curate/")]
    assert len(public) > 10
    assert [one for one in public if exact.search(surfaces.body_of(client.get(one)).decode())] == []
    for asked in ({"camp": f"kwalliso-{EXACT_CAMP}"}, {"from": "1987", "to": "1987", "dates": "certain"}):
        found = client.get("/search/", asked | {"format": "json", "kind": "testimony"}).json()["hits"]
        assert record.identifier not in {hit["identifier"] for hit in found}


def test_no_search_finds_a_word_of_it(world):
    assert surfaces.totals(Client(), world) == []


SURFACES = (
    surfaces.databases,
    surfaces.rows_of_sessions_and_cache,
    surfaces.files,
    surfaces.letters,
    surfaces.logs,
    surfaces.answers,
)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda one: one.__name__)
def test_no_other_surface_holds_it(world, surface):
    assert surface(world) == []


def test_no_export_holds_it(world, tmp_path):
    assert surfaces.bag(world, tmp_path / "bag") == []


def test_no_command_says_it(world, settings, log):
    settings.VAULT_IDENTITY_FILE = str(world.identity)
    scan = ("vault", "scan", f"#{world.drafts['testimony'].pk}")
    assert surfaces.commands(world, (scan,)) == []
    assert surfaces.rows_of_sessions_and_cache(world) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search/?q=%22", 400),
        ("/testimonies/T-999999/", 404),
        ("/curate/nowhere/", 404),
        ("gone", 410),
        ("fails", 500),
    ],
)
def test_no_error_page_says_it(world, log, monkeypatch, address, status):
    client = world.viewers["moderator"]
    client.raise_request_exception = False
    page = f"/curate/records/{world.testimony.pk}/review/"
    addresses = {"gone": f"/testimonies/{world.gone.identifier}/", "fails": page}

    def fail(record):
        raise RuntimeError("for a test")  # with the whole record in the frames above it

    if status == 500:
        monkeypatch.setattr(review, "warnings_of", fail)
    answer = client.get(addresses.get(address, address))
    assert answer.status_code == status
    assert world.detector().names(answer.content) == set()
    world.log = log
    assert surfaces.logs(world) == []


MARK = Token("a mark", 7)


@pytest.mark.parametrize("mark", [MARK.latin, MARK.korean])
def test_the_detector_knows_it_in_every_encoding(world, mark):
    detector = surfaces.World(tokens={"a mark": MARK}, vault=set(), nowhere=set(), of={}).detector()
    missed = [form for form in forms(mark) if detector.names(b"before " + form + b" after") != {"a mark"}]
    assert missed == []
