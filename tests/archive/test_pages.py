"""The first page, what crawlers may read, and whether the process serves."""

import pytest
from lxml import etree

from testimonies import ledger
from testimonies.vocabulary import Noun
from tests.factories import make_camp, make_claim, make_source, make_testimony, publish

pytestmark = pytest.mark.django_db

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def camp():
    source = publish(make_source(author="Author, Anne"))
    camp = publish(
        make_camp(
            18, heading="Camp 18, Pukch’ang", latitude="39.559", longitude="126.268", position_of="county"
        )
    )
    publish(make_testimony(source, camp=camp, title="Synthetic account"))
    publish(make_claim(camp, source, property="status", value="closed", as_of="1990", heading="Closed"))
    return camp


def test_the_first_page_shows_search_map_table_counts_and_latest_versions(client, camp):
    page = client.get("/").text
    assert 'action="/search/"' in page
    assert 'class="map"' in page
    assert '<a class="n" href="/camps/kwalliso-18/">18</a>' in page
    assert "<dt>testimonies</dt><dd>1</dd>" in page
    assert "Synthetic account" in page


def test_the_first_page_of_an_empty_archive_answers(client):
    assert client.get("/").status_code == 200


def test_a_camp_the_sources_differ_on_is_neither_open_nor_closed(client, camp):
    assert "sources differ" in client.get("/").text
    source = publish(make_source(author="Other, Olga"))
    before = client.get("/camps/").text.count('class="dot"')
    publish(make_claim(camp, source, property="status", value="in operation", as_of="2024"))
    page = client.get("/camps/").text
    assert page.count('class="dot"') == before
    assert page.count('<path class="c"') == 3  # in the legend, on the map, in the table
    assert "Other" in page


def test_healthz_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_the_sitemap_lists_every_public_record_at_its_own_address(client, camp):
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml"
    assert "<loc>http://testserver/camps/kwalliso-18/</loc>" in answer.text
    assert "http://testserver/testimonies/T-000001/" in answer.text
    assert "/entities/" not in answer.text


def test_the_sitemap_says_of_every_page_where_it_stands_in_each_language(client, camp):
    sitemap = etree.fromstring(client.get("/sitemap.xml").content)
    listed = {}
    for url in sitemap:
        first, *dated = [child.tag for child in url]
        assert first == f"{SITEMAPS}loc"
        assert [tag for tag in dated if tag != f"{SITEMAPS}lastmod"] == 2 * [f"{XHTML}link"]
        listed[url[0].text] = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
    assert len(listed) == len(sitemap) == 2 * (1 + sum(len(ledger.listing(noun)) for noun in Noun))
    assert set(listed) == {address for others in listed.values() for address in others.values()}
    assert all(listed[other] == others for others in listed.values() for other in others.values())
    for address in ("/", "/camps/kwalliso-18/"):
        page = client.get(address).text
        for code, other in listed[f"http://testserver{address}"].items():
            assert f'<link rel="alternate" hreflang="{code}" href="{other}">' in page
            assert client.get(other).status_code == 200


def test_robots_are_asked_to_leave_searches_and_the_desk_alone(client):
    rules = client.get("/robots.txt").text
    assert "Disallow: /search/" in rules
    assert "Disallow: /ko/search/" in rules
    assert "Disallow: /curate/" in rules
    assert "Sitemap: http://testserver/sitemap.xml" in rules


@pytest.mark.parametrize("address", ["/", "/camps/", "/healthz", "/sitemap.xml"])
def test_a_page_sets_no_cookie(client, camp, address):
    assert not client.get(address).cookies
