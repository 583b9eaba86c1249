"""The files of the index: distrusted, never half written, and read without a right to write."""

import pytest

import search
from search import engine, keeping, shelf
from search.shelf import SearchUnavailable
from tests.factories import make_source, make_testimony, publish


def ask(q="xylophone"):
    return search.find(search.SearchRequest(q=q)).total


@pytest.fixture
def record(index):
    made = publish(make_testimony(texts=("A xylophone stood there.", "A second passage."), title="One"))
    index.catch_up()
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("ending", [".toc", ".inv", ".doc", ".cols"])
def test_a_changed_file_is_not_opened(index, record, ending):
    path = next(path for path in index.files() if path.name.endswith(ending))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    engine._open.clear()
    with pytest.raises(SearchUnavailable):
        ask()


@pytest.mark.django_db
@pytest.mark.parametrize("ending", [".inv", ".doc", ".cols"])
def test_a_changed_byte_of_a_large_file_is_found_by_the_indexer_and_by_verify_index(
    index, record, ending, monkeypatch
):
    monkeypatch.setattr(shelf, "SMALL", 0)
    path = next(path for path in index.files() if path.name.endswith(ending))
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(content)
    assert engine.backend().held()  # a reader looks at its size only
    publish(make_source())
    for looks_at_sums in (index.catch_up, keeping.verify):
        with pytest.raises(SearchUnavailable):
            looks_at_sums()


@pytest.mark.django_db
def test_a_large_file_cut_short_is_not_opened(index, record, monkeypatch):
    monkeypatch.setattr(shelf, "SMALL", 0)
    path = next(path for path in index.files() if path.name.endswith(".inv"))
    path.write_bytes(path.read_bytes()[:-1])
    engine._open.clear()
    with pytest.raises(SearchUnavailable):
        ask()


@pytest.mark.django_db
def test_a_commit_leaves_the_files_of_other_segments_as_they_are(index, record):
    before = {path.name: path.stat() for path in index.files() if path.suffix in (".inv", ".doc", ".cols")}
    sums = engine.backend().shelf.current().sums
    publish(make_testimony(texts=("Something else.",)))
    index.catch_up()
    after = {path.name: path.stat() for path in index.files()}
    assert len(before) == 3
    assert {name: after[name].st_mtime_ns for name in before} == {
        name: state.st_mtime_ns for name, state in before.items()
    }
    assert {name: engine.backend().shelf.current().sums[name] for name in before} == {
        name: sums[name] for name in before
    }


@pytest.mark.django_db
def test_a_planted_commit_is_not_read_and_is_swept_away(index, record):
    directory = index.path / engine.backend().shelf.current().directory
    (directory / "_MAIN_99.toc").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    engine._open.clear()
    assert ask() == 1
    publish(make_testimony(texts=("Something else.",)))
    index.catch_up()
    assert not (directory / "_MAIN_99.toc").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("pointer", ["", "[]", "{}", '{"directory": 5}', None])
def test_a_pointer_that_cannot_be_read_means_unavailable(index, record, pointer):
    (index.path / "CURRENT").unlink() if pointer is None else (index.path / "CURRENT").write_text(pointer)
    with pytest.raises(SearchUnavailable):
        ask()


@pytest.mark.django_db
def test_readers_need_no_right_to_write(index, record):
    engine._open.clear()
    for path in [*index.path.rglob("*"), index.path]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = sorted((path.name, path.stat().st_mtime_ns) for path in index.files())
    try:
        assert ask() == 1
        assert sorted((path.name, path.stat().st_mtime_ns) for path in index.files()) == before
    finally:
        for path in [index.path, *index.path.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
