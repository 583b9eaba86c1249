"""Spellings by their beginning and one letter away, against looking at every one."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.fields import Schema

from search.analysis import ExactForms, plain
from search.kernel.codec import PlacedText
from search.kernel.lexicon import Lexicon, one_apart
from tests.search.kernel import library

LATIN = ["kaechon", "kaech'on", "kaech’ŏn", "kaecheon", "yodok", "yodŏk", "yodock", "école", "ecole", "ōsaka"]
OTHERS = ["coal", "coat", "cola", "co", "Œuvre", "요덕", "요덕군", "개천", "平壤"]
STARTS = st.sampled_from(["k", "kaech", "kaechon", "yodo", "요", "co", "ec", "z"])
ASKED = st.sampled_from(["kaechon", "yodok", "coal", "요덕", "개천군", "ecole", "abc"])
letters = st.text("abcŏ'요덕ë", min_size=1, max_size=5)
words = st.lists(st.sampled_from([*LATIN, *OTHERS]) | letters, min_size=1, max_size=8)
commits = st.lists(words, min_size=1, max_size=2)


def opened(path, commits):
    """The lexicon of an index of these words, and all spellings in it."""
    schema = Schema(**dict(library.SCHEMA.items()), exact=PlacedText(ExactForms()))
    made = library.Library(Path(path), schema)
    for at, said in enumerate(commits):
        made.put({"id": f"T-{at}", "exact": " ".join(said)})
    found = made.open()
    everything = [term.decode() for term in found.searcher.reader().lexicon("exact")]
    return Lexicon(found.collection.parts), everything


@given(commits, STARTS)
@settings(max_examples=60, deadline=None)
def test_beginnings_are_found_with_marks_set_aside(commits, start):
    with tempfile.TemporaryDirectory() as path:
        lexicon, everything = opened(path, commits)
        expected = [one for one in everything if plain(one).startswith(start)]
        assert lexicon.beginning(start, 200) == sorted(expected)


@given(commits, ASKED)
@settings(max_examples=60, deadline=None)
def test_neighbours_are_one_letter_away_with_the_first_letter_right(commits, word):
    with tempfile.TemporaryDirectory() as path:
        lexicon, everything = opened(path, commits)
        expected = [one for one in everything if plain(one)[:1] == word[0] and one_apart(plain(one), word)]
        assert lexicon.near(word) == sorted(expected)


def test_one_letter_changed_added_left_out_or_swapped_is_one_apart():
    near = ["coal", "coat", "cola", "coa", "coall", "cal", "coaal"]
    assert all(one_apart("coal", other) for other in near)
    assert not any(one_apart("coal", other) for other in ["co", "clao", "coalll", "boat", ""])
