import pytest

from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(index):
    texts = {
        "First": "The kiln stood by the river. A kiln of bricks.",
        "Second": "They fired bricks in a kiln.",
        "Third": "The river froze in winter.",
        "Fourth": "The xylophone of winter.",
    }
    made = {title: publish(make_testimony(texts=(text,), title=title)) for title, text in texts.items()}
    index.catch_up()
    return made


def test_records_with_the_telling_words_come_first_and_the_record_itself_is_not_among_them(shelf, ask):
    page = ask(like=shelf["First"].identifier)
    assert [hit.title for hit in page.hits][:2] == ["Second", "Third"]
    assert "First" not in {hit.title for hit in page.hits}
    assert page.like.words[0] == "kiln"
    assert "<mark>kiln</mark>" in page.hits[0].snippets[0]


def test_a_query_and_filters_narrow_what_is_like_it(shelf, ask):
    assert [hit.title for hit in ask("winter", like=shelf["First"].identifier).hits] == ["Third"]
    assert ask(like=shelf["First"].identifier, kind=("claim",)).total == 0


def test_the_page_names_the_record_and_its_words(shelf, client):
    text = client.get("/search/", {"like": shelf["First"].identifier}).content.decode()
    assert "Records like" in text
    assert "kiln" in text
    answer = client.get("/api/v1/search", {"like": shelf["First"].identifier}).json()
    assert answer["query"]["like"]["id"] == shelf["First"].identifier


def test_nothing_is_like_a_record_that_is_not_public(shelf, client):
    perform(Action.WITHDRAW, shelf["First"], make_user("moderator"), "asked for")
    assert client.get("/search/", {"like": shelf["First"].identifier}).status_code == 400
    assert client.get("/search/", {"like": "T-999999"}).status_code == 400
