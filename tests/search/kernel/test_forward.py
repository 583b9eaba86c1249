"""The forward index says of each entry what the postings say of each word, after merges and deletes too."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.kernel import columns
from search.kernel.arrays import Bytes
from search.kernel.batches import Survivors
from search.kernel.terms import PostingsReader
from search.kernel.vocabulary import hashed
from search.kernel.writer import write_segment
from tests.search.kernel.library import Library
from tests.search.kernel.segments import by_us, entries, opened


def turned_back(path, postings):
    """By entry: each of its words and how often it stands there, out of the forward index."""
    known = columns.load(path)
    terms = postings.terms.listed() if postings else []
    found = []
    for entry in range(known.size):
        codes, often, sizes = known.forward.of(np.array([entry]))
        assert sizes.tolist() == [len(codes)]
        assert codes.tolist() == sorted(set(codes.tolist()))
        found.append({terms[code]: count for code, count in zip(codes.tolist(), often.tolist(), strict=True)})
    return found


def by_postings(postings, size):
    found = [{} for _entry in range(size)]
    for number, term in enumerate(postings.terms.listed() if postings else []):
        pairs = zip(postings.ids_of(number).tolist(), postings.frequencies_of(number).tolist(), strict=True)
        for entry, count in pairs:
            found[entry][term] = min(count, 255)
    return found


def text_of(segment):
    fields = PostingsReader(segment.storage, segment.segment).fields
    return fields["text"][0] if "text" in fields else None


@settings(max_examples=40, deadline=None)
@given(entries(), entries(), st.sets(st.integers(0, 11)))
def test_each_entry_has_the_words_its_postings_say(first, second, gone):
    with by_us(first, second) as ours:
        words = text_of(ours)
        assert turned_back(ours.columns, words) == by_postings(words, len(first) + len(second))
        for entry in sorted(gone):
            if entry < len(first):
                ours.segment.delete_document(entry)
        merged = opened(
            ours.storage, write_segment(ours.storage, "MAIN", [Survivors(ours.storage, ours.segment)])
        )
        words = text_of(merged)
        size = columns.load(merged.columns).size
        assert turned_back(merged.columns, words) == by_postings(words, size)


def test_a_word_that_stands_very_often_counts_as_what_a_byte_holds():
    with by_us([{"id": "T-1", "number": 1, "text": "coal " * 300}]) as ours:
        assert turned_back(ours.columns, text_of(ours)) == [{b"coal": 255}]


def test_the_slow_way_over_whooshs_reader_gives_the_same():
    with by_us([{"id": "T-1", "number": 1, "text": "coal mine coal"}, {"id": "T-2", "number": 2}]) as ours:
        path = ours.columns.with_suffix(".slow")
        columns.write_for(ours.reader, path.open("wb"))
        assert turned_back(path, text_of(ours)) == [{b"coal": 2, b"mine": 1}, {}]


@settings(max_examples=60, deadline=None)
@given(st.sets(st.binary(max_size=6), max_size=40))
def test_a_hash_of_a_term_depends_on_its_bytes_alone(terms):
    together = hashed(Bytes.of(sorted(terms))).tolist()
    assert together == [int(hashed(Bytes.of([term]))[0]) for term in sorted(terms)]
    assert len(set(together)) == len(terms)


def test_a_term_has_one_number_whichever_segment_it_stands_in():
    with tempfile.TemporaryDirectory() as path:
        made = Library(Path(path))
        made.put({"id": "T-1", "text": "coal mine"}, {"id": "T-2", "text": "coal"})
        made.put({"id": "T-3", "text": "mine river"})
        vocabulary = made.open().collection.vocabulary
        counts = {vocabulary.term(at): int(vocabulary.frequencies[at]) for at in range(len(vocabulary))}
        assert counts == {"coal": 2, "mine": 2, "river": 1}
