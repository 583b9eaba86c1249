"""Over English queries, knowing Korean names changes neither what is asked nor its order."""

import pytest

from search import authorities
from search.analysis import normalised, words
from search.authorities import LONGEST_NAME
from tests.performance import names, relevance
from tests.performance.judged import collection

pytestmark = pytest.mark.django_db
TEXTS, EVERY = 150, 5


def stretches(query):
    said = [word.text for word in words(normalised(query))]
    for length in range(1, LONGEST_NAME + 1):
        yield from (" ".join(said[at : at + length]) for at in range(len(said) - length + 1))


def know_the_table(real_data):
    """Publish the names of the table, so that the archive knows them all."""
    names.publish_names(names.known_and_unseen(names.spellings(real_data))[0])


def test_no_stretch_of_an_english_query_is_read_as_a_name(real_data):
    know_the_table(real_data)
    known = authorities.current()
    queries = collection(real_data, "cranfield").queries.values()
    said = {stretch for query in queries for stretch in stretches(query)}
    assert sorted(stretch for stretch in said if known.named(stretch)) == []


def test_variants_change_no_ranking_of_english_queries(real_data, index):
    held = collection(real_data, "cranfield")
    queries = list(held.queries.values())[::EVERY]
    relevance.hold(held.texts[:TEXTS])
    before = [relevance.product_order(query) for query in queries]
    know_the_table(real_data)
    assert [relevance.product_order(query) for query in queries] == before
    assert any(before)
    assert authorities.current().named("Pyongyang")
