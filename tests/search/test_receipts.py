"""A receipt says what a search found, can be checked, cannot be forged, and leaves nothing behind."""

import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from search import receipts
from search.request import SearchRequest
from testimonies import ledger
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user, publish
from tests.search.conftest import named_camp

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(index):
    camp = named_camp(18)
    found = [publish(make_testimony(texts=("Coal at Bukchang.",), camp=camp)) for _number in range(3)]
    index.catch_up()
    return found


def given(client, **asked):
    """The address of the receipt that a search leads to."""
    answer = client.get("/search/receipt/", asked)
    assert answer.status_code == 302
    return answer["Location"]


def told(client, address):
    answer = client.get(f"{address}&format=json")
    assert answer.status_code == 200
    return answer.json()


def test_a_receipt_holds_count_ledger_and_the_hash_of_all_identifiers(client, records):
    address = given(client, q="coal", kind="testimony", size=1, page=2, sort="date")
    held = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    identifiers = "\n".join(sorted(record.identifier for record in records))
    assert held["sha256"] == hashlib.sha256(identifiers.encode()).hexdigest()
    assert (held["count"], held["ledger"]) == ("3", str(ledger.head().number))
    assert (held["q"], held["kind"]) == ("coal", "testimony")
    assert not {"size", "page", "sort"} & set(held)


def test_it_says_the_same_while_the_same_is_found(client, records):
    address = given(client, q="Pukchang")
    assert told(client, address)["same"] is True
    page = client.get(address).text
    assert "finds the same records today" in page
    assert "<script" not in page
    assert " style=" not in page


def test_a_publication_that_is_not_found_changes_nothing_but_the_ledger_number(client, records, index):
    address = given(client, q="coal")
    publish(make_testimony(texts=("Timber.",)))
    index.catch_up()
    answer = told(client, address)
    assert answer["same"] is True
    assert answer["now"]["ledger"] > answer["then"]["ledger"]


def test_it_says_different_when_a_record_came_or_went(client, records, index):
    address = given(client, q="coal")
    new = publish(make_testimony(texts=("More coal.",)))
    index.catch_up()
    answer = told(client, address)
    assert (answer["same"], answer["then"]["count"], answer["now"]["count"]) == (False, 3, 4)
    assert "finds other records today" in client.get(address).text
    perform(Action.WITHDRAW, new, make_user("moderator"), "wrong", reason="error")
    index.catch_up()
    assert told(client, address)["same"] is True
    perform(Action.WITHDRAW, records[0], make_user("moderator"), "wrong", reason="error")
    publish(make_testimony(texts=("Other coal.",)))
    index.catch_up()
    answer = told(client, address)
    assert (answer["same"], answer["then"]["count"], answer["now"]["count"]) == (False, 3, 3)


def test_that_nothing_was_found_can_be_cited(client, records):
    address = given(client, q="nowheretobefound")
    answer = told(client, address)
    assert (answer["same"], answer["then"]["count"]) == (True, 0)
    assert answer["then"]["sha256"] == hashlib.sha256(b"").hexdigest()
    assert "0 records found" in client.get(address).text
    page = client.get("/search/", {"q": "nowheretobefound"}).text
    assert "/search/receipt/?q=nowheretobefound" in page


def test_the_results_link_to_the_receipt_with_their_filters(client, records):
    page = client.get("/search/", {"q": "coal", "camp": "kwalliso-18", "sort": "date", "size": 2}).text
    assert 'href="/search/receipt/?q=coal&amp;camp=kwalliso-18"' in page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("count=3", "count=0"),
        ("q=coal", "q=gold"),
        ("ledger=", "ledger=9"),
        ("sha256=", "sha256=x"),
        ("signature=", "signature=x"),
        ("&signature=", "&other="),
        ("&count=3", ""),
        ("day=20", "day=19"),
        ("q=coal", "q=coal&kind=claim"),
        ("day=2", "day=9"),
    ],
)
def test_a_changed_receipt_is_refused(client, records, before, after):
    address = given(client, q="coal")
    assert before in address
    answer = client.get(address.replace(before, after))
    assert answer.status_code == 400
    assert "Not a receipt" in answer.text
    assert client.get(f"{address.replace(before, after)}&format=json").status_code == 400


def test_a_receipt_of_another_key_is_refused_unless_the_key_is_still_known(client, records, settings):
    address, key = given(client, q="coal"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key"
    assert client.get(address).status_code == 400
    settings.SECRET_KEY_FALLBACKS = [key]
    assert client.get(address).status_code == 200


def test_a_query_that_cannot_be_read_gets_the_page_that_points_at_it(client, records):
    assert client.get("/search/receipt/", {"q": '"coal'}).status_code == 400
    assert client.get("/search/receipt/", {"kind": "nonsense"}).status_code == 400


def test_while_the_index_lags_no_receipt_is_given(client, records):
    publish(make_testimony(texts=("More coal.",)))
    assert client.get("/search/receipt/", {"q": "coal"}).status_code == 503


def test_what_is_asked_in_another_way_is_the_same_receipt():
    one = SearchRequest(q="  coal \u1112\u1161\u11ab ", camp=("b", "a", "b"), dates="certain", page=3)
    other = SearchRequest(q="coal \ud55c", camp=("a", "b"), sort="date", size=50, spelling="any")
    assert receipts.normal(one) == receipts.normal(other)


def test_a_receipt_reads_back_as_it_was_written(records):
    asked = SearchRequest(
        q='"coal mine" & 북창', camp=("kwalliso-18",), first_year=1977, last_year=1987, dates="certain"
    )
    receipt = receipts.issue(asked)
    assert receipts.read(QueryDict(receipt.address().removeprefix("?"))) == receipt


def test_a_search_without_words_or_filters_has_a_receipt(client, records):
    address = given(client)
    assert told(client, address)["then"]["count"] == len(next(ledger.pages(100)))


def test_nothing_is_stored(client, records, index):
    before = {path: path.read_bytes() for path in index.files()}
    with CaptureQueriesContext(connection) as queries:
        address = given(client, q="coal")
        answer = client.get(address)
    assert queries
    assert not [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
    assert not answer.cookies
    assert {path: path.read_bytes() for path in index.files()} == before
