"""Merges: what is left is what a fresh segment of it would hold, and a commit never rewrites much."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.kernel.batches import Survivors
from search.kernel.merging import CEILING, FACTOR, MOST_SEGMENTS, level, to_merge, wants_rebuild
from search.kernel.writer import write_segment
from tests.search.kernel.segments import by_us, entries, kept, opened, postings, statistics


@settings(max_examples=50, deadline=None)
@given(entries(), entries(), st.sets(st.integers(0, 12)), st.sets(st.integers(0, 12)))
def test_merged_segments_hold_what_a_fresh_one_of_their_living_entries_would(one, other, gone, lost):
    remaining = [entry for at, entry in enumerate(one) if at not in gone]
    remaining += [entry for at, entry in enumerate(other) if at not in lost]
    with by_us(one) as first, by_us(other) as second, by_us(remaining) as fresh:
        for segment, deleted in ((first, gone), (second, lost)):
            for at in sorted(deleted & set(range(segment.segment.doc_count_all()))):
                segment.segment.delete_document(at)
        sources = [Survivors(segment.storage, segment.segment) for segment in (first, second)]
        merged = opened(fresh.storage, write_segment(fresh.storage, "MAIN", sources))
        assert postings(merged.reader) == postings(fresh.reader)
        assert statistics(merged.reader) == statistics(fresh.reader)
        assert kept(merged.reader)[:2] == kept(fresh.reader)[:2]
        assert merged.columns.read_bytes() == fresh.columns.read_bytes()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 200_000), max_size=60), st.integers(1, 300))
def test_a_commit_never_rewrites_more_than_the_ceiling(sizes, fresh):
    taken = to_merge(sizes, fresh)
    assert sum(sizes[place] for place in taken) <= CEILING
    assert len(set(taken)) == len(taken)


def test_a_publication_costs_the_same_after_thousands_of_others():
    sizes, rewritten, most = [100_000], [], 0
    for _publication in range(3000):
        taken = to_merge(sizes, 2)
        rewritten.append(sum(sizes[place] for place in taken))
        sizes = [size for place, size in enumerate(sizes) if place not in taken]
        sizes.append(rewritten[-1] + 1)  # of two new entries the one is the marker, which replaces the last
        most = max(most, len(sizes))
        if wants_rebuild(len(sizes)):
            sizes = [sum(sizes)]
    assert max(rewritten) <= CEILING
    assert sum(rewritten) / len(rewritten) < 2 * FACTOR
    assert most <= MOST_SEGMENTS + 1
    assert sum(sizes) == 103_000


def test_levels_go_by_the_factor():
    assert [level(size) for size in (0, 1, 7, 8, 63, 64, 511, 512)] == [0, 0, 0, 1, 1, 2, 2, 3]
