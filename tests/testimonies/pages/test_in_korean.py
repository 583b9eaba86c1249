"""Below /ko/ stand the same pages with a Korean interface; records keep their own language."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from testimonies.citing import ark_of
from testimonies.models import Passage
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_user, publish
from tests.testimonies.pages.html import VOID, Page

pytestmark = pytest.mark.django_db

WHOLE = ("/system/", "/timeline/", "/glossary/")
FOR_PROGRAMS = (
    "api/v1/search",
    "oai?verb=Identify",
    "sitemap.xml",
    "robots.txt",
    "healthz",
    "readyz",
    "topics.ttl",
    "curate/",
)
# Names of formats and styles, the archive's own name, and what stands for itself: identifiers and hashes.
SAME = re.compile(
    r"Testimony Archive|CC BY 4\.0|RIS|BibTeX|CSL JSON|SKOS|Turtle|JSON-LD|\(schema\.org\)|MLA|APA"
    r"|ARK\b|ark:\S+|sha256|SHA-256"
    r"|\b[0-9a-f]{16,64}\b|\bkwalliso-18\b|\bsynthetic-\w+\b",
    re.ASCII,
)
# Titles have no language of their own; code is a machine's.
SET_APART = {"code", "script", "style", "title"}
LABELS = ("aria-label", "alt", "data-l", "data-show", "data-fold", "placeholder")


@dataclass
class Both:
    """One address in both languages: the answers, and how often each asked the database."""

    english: object
    korean: object
    asked: tuple[int, int]


@pytest.fixture(scope="module")
def read_once():
    return {}


@pytest.fixture
def pages(read_once, request, db):
    """Every page in both languages; built for the first test that asks, for the others only read."""
    if not read_once:
        names = ("client", "archive", "addresses")
        client, archive, addresses = (request.getfixturevalue(name) for name in names)
        cited = f"/testimonies/{archive.testimony.identifier}/v1/cite/"
        for address in [*addresses, *WHOLE, cited, "/nowhere/"]:
            client.get(address)
            english, first = counted(client, address)
            korean, second = counted(client, f"/ko{address}")
            read_once[address] = Both(english, korean, (first, second))
    return read_once


def counted(client, address):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    return answer, len(asked)


class Said(HTMLParser):
    """The words of a page that no element marks as another language's, labels included."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.open, self.words = [("", "")], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        language = attributes.get("lang", self.open[-1][1])
        self.words += [attributes[name] for name in LABELS if language == "ko" and attributes.get(name)]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        if self.open[-1][1] == "ko" and not SET_APART & {tag for tag, _language in self.open}:
            self.words.append(data)


def test_every_page_stands_below_ko_too_and_says_its_language(pages):
    for address, both in pages.items():
        assert both.korean.status_code == both.english.status_code, address
        assert '<html lang="ko">' in both.korean.text, address
        assert both.korean.headers["Content-Language"] == "ko"
        assert both.english.headers["Content-Language"] == "en"


def test_no_word_of_the_interface_is_left_in_english(pages):
    for address, both in pages.items():
        source = both.korean.text
        assert not Page(source).broken, address
        # A drawing's label may name who says a thing, which is the record's text.
        assert {text for text in left_in_english(source) if "C-0" not in text} == set(), address


def test_links_stay_in_the_language_and_files_have_none(pages):
    for address, both in pages.items():
        links = [element for element in Page(both.korean.text).elements if element.tag == "a"]
        paths = {one.attributes["href"] for one in links if "hreflang" not in one.attributes}
        inner = {path for path in paths if path.startswith("/") and path.split("?")[0].endswith("/")}
        assert not {path for path in inner if not path.startswith("/ko/") and "style=" not in path}, address
        files = {path for path in paths if re.search(r"\.(ris|bib|csl\.json|txt|ttl|jsonld)$", path)}
        assert not {path for path in files if path.startswith("/ko/")}, address


def test_a_korean_page_asks_the_database_as_often_as_the_english_one(pages):
    assert {address: both.asked for address, both in pages.items() if len(set(both.asked)) > 1} == {}


def test_each_page_leads_to_the_same_page_in_the_other_language_with_its_query(client, archive):
    english = client.get("/claims/?kind=denial&page=1").text
    korean = client.get("/ko/claims/?kind=denial&page=1").text
    assert 'href="/ko/claims/?kind=denial&amp;page=1" lang="ko" hreflang="ko"' in english
    assert 'href="/claims/?kind=denial&amp;page=1" lang="en" hreflang="en"' in korean
    for text in (english, korean):
        for code, path in (("en", "/claims/"), ("ko", "/ko/claims/")):
            address = f"http://testserver{path}?kind=denial&amp;page=1"
            assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in text


def test_an_address_that_repeats_the_slash_leads_to_no_other_host(client, db):
    for element in Page(client.get("/ko//example.org/").text).elements:
        assert not element.attributes.get("href", "").startswith("//")


def test_a_cookie_or_a_wish_of_the_browser_changes_no_page(client, archive):
    plain = client.get("/").text
    client.cookies["django_language"] = "ko"
    answer = client.get("/", headers={"accept-language": "ko"})
    assert answer.text == plain
    assert ">한국어</a>" in answer.text
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert not client.get("/ko/").cookies


def test_korean_labels_come_from_the_records(client, archive):
    page = client.get(f"/ko/testimonies/{archive.testimony.identifier}/").text
    assert '<a href="/ko/camps/kwalliso-18/">북창</a>' in page
    assert '<a href="/ko/topics/synthetic-topic/">주제</a>' in page
    assert '<span lang="en">First words.</span>' in page
    assert "<h1><span>북창</span>" in client.get("/ko/camps/kwalliso-18/").text


def test_a_date_keeps_its_words_and_says_its_bounds_in_korean(client, archive):
    page = client.get(f"/ko/claims/{archive.claim.identifier}/").text
    bounds = "2024년 5월 1일부터 2024년 8월 31일까지"
    assert f'title="{bounds}"><span lang="en">mid-2024</span>' in page
    assert (
        'title="1 May 2024 to 31 August 2024">mid-2024<'
        in client.get(f"/claims/{archive.claim.identifier}/").text
    )


def test_a_citation_is_the_same_on_both_pages(client, archive):
    record = f"/testimonies/{archive.testimony.identifier}/"
    quoted = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL)
    for address in (record, f"{record}v1/cite/"):
        english, korean = (quoted.findall(client.get(start + address).text) for start in ("", "/ko"))
        assert english
        assert english == korean
        assert not any("/ko/" in line for line in korean)
    assert f"<code>{record}v1/</code>" in client.get(f"/ko{record}").text
    styled = f"{record}v1/cite/?style=mla"
    assert client.get(f"/ko{styled}").text == client.get(styled).text


def left_in_english(source):
    words = (SAME.sub("", text) for text in Said(source).words)
    return {text.strip() for text in words if re.search("[A-Za-z]{2}", text)}


def test_what_became_of_a_citation_is_told_in_korean(client, archive):
    record = archive.testimony
    Passage.objects.filter(testimony=record, number=1).update(text="First words, corrected.")
    publish(record)
    taken_back = {"retracted_by": "The witness", "retraction_source": archive.source}
    Passage.objects.filter(testimony=record, number=3).update(standing="retracted", **taken_back)
    publish(record)
    perform(Action.WITHDRAW, archive.denial, make_user("moderator"), "x", reason="error")
    perform(Action.MERGE, archive.status, make_user("moderator"), "x", into=archive.claim)
    for ref, words in (
        (ark_of(record.identifier, 1, 1), "수정됨</h2>"),
        (ark_of(record.identifier, 1, 1), '<ins><span lang="en">, corrected</span></ins>'),
        (ark_of(record.identifier, 1, 1), "기록의 다른 부분"),
        (ark_of(record.identifier, 2, 2), "변경 없음</h2>"),
        (ark_of(record.identifier, 2, 3), "단락 3은(는) 이후 철회되었습니다."),
        (record.identifier, "판이 모두 3개 있습니다."),
        (f"/testimonies/{record.identifier}/v1/#p9", "있는 단락: 1, 2, 3."),
        (f"/testimonies/{record.identifier}/v9/", "있는 판: 1~3."),
        (archive.denial.identifier, "공개가 중단되었습니다"),
        (archive.status.identifier, f'<a href="/ko/claims/{archive.claim.identifier}/">'),
        ("/camps/kwalliso-18/v1/#p1", "kwalliso-18에는 번호가 매겨진 단락이 없습니다."),
        ("T-999999", "T-999999(으)로 공개된 기록이 없습니다."),
        ("Escape from Camp 14", "이 아카이브의 기록을 가리키지 않습니다."),
        ("T-000001, T-000002", "여러 기록을 가리킵니다: T-000001, T-000002."),
        ("ark:/12345/t000117", "검사 문자가 맞지 않습니다."),
    ):
        page = client.get("/ko/citation-status/", {"ref": ref}).text
        assert words in page, ref
        assert left_in_english(page) == set(), ref


def test_what_became_of_a_citation_has_one_address_for_programs(client, archive):
    asked = {"ref": archive.testimony.identifier, "format": "json"}
    answer = client.get("/ko/citation-status/", asked)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/citation-status/")
    told = client.get("/ko/citation-status/", asked, follow=True).json()
    assert told == client.get("/citation-status/", asked).json()
    assert told["status"] == "unchanged"


def test_any_style_is_asked_for_in_korean_and_answered_in_its_one_wording(client, archive):
    here = f"/testimonies/{archive.testimony.identifier}/v1/cite/"
    assert f'<form class="filters" action="/ko{here}"' in client.get(f"/ko{here}").text
    korean, english = (client.get(start + here, {"style": "ieee"}) for start in ("/ko", ""))
    assert korean.text == english.text
    assert korean.text.startswith("[1] Testimony Archive")
    refused = client.get(f"/ko{here}", {"style": "iee"})
    assert refused.status_code == 400
    assert refused.text.startswith("“iee”: 없는 양식입니다. 가장 가까운 양식: ieee")
    lacking = client.get(f"/ko{here}", {"style": "universidade-estadual-de-alagoas-abnt"})
    assert lacking.status_code == 501
    assert "적용할 수 없는 양식입니다." in lacking.text


def test_an_old_version_says_in_korean_what_has_changed(client, archive):
    Passage.objects.filter(testimony=archive.testimony, number=1).update(text="First words, corrected.")
    publish(archive.testimony)
    page = client.get(f"/ko/testimonies/{archive.testimony.identifier}/v1/").text
    assert '<caption class="vh">제1판과 제2판의 차이</caption>' in page
    assert '<th scope="row">단락 1</th>' in page
    assert '<ins><span lang="en">, corrected</span></ins>' in page


def test_a_redirect_stays_in_the_language(client, archive):
    assert client.get("/ko/camps/18/").headers["Location"] == "/ko/camps/kwalliso-18/"
    assert client.get("/ko/entities/kwalliso-18/").headers["Location"] == "/ko/camps/kwalliso-18/"
    assert client.get("/ko").headers["Location"] == "/ko/"


def test_what_programs_read_has_no_language(client, archive):
    for address in FOR_PROGRAMS:
        assert client.get(f"/ko/{address}").status_code == 404, address
        assert client.get(f"/{address}").status_code in (200, 302, 503), address


def test_a_record_that_never_was_is_said_so_in_korean(client, archive):
    answer = client.get("/ko/testimonies/T-999999/")
    assert answer.status_code == 404
    assert "T-999999(으)로 공개된 증언 기록이 없습니다." in answer.text


def test_a_number_of_two_camps_asks_which_in_korean(client, archive):
    other = make_camp(18, slug="kwalliso-18-b", heading="Another")
    publish(other)
    assert "어느 18호 수용소입니까?" in client.get("/ko/camps/18/").text


def test_the_page_of_a_failure_is_in_korean_too():
    with override("ko"):
        page = render_to_string("500.html")
    assert '<html lang="ko">' in page
    assert '<a href="/ko/">첫 화면</a>' in page
    assert "오류가 발생했습니다" in page
    assert '<a href="/">the first page</a>' in render_to_string("500.html")
