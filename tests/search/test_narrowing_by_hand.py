"""What a reader narrows by hand: two fields of years, and a facet with many values."""

import re

import pytest

from testimonies.models import Passage
from tests.factories import make_camp, make_testimony, make_topic, publish

pytestmark = pytest.mark.django_db


def test_the_year_fields_keep_everything_else_that_was_asked(index, client):
    publish(make_testimony(texts=("Coal.",), camp=publish(make_camp(18))))
    index.catch_up()
    page = client.get("/search/", {"q": "coal", "kind": "testimony", "from": "1980", "to": "1989"}).text
    form = page[page.index('id="years"') : page.index("</form>", page.index('id="years"'))]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form))
    assert kept == {"q": "coal", "kind": "testimony"}
    assert 'name="from"' in form
    assert 'value="1980"' in form
    assert 'value="1989"' in form


def test_a_long_facet_shows_twelve_values_and_says_how_many_more(index, client):
    record = make_testimony(texts=("Coal.",))
    record.topics.set([publish(make_topic(slug=f"topic-{at:03}")) for at in range(40)])
    publish(record)
    index.catch_up()
    page = client.get("/search/?q=coal").text
    assert "28 more" in page
    assert page.count("topic=topic-") == 40
    first = page.partition("28 more")[0]
    assert first.count("topic=topic-") == 12
    assert "<details" in first[first.rindex("topic=topic-") :]
    chosen = client.get("/search/?q=coal&topic=topic-039").text
    assert re.search(r'<details class="fold tail facet-tail" open>', chosen)


def test_a_snippet_of_a_painful_passage_is_announced_and_folds(index, client):
    record = make_testimony(texts=("Coal was dug.", "Beaten in the coal mine."))
    Passage.objects.filter(testimony=record, number=2).update(content_note="Violence")
    publish(record)
    index.catch_up()
    page = client.get("/search/?q=beaten").text
    assert page.index("Violence") < page.index("<mark>Beaten</mark>")
    assert '<details class="fold painful" open>' in page
    assert '<details class="fold painful">' in client.get("/search/?q=beaten&fold=1").text
    assert client.get("/api/v1/search?q=beaten").json()["hits"][0]["content_notes"] == ["Violence"]
