import pytest

from testimonies.models import Name
from tests.factories import make_camp, make_testimony, make_topic, make_witness, publish
from tests.search.conftest import NAMES, named_camp

pytestmark = pytest.mark.django_db

OTHERS = [
    "Bukchang",
    "bukchang",
    "Pukchang",
    "Pukch'ang",
    "PUKCH’ANG",
    "Puk-chang",
    "북창에서",
    "Camp 18",
    "No. 18",
    "18호",
    "18호에서",
    "Kwanliso 18",
    "Kwan-li-so No. 18",
    "제18호 관리소에서",
]


@pytest.mark.parametrize("number", [15, 18])
def test_every_recorded_name_of_a_camp_finds_its_testimony(index, ask, number):
    camp = named_camp(number)
    publish(make_testimony(texts=("Nothing here names the place.",), camp=camp, title="By reference"))
    index.catch_up()
    for text, *_rest in NAMES[number]:
        page = ask(text)
        assert "By reference" in [hit.title for hit in page.hits], text
        assert f"name:{camp.identifier}" in page.hits[-1].matched


def test_an_unrecorded_spelling_of_a_known_name_finds_the_record_too(index, found):
    camp = named_camp(18)
    publish(make_testimony(texts=("Nothing here names the place.",), camp=camp, title="By reference"))
    index.catch_up()
    assert [spelling for spelling in OTHERS if "By reference" not in found(spelling)] == []


def test_a_name_finds_texts_that_write_it_otherwise(index, ask):
    named_camp(18)
    publish(make_testimony(texts=("An account from Bukchang.",), title="English"))
    publish(make_testimony(texts=("그는 북창에서 살았다.",), title="Korean", language="ko"))
    index.catch_up()
    page = ask("Pukch'ang", kind=("testimony",))
    assert {hit.title: hit.snippets[0] for hit in page.hits} == {
        "English": "An account from <mark>Bukchang</mark>.",
        "Korean": "그는 <mark>북창에서</mark> 살았다.",
    }
    assert {hit.spelling_of for hit in page.hits} == {"Camp 18"}


def test_the_page_says_what_was_also_searched_and_exact_spelling_turns_it_off(index, ask):
    camp = named_camp(18)
    publish(make_testimony(texts=("An account from Bukchang.",), camp=camp, title="One"))
    index.catch_up()
    also = ask("Pukchang").also
    assert [(one.entity, one.said) for one in also] == [("kwalliso-18", "Pukchang")]
    assert "북창" in also[0].forms
    exact = ask("Pukchang", spelling="exact")
    assert (exact.total, exact.also) == (0, ())
    assert ask("=Pukchang").total == 0
    assert [hit.title for hit in ask("=Bukchang", kind=("testimony",)).hits] == ["One"]


def test_the_surname_of_a_witness_may_come_first_or_last(index, found):
    witness = make_witness(public_name="Kang Chol-hwan")
    Name.objects.create(owner=witness, text="강철환", language="ko", script="hangul", system="original")
    publish(witness)
    publish(make_testimony(texts=("Nothing here names anyone.",), witness=witness, title="One"))
    index.catch_up()
    for spelling in (
        "Kang Chol-hwan",
        "Chol-hwan Kang",
        "Kang Chŏl-hwan",
        "강철환",
        "강철환은",
        "Kang Cholhwan",
    ):
        assert "One" in found(spelling), spelling


def test_an_ambiguous_spelling_lists_the_records_it_may_mean(index, ask):
    for number, hangul in ((31, "정주"), (32, "청주")):
        camp = make_camp(number)
        Name.objects.create(owner=camp, text=hangul, language="ko", script="hangul", system="original")
        publish(camp)
    index.catch_up()
    page = ask("Chongju")
    assert {one.entity for one in page.also} == {"kwalliso-31", "kwalliso-32"}
    assert page.ambiguous == ("Chongju",)


def test_a_new_name_needs_no_new_entry_in_the_index(index, found):
    camp = named_camp(18)
    publish(make_testimony(texts=("Nothing here names the place.",), camp=camp, title="One"))
    index.catch_up()
    assert "One" not in found("Tukchang", kind=("testimony",))
    Name.objects.create(owner=camp, text="Tukchang", language="en", script="latin", system="press")
    publish(camp)
    assert "One" in found("Tukchang", kind=("testimony",))


def test_a_topic_is_found_by_its_label_in_either_language_and_with_its_narrower_ones(index, found):
    labour = publish(make_topic(slug="forced-labour", label_en="Forced labour", label_ko="강제노동"))
    mining = publish(make_topic(slug="mining", label_en="Mining", broader=labour))
    record = make_testimony(texts=("Nothing here names it.",), title="One")
    record.topics.add(mining)
    publish(record)
    index.catch_up()
    for said in ("forced labour", "강제노동", "topic:forced-labour", 'topic:"Forced labour"', "topic:mining"):
        assert "One" in found(said), said
    assert found("", topic=("forced-labour",)) == ["One"]


def test_an_english_word_that_is_part_of_a_name_stays_a_word(index, ask):
    named_camp(18)
    index.catch_up()
    assert ask("camp").also == ()
    assert ask("18").also == ()
