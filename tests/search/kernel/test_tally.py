"""Counting and ordering on arrays against counting by hand."""

import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.kernel.tally import Selection, coded, foremost, united
from tests.search.kernel.library import Library

TOPICS = ["coal", "labour", "mine", "winter"]
BROADER = {"coal": ["coal", "labour"], "mine": ["labour", "mine"], "labour": ["labour"], "winter": []}
years = st.integers(1940, 2030) | st.sampled_from([1, 9999])
periods = st.lists(st.tuples(years, years).map(lambda pair: (min(pair), max(pair))), max_size=3)
entries = st.lists(st.tuples(st.sets(st.sampled_from(TOPICS)), periods), min_size=1, max_size=12)


def opened(path, drawn, cut):
    """A collection over two segments."""
    made = Library(Path(path))
    written = [
        {
            "id": f"T-{at:06d}",
            "topics": " ".join(sorted(topics)),
            "periods": " ".join(f"{a:04}/{b:04}" for a, b in sorted(set(own))),
        }
        for at, (topics, own) in enumerate(drawn)
    ]
    for commit in (written[:cut], written[cut:]):
        if commit:
            made.put(*commit)
    return made.open().collection


@given(entries, st.integers(0, 12), st.data())
@settings(max_examples=60, deadline=None)
def test_counts_and_bars_are_those_of_counting_by_hand(drawn, cut, data):
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(drawn))))))
    with tempfile.TemporaryDirectory() as path:
        collection = opened(path, drawn, cut)
        selection = Selection(np.array(chosen, np.uint32), collection.size)
        parts = [coded(part.columns.sets["topics"]) for part in collection.parts]
        plain = united(parts)
        broad = united([part.mapped([BROADER[value] for value in part.values]) for part in parts])
        assert plain.counts(selection) == Counter(one for at in chosen for one in drawn[at][0])
        assert broad.counts(selection) == Counter(
            one for at in chosen for one in {up for topic in drawn[at][0] for up in BROADER[topic]}
        )
        assert np.flatnonzero(broad.holding({"labour"})).tolist() == [
            at for at, (topics, _own) in enumerate(drawn) if topics & {"coal", "mine", "labour"}
        ]
        compare_years(collection.periods, drawn, chosen, selection)


def compare_years(periods, drawn, chosen, selection):
    own = [drawn[at][1] for at in chosen]
    named = {year for several in own for period in several for year in period} - {1, 9999}
    assert periods.ends(selection) == ((min(named), max(named)) if named else None)
    assert periods.undated(selection.entries) == sum(not several for several in own)
    for width in (1, 10):
        first, last = 1950 // width, 1990 // width
        certain, possible = periods.bars(selection, width, first, last)
        for at in range(first, last + 1):
            cut = [[(a // width, b // width) for a, b in several] for several in own]
            assert possible[at - first] == sum(any(a <= at <= b for a, b in several) for several in cut)
            assert certain[at - first] == sum((at, at) in several for several in cut)
    for wholly in (True, False):
        mask = periods.named.within(1960, 1975, wholly)
        assert np.flatnonzero(mask).tolist() == [
            at
            for at, (_topics, several) in enumerate(drawn)
            if any((a >= 1960 and b <= 1975) if wholly else (b >= 1960 and a <= 1975) for a, b in several)
        ]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=40),
    st.integers(0, 50),
    st.integers(0, 2**32),
)
@settings(max_examples=200, deadline=None)
def test_the_foremost_are_the_beginning_of_the_whole_order(pairs, count, seed):
    last = np.random.default_rng(seed).permutation(len(pairs))
    keys = [
        np.array([one for one, _other in pairs], np.int64),
        np.array([o for _one, o in pairs], np.int64),
        last,
    ]
    whole = sorted(range(len(pairs)), key=lambda at: (*pairs[at], last[at]))
    assert foremost(keys, count).tolist() == whole[:count]
