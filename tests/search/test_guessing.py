"""A name nobody recorded: looser readings are searched, what is only like a name is offered."""

import pytest

from testimonies.models import Entity, Name
from testimonies.vocabulary import EntityKind
from tests.factories import make_camp, make_testimony, make_witness, publish

pytestmark = pytest.mark.django_db


def place(hangul, slug, *spellings):
    entity = Entity.objects.create(slug=slug, heading=f"Synthetic {slug}", kind=EntityKind.PLACE)
    for text in (hangul, *spellings):
        script = "hangul" if text == hangul else "latin"
        Name.objects.create(owner=entity, text=text, language="ko", script=script, system="original")
    return publish(entity)


@pytest.fixture
def shelf(index):
    """Two places, a camp, and a record of each."""
    place("길주", "kilju", "Gilju")
    place("청진", "chongjin", "Ch'ŏngjin")
    camp = make_camp(15)
    Name.objects.create(owner=camp, text="요덕", language="ko", script="hangul", system="original")
    publish(camp)
    publish(make_testimony(texts=("Nothing here names the place.",), camp=camp, title="By reference"))
    publish(make_testimony(texts=("A railway and a prison.",), title="Railway"))
    index.catch_up()


def said(client, q):
    return client.get("/api/v1/names", {"q": q}).json()["entities"]


@pytest.mark.parametrize("spelling", ["Yoduk", "yoduk", "Yodŏk-kun", "요덕군에서"])
def test_a_looser_reading_of_a_recorded_name_is_searched_and_said(shelf, ask, spelling):
    page = ask(spelling)
    assert [one.entity for one in page.also] == ["kwalliso-15"]
    assert "By reference" in [hit.title for hit in page.hits]


@pytest.mark.parametrize(
    ("spelling", "entity"),
    [("Kil'dzhu", "kilju"), ("Kil-dschu", "kilju"), ("Čchongdžin", "chongjin"), ("Cshongdzsin", "chongjin")],
)
def test_the_letters_of_other_languages_are_read(shelf, client, spelling, entity):
    (found,) = [one for one in said(client, spelling) if one["certainty"] != "near"]
    assert (found["id"], found["certainty"]) == (entity, "reading")


def test_the_names_of_the_interface_say_how_certain_they_are(shelf, client):
    for spelling, certainty in (
        ("요덕", "recorded"),
        ("요덕에서", "recorded"),
        ("15호", "recorded"),
        ("Yodŏk", "spelling"),
        ("Yoduk", "reading"),
        ("Yodeok", "spelling"),
        ("Yodokas", "near"),
    ):
        assert (said(client, spelling)[0]["id"], said(client, spelling)[0]["certainty"]) == (
            "kwalliso-15",
            certainty,
        ), spelling
    assert all(0 < one["nearness"] <= 1 for one in said(client, "Chonzhin"))
    assert said(client, "Wxyzzy") == []


def test_guesses_come_only_when_nothing_is_sure_and_the_nearest_first(shelf, client):
    assert [one["certainty"] for one in said(client, "Cheongjin")] == ["spelling"]
    near = said(client, "Chonzhin")
    assert (near[0]["id"], near[0]["certainty"]) == ("chongjin", "near")
    assert [one["nearness"] for one in near] == sorted((one["nearness"] for one in near), reverse=True)


def test_what_is_only_like_a_name_is_listed_on_the_page_and_not_searched(shelf, ask, client):
    publish(make_testimony(texts=("Coal at Chongjin.",), title="Coal"))
    page = ask("Chonzhin")
    assert (page.total, page.also) == (0, ())
    text = client.get("/search/", {"q": "Chonzhin"}).content.decode()
    assert "No record is known to be called Chonzhin. Did you mean one of these?" in text
    assert 'href="/entities/chongjin/"' in text
    (guess, *_rest) = client.get("/api/v1/search", {"q": "Chonzhin"}).json()["query"]["guesses"]
    assert (guess["entity"], guess["said"]) == ("chongjin", "Chonzhin")


def test_only_the_unknown_word_of_a_query_is_guessed(shelf, client):
    found = client.get("/api/v1/search", {"q": "railway Chonzhin"}).json()["query"]["guesses"]
    assert {(one["said"], one["entity"]) for one in found} == {("Chonzhin", "chongjin")}
    text = client.get("/search/", {"q": "railway Chonzhin"}).content.decode()
    assert "?q=railway+%EC%B2%AD%EC%A7%84" in text


@pytest.mark.parametrize(
    "q", ["=Chonzhin", '"Chonzhin"', "NOT Chonzhin", "camp:15 Chonzhin~", "a AND (Chonzhin OR Kil)", "- '"]
)
def test_a_query_of_any_form_gets_a_page(shelf, client, q):
    assert client.get("/search/", {"q": q}).status_code in {200, 400}


def test_with_exact_spelling_nothing_is_guessed(shelf, client):
    answer = client.get("/api/v1/search", {"q": "Chonzhin", "spelling": "exact"}).json()
    assert (answer["total"], answer["query"]["guesses"]) == (0, [])


def test_a_page_that_found_something_guesses_nothing(shelf, client):
    answer = client.get("/api/v1/search", {"q": "railway"}).json()
    assert (answer["total"], answer["query"]["guesses"]) == (1, [])


def test_of_two_names_with_one_key_the_one_recorded_nearest_comes_first_and_both_are_listed(
    index, ask, client
):
    place("운전", "a-unjon", "Unjŏn")
    place("은천", "b-unchon", "Ŭnch'ŏn")
    index.catch_up()
    assert [one["id"] for one in said(client, "Ŭnch’ŏn")] == ["b-unchon", "a-unjon"]
    assert [one["id"] for one in said(client, "Unjeon")] == ["a-unjon", "b-unchon"]
    page = ask("Ŭnch’ŏn")
    assert ({one.entity for one in page.also}, page.ambiguous) == ({"a-unjon", "b-unchon"}, ("Ŭnch’ŏn",))


@pytest.mark.parametrize(
    ("spelling", "hanguls"),
    [("Chongju", ("정주", "청주")), ("Kosong", ("고성", "거성")), ("Kimchaek", ("김책", "김책시"))],
)
def test_an_ambiguous_spelling_lists_every_record(index, ask, client, spelling, hanguls):
    for number, hangul in enumerate(hanguls):
        place(hangul, f"place-{number}", spelling)
    index.catch_up()
    assert {one["id"] for one in said(client, spelling)} == {"place-0", "place-1"}
    assert ask(spelling).ambiguous == (spelling,)
    text = client.get("/search/", {"q": spelling}).content.decode()
    assert 'href="/entities/place-0/"' in text
    assert 'href="/entities/place-1/"' in text


FIFTEEN = (
    "Camp 15|No. 15|15호|15호에서|Kwan-li-so 15|Kwanliso No. 15|Prison camp No. 15"
    "|Political prison camp No. 15|제15호 관리소|요덕에서|耀德|耀德에서"
)


@pytest.mark.parametrize("spelling", FIFTEEN.split("|"))
def test_every_way_to_name_the_camp_finds_it(index, ask, spelling):
    camp = make_camp(15)
    for text, script in (("요덕", "hangul"), ("耀德", "hanja")):
        Name.objects.create(owner=camp, text=text, language="ko", script=script, system="original")
    publish(camp)
    publish(make_testimony(texts=("Nothing here names the place.",), camp=camp, title="By reference"))
    index.catch_up()
    page = ask(spelling)
    assert [one.entity for one in page.also] == ["kwalliso-15"]
    assert "By reference" in [hit.title for hit in page.hits]


@pytest.mark.parametrize(
    "spelling", ["Jun Chul-woo", "Chul-woo Jun", "Jeon Cheol-u", "JEON Cheolu", "Chŏn, Ch'ŏr-u", "전철우는"]
)
def test_a_person_is_found_under_every_spelling_and_order(index, client, spelling):
    witness = make_witness(public_name="전철우")
    publish(witness)
    assert [one["id"] for one in said(client, spelling)] == [witness.identifier]


def test_english_words_that_sound_korean_are_no_name(index, ask):
    place("토대", "todae")
    publish(make_testimony(texts=("They went to the mine.",), title="One"))
    index.catch_up()
    assert ask("to the mine").also == ()
    assert ask("do the mine").also == ()
    assert [one.entity for one in ask("todae").also] == ["todae"]
