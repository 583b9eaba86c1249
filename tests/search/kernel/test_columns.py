"""The columns: what is written of entries is what is read, and a damaged file is refused."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.kernel import columns
from search.kernel.arrays import ArrayWriter, Strings
from testimonies.vocabulary import Noun
from tests.search.kernel.segments import PERIODS, by_us, by_whoosh, entries


def rows(ragged, at):
    return slice(ragged.starts[at], ragged.starts[at + 1])


@settings(max_examples=50, deadline=None)
@given(entries())
def test_columns_say_of_each_entry_what_was_written(written):
    with by_us(written) as ours:
        found = columns.load(ours.columns)
        assert found.size == len(written)
        assert found.identifiers.listed() == [entry["id"] for entry in written]
        assert found.number.tolist() == [entry["number"] for entry in written]
        for at, entry in enumerate(written):
            assert found.sha256[at].tobytes().hex() == entry.get("sha256", "0" * 64)
            nouns = [*Noun.values, *[""] * (columns.NO_NOUN - len(Noun.values)), None]
            assert nouns[found.noun[at]] == entry.get("noun")
            assert (found.earliest[at] or None, found.latest[at] or None) == (
                entry.get("earliest"),
                entry.get("latest"),
            )
            for name, own in found.sets.items():
                values = [own.values[int(code)] for code in own.codes[rows(own, at)]]
                assert values == (entry.get(name) or "").split()


@settings(max_examples=50, deadline=None)
@given(st.lists(PERIODS, min_size=1, max_size=6))
def test_years_and_decades_are_counted_once_however_the_periods_overlap(several):
    written = [
        {"id": str(at), "number": at, "periods": " ".join(f"{a:04}/{b:04}" for a, b in sorted(set(periods)))}
        for at, periods in enumerate(several)
    ]
    with by_us(written) as ours:
        found = columns.load(ours.columns)
    for at, periods in enumerate(several):
        own = rows(found.periods, at)
        pairs = zip(found.periods.first[own].tolist(), found.periods.last[own].tolist(), strict=True)
        assert list(pairs) == sorted(set(periods))
        for width, spans, certain in (
            (1, found.years, found.certain_years),
            (10, found.decades, found.certain_decades),
        ):
            own = rows(spans, at)
            ends = zip(spans.first[own].tolist(), spans.last[own].tolist(), strict=True)
            drawn = [one for first, last in ends for one in range(first, last + 1)]
            possible = {one for a, b in periods for one in range(a // width, b // width + 1)}
            assert drawn == sorted(possible)
            inside = {a // width for a, b in periods if a // width == b // width}
            assert certain.codes[rows(certain, at)].tolist() == sorted(inside)


@settings(max_examples=30, deadline=None)
@given(entries())
def test_the_columns_of_a_segment_of_whooshs_own_are_the_same(written):
    with by_whoosh(written) as stock, by_us(written) as ours:
        path = ours.columns.with_suffix(".slow")
        columns.write_for(next(iter(stock.leaf_readers()))[0], path.open("wb"))
        slow, fast = columns.load(path), columns.load(ours.columns)
        assert slow.identifiers.listed() == fast.identifiers.listed()
        assert {name: own.tolist() for name, own in slow.lengths.items()} == {
            name: own.tolist() for name, own in fast.lengths.items()
        }
        terms, frequencies = fast.lexicon["exact"]
        assert slow.lexicon["exact"][0].listed() == terms.listed() == sorted(terms.listed())
        assert slow.lexicon["exact"][1].tolist() == frequencies.tolist()
        assert all(
            stock.doc_frequency("exact", term) == count
            for term, count in zip(terms, frequencies, strict=True)
        )


def test_a_string_is_found_among_sorted_ones():
    strings = Strings.of(sorted(["camp", "북창", "é", "mine"]))
    assert [strings.find(one) for one in strings] == [0, 1, 2, 3]
    assert strings.find("mines") is None
    assert (strings[-1], strings[1:3]) == ("북창", ["mine", "é"])
    with pytest.raises(IndexError):
        strings[4]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"cos\nsystem\n(S'true'\ntR.",
        lambda content: content[:-1],
        lambda content: content[1:],
        lambda content: content[:-40] + bytes([content[-40] ^ 1]) + content[-39:],
        lambda content: content[:8] + content[-400:],
    ],
    ids=["empty", "a pickle", "cut short", "shifted", "another foot", "arrays missing"],
)
def test_damaged_columns_are_refused(tmp_path, damage):
    with by_us([{"id": "T-000001", "number": 1, "text": "camp", "periods": "1970/1979"}]) as ours:
        (tmp_path / "damaged.cols").write_bytes(damage(ours.columns.read_bytes()))
    with pytest.raises(ValueError):
        columns.load(tmp_path / "damaged.cols")


def test_a_file_of_other_arrays_is_refused(tmp_path):
    writer = ArrayWriter((tmp_path / "other.cols").open("wb"))
    writer.add("number", np.arange(3))
    writer.close(size=3)
    with pytest.raises(ValueError, match="missing"):
        columns.load(tmp_path / "other.cols")


def test_an_array_of_another_kind_is_not_written():
    with pytest.raises(TypeError):
        ArrayWriter(io.BytesIO()).add("names", np.array(["a"]))


def test_columns_are_not_to_be_written_to():
    with by_us([{"id": "T-000001", "number": 1}]) as ours, pytest.raises(ValueError):
        columns.load(ours.columns).number[0] = 2
