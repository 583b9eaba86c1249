"""A claim among the results stands with its date, method, source, doubt and the disagreements it is in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_camp, make_claim, make_source, publish
from tests.testimonies.pages.conftest import make_disagreement
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


def test_a_claim_found_is_shown_whole(client, index):
    source = publish(make_source(author="Author, Anne", date="2001"))
    numbers = {"low": 50000, "high": 60000, "unit": "people", "metric": "stock", "as_of": "mid-2024"}
    claim = make_claim(publish(make_camp(18)), source, method="informants", hedge="suspected", **numbers)
    question = make_disagreement({"Many": [publish(claim)]})
    publish(question)
    index.catch_up()
    page = Page(client.get("/search/?kind=claim").text)
    hit = next(one for one in page.elements if one.attributes.get("data-claim") == claim.identifier)
    for words in ("50,000–60,000 people", "mid-2024", "network of informants", "Author 2001", "suspected"):
        assert words in hit.text
    assert question.identifier in hit.text
    assert "50,000" not in page.unclaimed


def test_results_ask_the_database_as_often_for_many_claims_as_for_few(client, index):
    camp = publish(make_camp(18))
    publish(make_claim(camp))
    index.catch_up()
    few = _queries(client)
    for _ in range(8):
        publish(make_claim(camp))
    index.catch_up()
    assert _queries(client) == few


def _queries(client):
    client.get("/search/?kind=claim")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/search/?kind=claim").status_code == 200
    return len(asked)
