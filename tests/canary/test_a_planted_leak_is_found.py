"""A leak planted on a surface is reported there: what finds nothing can find something."""

import shutil

import pytest
from django.conf import settings as project
from django.test import Client

from search import engine, keeping
from testimonies.admin import review
from tests.canary import surfaces
from tests.canary.addresses import ADDRESSES, routes
from tests.canary.planting import PLANTS, Leak, private, secret
from tests.factories import make_user, publish

pytestmark = pytest.mark.django_db(databases=("default", "vault"))


@pytest.fixture
def planted(world, settings):
    """The scene, in which a leak may be planted: files, letters and lines of the log are taken away again."""
    settings.VAULT_IDENTITY_FILE = str(world.identity)
    letters, log = [*world.letters], [*world.log]
    world.planted, world.said = [], ()
    yield world
    world.letters, world.log = letters, log
    for path in world.planted:
        path.unlink()


@pytest.mark.parametrize("name", PLANTS)
def test_a_surface_reports_what_is_planted_on_it(planted, name):
    plant, surface = PLANTS[name]
    asked = (planted, *((planted.said,) if name == "commands" else ()))
    assert surface(*asked) == []
    plant(planted)
    found = surfaces.commands(planted, planted.said) if planted.said else surface(planted)
    assert found != []


@pytest.mark.parametrize(("viewer", "where"), [("visitor", r"/(?!curate/)"), ("moderator", "/curate/")])
def test_every_address_reports_it_in_body_head_cookie_and_link(world, settings, monkeypatch, viewer, where):
    settings.MIDDLEWARE = ["tests.canary.planting.Leak", *settings.MIDDLEWARE]
    monkeypatch.setattr(Leak, "token", secret(world), raising=False)
    client = Client()
    client.cookies = world.viewers[viewer].cookies.copy()
    walk = surfaces.Walk(world, viewer, client, where, only=1)
    silent = [
        f"{place} of {address}"
        for address in walk.shown
        for place, said in (
            ("body", address),
            ("head", f"headers of {address}"),
            ("link", f"links on {address}"),
        )
        if f"{viewer}, {said}: vault legal_name" not in walk.found
    ]
    assert silent == []
    assert len(walk.shown) > 70


@pytest.fixture
def index_put_back(tmp_path):
    """The index as it was, afterwards: the database is rolled back, files are not."""
    shutil.copytree(project.INDEX_DIR, tmp_path / "index")
    yield
    shutil.rmtree(project.INDEX_DIR)
    shutil.copytree(tmp_path / "index", project.INDEX_DIR)
    engine._open.clear()


def test_what_is_published_by_mistake_is_reported_wherever_the_public_reads(world, index_put_back, tmp_path):
    """A draft and what it names go the honest way through the workflow, which is the mistake here."""
    for noun in ("topic", "source", "figure", "testimony"):
        publish(world.drafts[noun], make_user("contributor"), make_user("moderator"))
    keeping.catch_up()
    here, near = (
        f"/testimonies/{world.drafts['testimony'].identifier}",
        private(world).latin.replace("y", "i"),
    )
    told = [f"{here}{end}" for end in ("/", "/v1/", ".ris", ".txt", "/cite/")]
    told += [
        "/",
        "/testimonies/",
        "/topics/",
        "/topics.ttl",
        "/topics.jsonld",
        "/sitemap.xml",
        f"/api/v1{here}",
    ]
    told += ["/oai?verb=ListRecords&metadataPrefix=oai_dc", "/api/v1/testimonies", f"/search/?q={near}~"]
    told += [f"/search/?q=finchword&format={form}" for form in ("html", "json", "csv", "ris", "atom")]
    detector, client = world.detector(), Client()
    silent = [address for address in told if not detector.names(surfaces.body_of(client.get(address)))]
    assert silent == []
    assert surfaces.totals(client, world) != []
    assert any("index" in line for line in surfaces.files(world))
    assert surfaces.bag(world, tmp_path / "bag") != []


def test_an_error_page_with_the_debugger_on_is_reported(world, settings, monkeypatch):
    def fail(record):
        raise RuntimeError(private(world).text)

    monkeypatch.setattr(review, "warnings_of", fail)
    settings.DEBUG = True
    client = Client(raise_request_exception=False)
    client.cookies = world.viewers["moderator"].cookies.copy()
    answer = client.get(f"/curate/records/{world.testimony.pk}/review/")
    assert answer.status_code == 500
    assert private(world).name in world.detector().names(answer.content)


def test_an_address_without_an_entry_is_noticed(settings):
    settings.ROOT_URLCONF = "tests.canary.one_more_address"
    assert set(routes()) - set(ADDRESSES) == {"one-more"}
