"""The lean pool: what it writes is what Whoosh's writer makes of the same entries through the analysers."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh.fields import NUMERIC, TEXT, Schema

from search.analysis import (
    BREAK,
    ExactForms,
    GramForms,
    StemForms,
    grams,
    normalised,
    spellings,
    stems,
    words,
)
from search.kernel.pool import Pool
from tests.search.kernel.segments import TEXTS, by_us, by_whoosh, entries, kept, postings, statistics


@settings(max_examples=60, deadline=None)
@given(entries())
def test_the_pool_writes_the_terms_postings_positions_and_lengths_that_whoosh_writes(written):
    with by_whoosh(written) as stock, by_us(written) as ours:
        assert list(ours.reader.all_terms()) == list(stock.all_terms())
        assert postings(ours.reader) == postings(stock)
        assert statistics(ours.reader) == statistics(stock)
        assert kept(ours.reader) == kept(stock)


@settings(max_examples=40, deadline=None)
@given(entries(), st.integers(1, 5))
def test_several_batches_make_the_same_segment_as_one(written, size):
    with (
        by_us(written) as once,
        by_us(*(written[at : at + size] for at in range(0, len(written), size))) as often,
    ):
        assert postings(often.reader) == postings(once.reader)
        assert statistics(often.reader) == statistics(once.reader)
        assert kept(often.reader) == kept(once.reader)
        assert often.columns.read_bytes() == once.columns.read_bytes()


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text(alphabet="aB'c-요덕에서15호 \f’.,안é_", max_size=40)).map(normalised))
@example(f"{BREAK} camp {BREAK}{BREAK} well-known mine{BREAK}")
def test_forms_stand_where_their_words_stand(text):
    shift = 0
    expected = []
    for word in words(text):
        for step, forms in enumerate(stems(word.text)):
            shift += step > 0
            expected.append((word.position + shift, tuple(dict.fromkeys(forms))))
    assert list(StemForms().placed(text)) == expected
    assert list(ExactForms().placed(text)) == [(word.position, spellings(word.text)) for word in words(text)]
    bigrams = [gram for word in words(text) for gram in grams(word.text)]
    assert [forms[0] for _position, forms in GramForms().placed(text)] == bigrams


def test_bigrams_of_two_words_never_stand_side_by_side():
    placed = list(GramForms().placed("요덕수용소 북창"))
    positions = {forms[0]: position for position, forms in placed}
    assert positions["용소"] - positions["요덕"] == 3
    assert positions["북창"] - positions["용소"] > 2


def test_an_entry_with_a_field_that_is_not_in_the_schema_is_refused():
    with pytest.raises(KeyError):
        Pool(Schema()).add({"label": "Camp 15"})


@pytest.mark.parametrize("field", [TEXT(), NUMERIC()])
def test_a_schema_with_fields_of_another_kind_is_refused(field):
    with pytest.raises(TypeError):
        Pool(Schema(other=field))
