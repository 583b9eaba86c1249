import csv
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import parse_qs

import pytest

from search import catalogue
from testimonies.cells import safe_cell
from testimonies.citing import ark_of
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user, publish
from tests.search.conftest import named_camp
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(index):
    camp = named_camp(18)
    record = publish(
        make_testimony(texts=("Coal at Bukchang.", "<script>x</script>"), camp=camp, title='=A "title"')
    )
    index.catch_up()
    return record


def test_the_page_shows_hits_facets_and_why(shelf, client):
    text = client.get("/search/", {"q": "Pukchang"}).content.decode()
    assert "<mark>Bukchang</mark>" in text
    assert f'href="/testimonies/{shelf.identifier}/#p1"' in text
    assert "Exact spelling only" in text
    assert "spelling of Camp 18" in text
    assert "camp=kwalliso-18" in text
    assert "<script>" not in text
    assert " style=" not in text


def test_json_is_what_the_interface_says(shelf, client):
    parameters = {"q": "Pukchang", "kind": "testimony"}
    answers = [
        client.get("/search/", parameters, headers={"accept": "application/json"}).json(),
        client.get("/search/", parameters | {"format": "json"}).json(),
        client.get("/api/v1/search", parameters).json(),
    ]
    for answer in answers:
        assert set(answer) == {"query", "total", "page", "size", "hits", "facets", "took_ms"}
        assert answer["query"]["also"][0]["entity"] == "kwalliso-18"
        (hit,) = answer["hits"]
        assert (hit["id"], hit["kind"], hit["version"], hit["camps"]) == (
            shelf.identifier,
            "testimony",
            1,
            ["kwalliso-18"],
        )
        assert hit["period"] == {
            "text": "1977 to 1987",
            "edtf": "1977/1987",
            "earliest": "1977-01-01",
            "latest": "1987-12-31",
        }
        assert answer["facets"]["year"][0] == {"year": 1977, "certain": 0, "possible": 1}
        assert answer["facets"]["camp"] == [{"value": "kwalliso-18", "label": "Camp 18", "count": 1}]


@pytest.mark.parametrize("address", ["/search/", "/api/v1/search"])
def test_a_query_that_cannot_be_read_gets_400_and_the_place(shelf, client, address):
    answer = client.get(address, {"q": 'coal "mine', "format": "json"})
    assert answer.status_code == 400
    assert (answer.json()["error"]["position"], answer.json()["error"]["parameter"]) == (5, "q")


def test_the_400_page_keeps_the_query_and_points(shelf, client):
    answer = client.get("/search/", {"q": 'coal "mine'})
    assert answer.status_code == 400
    assert 'value="coal &quot;mine"' in answer.content.decode()
    assert "<mark>&quot;</mark>mine" in answer.content.decode()


@pytest.mark.parametrize(
    "parameters",
    [
        {"from": "soon"},
        {"from": "1987", "to": "1977"},
        {"dates": "perhaps"},
        {"sort": "random"},
        {"page": "0"},
        {"page": "1000000000"},
        {"size": "101"},
        {"size": "²"},
        {"role": "king"},
        {"kind": "thing"},
        {"format": "exe"},
        {"contested": "2"},
        {"camp": "x" * 101},
        {"q": "camp:nowhere"},
        {"q": "\x00"},
    ],
)
def test_a_parameter_that_cannot_be_read_gets_400(shelf, client, parameters):
    assert client.get("/search/", parameters).status_code == 400


def test_without_an_index_the_page_offers_camps_and_topics(shelf, client, index):
    (index.path / "CURRENT").unlink()
    answer = client.get("/search/", {"q": "coal"})
    assert answer.status_code == 503
    assert 'href="/camps/kwalliso-18/"' in answer.content.decode()
    assert client.get("/api/v1/search").status_code == 503


def test_csv_cells_are_no_formulas(shelf, client):
    text = client.get("/search/", {"q": "coal", "format": "csv"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["id"], row["title"]) == (shelf.identifier, '\'=A "title"')
    assert row["snippet"] == "Coal at Bukchang."
    assert [safe_cell(start + "1") for start in "=+-@\t\r"] == ["'" + start + "1" for start in "=+-@\t\r"]


def test_ris_and_atom_hold_the_hits(shelf, client):
    assert shelf.identifier in client.get("/search/", {"q": "coal", "format": "ris"}).content.decode()
    feed = ET.fromstring(client.get("/search/", {"q": "coal", "format": "atom"}).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.find(f"{atom}title").text for entry in feed.iter(f"{atom}entry")] == ['=A "title"']


def all_of(client, form, **asked):
    """All results in a form, as text; the answer is streamed."""
    answer = client.get("/search/", asked | {"format": form, "all": "1"})
    assert answer.status_code == 200 and answer.streaming
    assert answer["Content-Disposition"] == f'attachment; filename="results.{form}"'
    return answer.getvalue().decode("utf-8-sig")


def test_all_results_can_be_had_in_the_order_of_the_pages(shelf, client, index, monkeypatch):
    for number in range(5):
        publish(make_testimony(texts=("Coal.",), title=f"Synthetic coal {number}"))
    index.catch_up()
    monkeypatch.setattr(catalogue, "LARGEST", 2)
    shown = [hit["id"] for hit in client.get("/search/", {"q": "coal", "format": "json"}).json()["hits"]]
    lines = [json.loads(line) for line in all_of(client, "jsonl", q="coal", size="2", page="2").splitlines()]
    rows = list(csv.DictReader(io.StringIO(all_of(client, "csv", q="coal"))))
    assert len(shown) == 6
    assert [line["id"] for line in lines] == [row["id"] for row in rows] == shown
    assert all_of(client, "ris", q="coal").count("ER  - ") == 6
    assert {
        "title": '=A "title"',
        "url": f"http://testserver/testimonies/{shelf.identifier}/",
    }.items() <= next(line.items() for line in lines if line["id"] == shelf.identifier)
    assert next(row["title"] for row in rows if row["id"] == shelf.identifier) == '\'=A "title"'


def test_a_line_holds_what_a_hit_holds_and_what_a_citation_pins(shelf, client):
    (line,) = map(json.loads, all_of(client, "jsonl", q="Pukchang", kind="testimony").splitlines())
    (hit,) = client.get("/search/", {"q": "Pukchang", "kind": "testimony", "format": "json"}).json()["hits"]
    assert line == hit | {
        "url": f"http://testserver{hit['url']}",
        "published": line["published"],
        "language": "en",
        "ark": ark_of(shelf.identifier, 1),
    }
    assert client.get(f"/{line['ark']}")["Location"] == f"/testimonies/{shelf.identifier}/v1/"


def test_what_is_withdrawn_after_the_index_was_read_is_in_no_download(shelf, client):
    perform(Action.WITHDRAW, shelf, make_user("moderator"), "asked for")
    assert all_of(client, "jsonl", q="coal") == ""
    assert "coal" not in all_of(client, "csv", q="coal").lower()


def test_the_page_links_to_all_results(shelf, client):
    page = client.get("/search/", {"q": "coal"}).text
    for link in (
        "?q=coal&amp;format=jsonl",
        "?q=coal&amp;format=csv&amp;all=1",
        "?q=coal&amp;format=ris&amp;all=1",
    ):
        assert f'href="/search/{link}"' in page


def test_all_results_as_a_page_or_of_a_bad_query_get_400(shelf, client):
    assert client.get("/search/", {"q": "coal", "all": "1"}).status_code == 400
    assert client.get("/search/", {"q": "coal", "all": "1", "format": "atom"}).status_code == 400
    assert client.get("/search/", {"q": "coal", "all": "2", "format": "csv"}).status_code == 400
    assert client.get("/search/", {"q": '"coal', "format": "jsonl"}).status_code == 400


def test_hits_have_context_objects_at_the_version_found(shelf, client):
    page = Page(client.get("/search/", {"q": "coal"}).text)
    (span,) = [one for one in page.elements if one.attributes.get("class") == "Z3988"]
    told = parse_qs(span.attributes["title"])
    assert told["rft.title"] == ['=A "title"']
    assert told["rft.identifier"][0] == f"http://testserver/testimonies/{shelf.identifier}/v1/"


def test_the_help_page_links_every_example(client, index):
    assert client.get("/search/help/").content.decode().count("/search/?q=") >= 20


def test_it_rejects_post(client, index):
    assert client.post("/search/").status_code == 405


def test_the_interface_answers_names(shelf, client):
    answer = client.get("/api/v1/names", {"q": "18호"}).json()
    assert [one["id"] for one in answer["entities"]] == ["kwalliso-18"]


def test_the_interface_answers_documents_and_their_versions(shelf, client):
    address = f"/api/v1/testimonies/{shelf.identifier}"
    answer = client.get(address).json()
    assert (answer["id"], answer["version"], answer["title"]) == (shelf.identifier, 1, '=A "title"')
    assert client.get(f"{address}/v1").json() == answer
    assert client.get(f"{address}/v2").status_code == 404
    assert client.get("/api/v1/testimonies/T-999999").status_code == 404
    assert client.get("/api/v1/camps/kwalliso-18").json()["slug"] == "kwalliso-18"
    assert client.get("/api/v1/camps").json()["total"] == 1
    assert client.get("/api/v1/nonsense").status_code == 404


def test_the_interface_answers_410_for_what_was_withdrawn(shelf, client):
    perform(Action.WITHDRAW, shelf, make_user("moderator"), "asked for")
    answer = client.get(f"/api/v1/testimonies/{shelf.identifier}")
    assert answer.status_code == 410
    assert "Bukchang" not in answer.content.decode()


def test_the_interface_describes_itself(client, index):
    assert "/api/v1/search" in client.get("/api/v1/openapi.json").json()["paths"]
    assert client.get("/api/v1/docs").status_code == 200


def test_a_query_is_in_no_log(shelf, client, caplog):
    with caplog.at_level("DEBUG"):
        client.get("/search/", {"q": "canaryword"})
        client.get("/search/", {"q": '"canaryword'})
    assert "canaryword" not in caplog.text
