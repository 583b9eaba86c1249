"""The export is a valid bag that holds what is public, whole."""

import json
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.core.management import CommandError
from PIL import Image

from testimonies import ledger
from testimonies.documents import canonical
from testimonies.export import static_copy, writing
from testimonies.models import LedgerRow
from tests.factories import make_source, publish
from tests.testimonies.export.checking import bagit_finds, exported, faults, info, rows
from tests.testimonies.pages.conftest import _media_of_its_own, archive  # noqa: F401
from tests.testimonies.skos.reading import read_jsonld, read_turtle

pytestmark = pytest.mark.django_db


@pytest.fixture
def bag(archive, tmp_path):  # noqa: F811
    return exported(tmp_path / "bag")


def test_the_bag_is_valid(bag):
    assert faults(bag) == []
    assert bagit_finds(bag) == ""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bag: (bag / "data/ledger.jsonl").write_text("{}"),
        lambda bag: (bag / "data/README.txt").unlink(),
        lambda bag: (bag / "data/more.txt").write_text("more"),
        lambda bag: (bag / "bag-info.txt").write_text("Payload-Oxum: 1.1\n"),
    ],
    ids=["changed", "missing", "extra", "tag"],
)
def test_the_check_finds_a_spoilt_bag(bag, spoil):
    spoil(bag)
    assert faults(bag)
    assert bagit_finds(bag)


def test_every_public_record_is_there_as_canonical_json(bag):
    found = {path.stem: path for path in (bag / "data/documents").rglob("*.json")}
    public = [item for page in ledger.pages(50) for item in page]
    assert set(found) == {item.identifier for item in public}
    for item in public:
        assert found[item.identifier].read_text(encoding="utf-8") == canonical(item.document)
        row = LedgerRow.objects.get(number=item.number)
        assert found[item.identifier].read_text(encoding="utf-8") == row.body


def test_every_version_is_there(archive, tmp_path):  # noqa: F811
    archive.source.title = "Synthetic book, corrected"
    archive.source.save()
    publish(archive.source)
    folder = exported(tmp_path / "bag") / "data/versions/sources" / archive.source.identifier
    titles = {path.name: json.loads(path.read_text())["title"] for path in folder.iterdir()}
    assert titles == {"v1.json": "Synthetic book", "v2.json": "Synthetic book, corrected"}


def test_the_ledger_is_there_without_texts_salts_and_people(bag):
    head = ledger.head()
    found = rows(bag)
    assert [row["number"] for row in found] == list(range(1, head.number + 1))
    assert (
        info(bag)["Ledger-Head"] == f"{head.number}:{head.sha256}" == f"{head.number}:{found[-1]['sha256']}"
    )
    assert all(row["previous"] == before["sha256"] for before, row in pairwise(found))
    assert set(found[0]) == {
        *("number", "identifier", "noun", "version", "kind", "at", "schema", "erases"),
        *("digest", "previous", "sha256"),
    }


def test_pictures_are_there_and_can_be_opened(archive, bag):  # noqa: F811
    (path,) = (bag / "data/media").iterdir()
    with Image.open(path) as picture:
        assert picture.size == (40, 30)


def test_vocabularies_are_there_in_both_forms(archive, tmp_path):  # noqa: F811
    folder = exported(tmp_path / "bag", site="https://archive.example/") / "data/vocabularies"
    for name in ("topics", "names"):
        triples = read_turtle((folder / f"{name}.ttl").read_text(encoding="utf-8"))
        assert triples == read_jsonld((folder / f"{name}.jsonld").read_text(encoding="utf-8"))
        assert any(str(one[0]).startswith("https://archive.example/") for one in triples)


class Page(HTMLParser):
    """The links, identifiers and elements of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.tags, self.attributes = [], [], set(), set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.ids += [value for name, value in attrs if name == "id"]


def test_the_copy_has_a_page_for_every_record_and_no_link_leads_out_or_nowhere(bag):
    pages = {path: Page(path) for path in (bag / "data/html").rglob("*.html")}
    public = {item.identifier for page in ledger.pages(50) for item in page}
    assert {path.stem for path in pages} == public | {"index"}
    for path, page in pages.items():
        assert not {"script", "style", "form"} & page.tags
        assert not {"style", "onclick"} & page.attributes
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            target, _hash, part = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            assert there.is_file(), (path, link)
            assert there.is_relative_to((bag / "data").resolve())
            assert not part or part in pages[there].ids
    linked = {link for link in pages[bag / "data/html/index.html"].links if link.endswith(".html")}
    assert len(linked) == len(public)


def test_a_page_of_an_account_reads_whole(archive, bag):  # noqa: F811
    page = (bag / f"data/html/testimonies/{archive.testimony.identifier}.html").read_text(encoding="utf-8")
    assert "First words." in page
    assert "<s>Second words.</s>" in page
    assert "Retracted by The witness: Told wrongly. Reported in <a" in page
    assert "Synthetic book</a>, p. 1" in page
    assert "1977 to 1987" in page


def test_a_directory_that_is_not_empty_is_refused_and_left_alone(archive, tmp_path):  # noqa: F811
    target = tmp_path / "bag"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        exported(target)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    with pytest.raises(CommandError, match="not empty"):
        exported(target / "mine.txt")


def test_an_empty_directory_is_taken(archive, tmp_path):  # noqa: F811
    target = tmp_path / "bag"
    target.mkdir()
    assert faults(exported(target)) == []


def test_a_missing_or_changed_picture_is_said_and_nothing_half_is_left(archive, tmp_path):  # noqa: F811
    path = next((tmp_path / "figures").iterdir())
    path.write_bytes(b"other")
    with pytest.raises(CommandError, match="not the one that was published"):
        exported(tmp_path / "bag")
    path.unlink()
    with pytest.raises(CommandError, match="missing"):
        exported(tmp_path / "bag")
    assert not list(tmp_path.glob("bag*"))


def test_it_is_begun_anew_when_something_is_published_meanwhile(archive, tmp_path, monkeypatch):  # noqa: F811
    pages, late = static_copy.pages, []

    def slow(library):
        if not late:
            late.append(publish(make_source(title="Published while the bag was written")))
        return pages(library)

    monkeypatch.setattr(static_copy, "pages", slow)
    bag = exported(tmp_path / "bag")
    assert faults(bag) == []
    assert info(bag)["Ledger-Head"].startswith(f"{ledger.head().number}:")
    assert (bag / f"data/documents/sources/{late[0].identifier}.json").is_file()


def test_it_gives_up_when_the_ledger_does_not_rest(archive, tmp_path, monkeypatch):  # noqa: F811
    pages = static_copy.pages

    def restless(library):
        publish(make_source())
        return pages(library)

    monkeypatch.setattr(static_copy, "pages", restless)
    with pytest.raises(CommandError, match="moved on"):
        exported(tmp_path / "bag")
    assert not list(tmp_path.glob("bag*"))


def test_a_path_cannot_leave_the_payload(tmp_path):
    bag = writing.Bag(tmp_path)
    for path in ("../out.txt", "/out.txt", "a/../../out.txt"):
        with pytest.raises(ValueError, match="no new place"):
            bag.add(path, "")
    bag.add("odd%\n.txt", "odd")
    bag.close([])
    assert faults(tmp_path) == []


def test_the_sample_archive_is_exported_whole(loaded, tmp_path, settings):
    settings.MEDIA_ROOT = loaded.folder / "media"
    bag = exported(tmp_path / "bag")
    assert faults(bag) == []
    assert bagit_finds(bag) == ""
    assert len(list((bag / "data/documents").rglob("*.json"))) == sum(map(len, ledger.pages(100)))
