"""No byte of the database, its journal, the media and the index says a word of an erased text."""

from tests.assurance.processes import answer, start

SECRET = "The synthetic neighbour kept a blue bicycle."


def test_no_file_of_the_installation_holds_an_erased_passage(blank_data):
    told = answer(start(blank_data, "erasing", SECRET))
    for place in ("archive.sqlite3", "index/"):
        assert any(name.startswith(place) for name in told["held"]), "it was there before"
    files = [path for path in blank_data.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if b"bicycl" in path.read_bytes()] == []
    assert "No copy was found" in told["said"]
    assert told["versions"] == [True, False, False, False, False]
    assert told["findings"] == []
