"""The codec behind Whoosh's own writer and reader: the same postings as Whoosh's default codec holds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.matching import ReadTooFar
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from tests.search.kernel.segments import SCHEMA, by_us, by_whoosh, codec, entries, kept, postings, statistics

QUERIES = (
    wq.Term("text", "camp"),
    wq.And([wq.Term("text", "camp"), wq.Term("exact", "kim")]),
    wq.Or([wq.Term("text", "a"), wq.Term("grams", "요덕")]),
    wq.And([wq.Term("text", "camp"), wq.Not(wq.Term("title", "a"))]),
    wq.Phrase("exact", ["camp", "a"]),
    wq.Prefix("exact", "c"),
    wq.FuzzyTerm("exact", "canp"),
    wq.Term("about", "kwalliso-15"),
    wq.Every(),
)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_whooshs_writer_makes_the_same_of_entries_with_this_codec_as_with_its_own(written):
    with by_whoosh(written) as stock, by_whoosh(written, codec(), SCHEMA) as ours:
        assert list(ours.all_terms()) == list(stock.all_terms())
        assert postings(ours) == postings(stock)
        assert statistics(ours) == statistics(stock)
        assert kept(ours) == kept(stock)


@settings(max_examples=25, deadline=None)
@given(entries(most=30))
def test_whooshs_own_matchers_give_the_same_documents_and_scores(written):
    with by_whoosh(written) as stock, by_whoosh(written, codec(), SCHEMA) as ours:
        for query in QUERIES:
            one, other = (Searcher(reader).search(query, limit=None) for reader in (stock, ours))
            assert [(hit.docnum, hit.score) for hit in other] == [(hit.docnum, hit.score) for hit in one]


@settings(max_examples=40, deadline=None)
@given(entries(), st.sets(st.integers(0, 12)))
def test_arrays_and_places_are_what_reading_one_by_one_gives(written, some):
    wanted = np.array(sorted(some), "<u4")
    with by_us(written) as ours:
        for (name, term), read in postings(ours.reader).items():
            matcher = ours.reader.postings(name, term)
            ids, frequencies = matcher.arrays()
            assert (ids.dtype, frequencies.dtype) == (np.uint32, np.float32)
            assert list(zip(ids.tolist(), frequencies.tolist(), strict=True)) == [row[:2] for row in read]
            if not matcher.supports("positions"):
                with pytest.raises(TypeError):
                    matcher.places()
                continue
            keys = [(entry << 32) | place for entry, _weight, places in read for place in places]
            assert matcher.places().tolist() == keys
            assert matcher.places(wanted).tolist() == [key for key in keys if key >> 32 in some]


@settings(max_examples=40, deadline=None)
@given(entries(), st.lists(st.integers(0, 14), max_size=6))
def test_a_matcher_skips_like_whooshs(written, targets):
    with by_whoosh(written) as stock, by_us(written) as ours:
        for name, term in stock.all_terms():
            one, other = stock.postings(name, term), ours.reader.postings(name, term)
            for target in targets:
                if not one.is_active():
                    with pytest.raises(ReadTooFar):
                        other.skip_to(target)
                    break
                one.skip_to(target)
                other.skip_to(target)
                assert other.copy().is_active() == other.is_active() == one.is_active()
                assert not one.is_active() or other.copy().id() == other.id() == one.id()


def test_a_term_that_is_not_there_is_answered_as_whoosh_expects():
    with by_us([{"id": "T-000001", "number": 1, "text": "camp"}]) as ours:
        assert ("text", b"mine") not in ours.reader
        assert ours.reader.doc_frequency("text", "mine") == ours.reader.frequency("text", "mine") == 0
        for asked in (ours.reader.postings, ours.reader.term_info):
            with pytest.raises(TermNotFound):
                asked("text", "mine")


def test_the_terms_from_one_on_and_those_with_a_prefix_are_found():
    with by_us([{"id": "T-000001", "number": 1, "exact": "camp campus mine"}]) as ours:
        assert list(ours.reader.expand_prefix("exact", "cam")) == [b"camp", b"campus"]
        assert next(ours.reader.terms_from("exact", b"d")) == ("exact", b"mine")
        cursor = ours.reader.cursor("exact")
        assert (cursor.first(), cursor.next(), cursor.find("d"), cursor.next()) == (
            "camp",
            "campus",
            "mine",
            None,
        )


@pytest.mark.parametrize("field", [TEXT(), TEXT(chars=True)])
def test_a_field_of_another_format_is_refused(field):
    with pytest.raises(TypeError), by_whoosh([{"words": "camp"}], codec(), Schema(words=field)):
        pass


def test_a_field_with_a_column_of_whooshs_is_refused():
    schema = Schema(number=NUMERIC(sortable=True))
    with pytest.raises(TypeError), by_whoosh([{"number": 1}], codec(), schema):
        pass
