"""Queries made to hurt: each is answered, or refused with a page that helps. None is an error of ours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search
from tests.factories import make_testimony, publish

pytestmark = pytest.mark.django_db

MEGABYTE = 10**6
REFUSED = {
    "leading wildcard": "*a*",
    "only wildcards": "????*",
    "sixty stars": "*" * 60 + "z",
    "many leading wildcards": " OR ".join(["*x*"] * 20),
    "a thousand words": " OR ".join(f"word{at}" for at in range(1000)),
    "ten thousand words": " ".join(["word"] * 10_000),
    "forty words": " ".join(["ab"] * 40),
    "a star": "*",
    "a regular expression": "r.*",
    "a broken regular expression": "(?P<a",
    "a token of a megabyte": "x" * MEGABYTE,
    "a megabyte of AND": "AND " * (MEGABYTE // 4),
    "a megabyte of Korean": "가" * (MEGABYTE // 3),
    "fuzzy by three": "winter~3",
    "fuzzy by many": "winter~999",
    "thirty fuzzy": " ".join(["wint~2"] * 30),
    "a long phrase": '"' + "word " * 300 + '"~1000',
    "deep brackets": "(" * 2000 + "a" + ")" * 2000,
    "six brackets": "((((((a))))))",
    "many NOT": "NOT " * 60 + "a",
    "three thousand NOT": "NOT " * 3000 + "a",
    "many quotes": '"' * 20_001,
    "an open quote": '"coal',
    "a closing bracket": "coal)",
    "a null character": "coal\x00mine",
    "an escape": "\x1b[31mcoal",
    "right to left": "\u202ecoal",
    "isolated direction": "\u2066coal",
    "many directions and joiners": "\u202e\u200d" * 50_000,
    "an unknown field": "colour:red",
    "a year that is none": "year:soon",
    "dates of junk": "year:99999999999999999999",
    "an empty field": "camp:",
}
ANSWERED = {
    "a range of words": "[a TO zzz]",
    "a boost of nan": "coal^nan",
    "a boost beyond numbers": "coal^1e999",
    "a number beyond numbers": "9" * 200,
    "joiners": "co\u200dal \u200b\u200d",
    "hyphens": "-" * 200,
    "one letter": "a",
    "emoji": "😀 coal",
    "markup": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE ledger; --",
    "a path": "../../etc/passwd",
    "only marks": "\u0301\u0301",
    "brackets in brackets": "((((coal))))",
    "braces and dots": "{}..{}",
    "a long row of words": " ".join(["coal"] * 32),
}


@pytest.fixture
def shelf(index):
    publish(make_testimony(texts=("Coal was mined in winter.", "석탄을 캐었다.")))
    index.catch_up()


@pytest.mark.parametrize("q", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_page_that_helps(shelf, client, q):
    answer = client.get("/search/", {"q": q})
    assert answer.status_code == 400
    assert len(answer.content) < 20_000
    assert b'name="q"' in answer.content
    told = client.get("/api/v1/search", {"q": q})
    assert told.status_code == 400
    assert len(told.json()["error"]["message"]) > 20


@pytest.mark.parametrize("q", ANSWERED.values(), ids=ANSWERED)
def test_it_is_answered(shelf, client, q):
    assert client.get("/search/", {"q": q}).status_code == 200
    assert client.get("/search/", {"q": q, "spelling": "exact"}).status_code == 200


@pytest.mark.parametrize(
    "parameters", [{"page": "1000000000"}, {"size": "1e3"}, {"like": "x" * 200}, {"like": "T-999999"}]
)
def test_a_parameter_beyond_bounds_is_refused(shelf, client, parameters):
    assert client.get("/search/", parameters).status_code == 400


pieces = st.sampled_from(
    [
        "coal",
        "석탄",
        "(",
        ")",
        '"',
        "“",
        "AND",
        "OR",
        "NOT",
        "=",
        "*",
        "~",
        ":",
        "camp:15",
        "year:",
        "1977..",
        "-",
        "'",
        " ",
        " ",
    ]
) | st.text(max_size=4)


@given(q=st.lists(pieces, max_size=14).map("".join))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused(shelf, q):
    try:
        assert search.find(search.SearchRequest(q=q)).total >= 0
    except search.QueryError as error:
        assert error.message
        assert 0 <= error.position <= len(q)
