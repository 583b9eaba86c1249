"""Measures how good the order of hits is; docs/search-quality.md holds the tables. make bench."""

from dataclasses import replace

import pytest

from tests.performance import relevance
from tests.performance.judged import collection
from tests.performance.reference_ranking import Constants, Ranking

pytestmark = pytest.mark.bench


def show(name, ranking, found):
    print("\n".join(relevance.lines(name, ranking, found)), flush=True)


@pytest.mark.parametrize("name", ["cranfield", "korquad"])
def test_the_recommended_ranking_and_what_each_part_of_it_adds(real_data, name):
    held = collection(real_data, name)
    print(f"\n{relevance.HEADER}")
    for label, constants, feedback in (
        ("BM25, title not raised", replace(Constants(), k1=1.2, b_text=0.75, b_title=0.75, title=1.0), False),
        ("BM25F", Constants(), False),
        ("BM25F, no bigrams", replace(Constants(), gram=0.0), False),
        ("BM25F and feedback", Constants(), True),
    ):
        ranking = Ranking(held.texts, constants)
        show(name, label, relevance.measured(held, lambda query: ranking.order(query, feedback)))  # noqa: B023
    assert all(ranking.order(query) for query in list(held.queries.values())[:20])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["cranfield", "korquad"])
def test_the_product_through_its_own_index(real_data, index, name):
    held = collection(real_data, name)
    identifiers = relevance.hold(held.texts)

    def order(query):
        return [identifiers[found] for found in relevance.product_order(query) if found in identifiers]

    found = relevance.measured(held, order)
    print(f"\n{relevance.HEADER}")
    show(name, "the product", found)
    assert found["all"].precision > 0
