"""Results on the map: a count for each camp, nought too, the same in the table, marks that do not overlap."""

import re

import pytest

from tests.factories import make_camp, make_testimony, publish

pytestmark = pytest.mark.django_db

PLACES = {14: ("39.57", "126.05"), 15: ("39.57", "126.05"), 18: ("39.56", "126.27"), 22: (None, None)}


@pytest.fixture
def camps(index):
    """Four camps, two in one county and one nowhere; a record about 14 and one about 14 and 18."""
    found = {}
    for number, (latitude, longitude) in PLACES.items():
        camp = make_camp(number, heading=f"Camp {number}, Somewhere", latitude=latitude, longitude=longitude)
        camp.position_of = "county" if latitude else ""
        camp.save()
        found[number] = publish(camp)
    publish(make_testimony(texts=("Coal was dug.",), camp=found[14]))
    both = make_testimony(texts=("Coal was carried.",), camp=found[14])
    both.stays.create(camp=found[18], role="prisoner", period="1984")
    publish(both)
    index.catch_up()
    return found


def table(client, asked):
    """Camp and count, as the table says them."""
    page = client.get("/search/map/", asked).text
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>.*?<td class=\"r\">(.*?)</td></tr>", page, re.DOTALL)
    return {
        re.sub("<.*?>", "", camp).split(",")[0]: re.sub("<.*?>", "", count).split(",")[0]
        for camp, count in rows
    }


def test_the_table_counts_each_camp_noughts_included(client, camps):
    expected = {"Camp 14": "2", "Camp 15": "0", "Camp 18": "1", "Camp 22": "0"}
    assert table(client, {"q": "coal"}) == expected


def test_the_map_draws_what_the_table_says_but_for_the_camp_without_a_place(client, camps):
    page = client.get("/search/map/", {"q": "coal"}).text
    assert re.findall(r'<text class="count[^>]*>(\d+)</text>', page) == ["2", "0", "1"]
    assert "1 camp has no place that can be drawn" in page


def test_marks_of_one_county_are_led_out_from_its_middle(client, camps):
    page = client.get("/search/map/", {"q": "coal"}).text
    circles = re.findall(r'<circle class="(?:dot|ring)" cx="(\d+)" cy="(\d+)" r="15"', page)
    marks = [(int(x), int(y)) for x, y in circles]
    assert len(marks) == 3
    assert all(
        (x - x2) ** 2 + (y - y2) ** 2 >= 29**2
        for at, (x, y) in enumerate(marks)
        for x2, y2 in marks[at + 1 :]
    )
    assert 'class="lead-out"' in page


def test_a_count_leads_to_exactly_these_results(client, camps):
    page = client.get("/search/map/", {"q": "coal"}).text
    assert 'href="/search/?q=coal&amp;camp=kwalliso-18"' in page
    assert client.get("/api/v1/search", {"q": "coal", "camp": "kwalliso-18"}).json()["total"] == 1


def test_what_cannot_be_read_is_refused_as_on_the_page_of_results(client, camps):
    assert client.get("/search/map/", {"q": "("}).status_code == 400
    assert client.get("/search/map/", {"kind": "novel"}).status_code == 400


def test_the_page_of_results_leads_to_the_map_with_what_was_asked(client, camps):
    page = client.get("/search/", {"q": "coal", "kind": "testimony"}).text
    assert 'href="/search/map/?q=coal&amp;kind=testimony"' in page
