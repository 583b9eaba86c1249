"""The search below /ko/: its words, its links, its refusals, and the forms that have no language."""

import re

import pytest

from search import receipts
from tests.factories import make_testimony, publish
from tests.search.conftest import named_camp

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(index):
    camp = named_camp(18)
    camp.heading_ko = "18호 관리소, 북창"
    camp.save()
    publish(camp)
    record = publish(make_testimony(texts=("Coal at Bukchang.",), camp=camp, title="Synthetic account"))
    index.catch_up()
    return record


def test_results_facets_and_links_are_in_korean(shelf, client):
    page = client.get("/ko/search/", {"q": "Pukchang"}).text
    assert f'href="/ko/testimonies/{shelf.identifier}/#p1"' in page
    assert "<b>결과 2건</b>" in page
    assert '<a href="/ko/camps/kwalliso-18/">18호 관리소, 북창</a>' in page
    assert re.search(r'camp=kwalliso-18">18호 관리소, 북창</a>', page)
    assert '<span lang="en">Synthetic account</span>' in page
    assert "18호 관리소, 북창의 다른 표기" in page


def test_labels_of_one_language_do_not_stay_for_the_other(shelf, client):
    for address, label in (("/ko/search/", "18호 관리소, 북창</a>"), ("/search/", "Camp 18</a>")):
        assert label in client.get(address, {"q": "coal"}).text
    facets = client.get("/api/v1/search", {"q": "coal"}).json()["facets"]
    assert facets["camp"][0]["label"] == "Camp 18"
    assert facets["role"][0]["label"] == "prisoner"


def test_the_forms_that_programs_read_stand_at_one_address(shelf, client):
    page = client.get("/ko/search/", {"q": "coal"}).text
    page_of_them = {form: f"size=100&amp;format={form}" for form in ("json", "atom")}
    all_of_them = {form: f"format={form}&amp;all=1" for form in ("csv", "ris")}
    for form, asked in (page_of_them | all_of_them | {"jsonl": "format=jsonl"}).items():
        assert f'href="/search/?q=coal&amp;{asked}"' in page
        answer = client.get("/ko/search/", {"q": "coal", "format": form})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/search/?q=coal&format={form}")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "(coal"}, "괄호가 닫히지 않았습니다."),
        ({"q": "camp:99"}, "“99”: 이런 이름의 공개된 수용소가 없습니다."),
        ({"q": "a" * 300}, "검색어는 256자까지입니다."),
        ({"q": "coal", "from": "1990", "to": "1980"}, "1990이(가) 1980보다 뒤입니다."),
        ({"q": "coal", "kind": "nothing"}, "“nothing”: kind의 값이 아닙니다."),
    ],
)
def test_a_mistake_is_told_in_korean_and_to_programs_in_english(shelf, client, query, words):
    answer = client.get("/ko/search/", query)
    assert answer.status_code == 400
    assert words in answer.text
    told = client.get("/api/v1/search", query).json()["error"]["message"]
    assert re.search("[a-z]{3}", told)
    assert not re.search("[가-힣]", told)


def test_a_form_that_cannot_hold_all_results_is_refused_in_korean(shelf, client):
    asked = {"q": "coal", "all": "1"}
    assert "결과 전체를 받을 수 있는 형식: csv, ris, jsonl." in client.get("/ko/search/", asked).text
    told = client.get("/search/", asked | {"format": "json"}).json()["error"]["message"]
    assert told == "All results can be had as: csv, ris, jsonl."


def test_a_receipt_is_read_in_korean_and_cited_in_english(shelf, client):
    page = client.get("/ko/search/receipt/", {"q": "coal", "role": "prisoner"}, follow=True).text
    assert "검색 확인서" in page
    assert "수감자" in page
    (cited,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert "search for “coal” (role prisoner), 1 record found" in cited
    assert "http://testserver/search/receipt/?" in cited


def test_a_receipt_from_elsewhere_is_refused_in_korean(shelf, client):
    with pytest.raises(receipts.NotOurs, match="not whole"):
        receipts.read(client.get("/search/receipt/").wsgi_request.GET)
    answer = client.get("/ko/search/receipt/?ledger=1&count=1&sha256=x&day=2026-01-01&signature=x")
    assert answer.status_code == 400
    assert "확인서가 온전하지 않습니다." in answer.text


def test_the_help_shows_every_sign_in_korean(client, db):
    page = client.get("/ko/search/help/").text
    assert "모든 낱말이 어떤 꼴로든 들어 있는 기록" in page
    assert "<td>둘 다." in page
