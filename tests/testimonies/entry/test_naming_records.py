"""A camp, a topic, a witness and a source are found by any spelling; two meanings are asked about."""

import pytest
from django.urls import reverse

from testimonies.forms import LISTS
from testimonies.models import Name, Stay, Testimony
from tests.factories import make_camp, make_source, make_topic, make_user, make_witness, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/testimony/add/"


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def bukchang(**names):
    camp = make_camp(18, heading="Camp 18, Bukchang")
    Name.objects.create(owner=camp, text="북창", language="ko", script="hangul", system="rr")
    Name.objects.create(owner=camp, text="Pukch’ang", system="mr")
    return camp


def offered(desk, name: str, words: str) -> list[dict]:
    return desk.post(reverse("admin:typing_names"), {"list": name, "words": words}).json()["offers"]


SPELLINGS = ["Pukchang", "북창", "No. 18", "18호", "제18호 관리소", "Pukch'ang", "kwalliso-18", "bukchang"]


@pytest.mark.parametrize("words", SPELLINGS)
def test_a_camp_is_named_in_any_spelling_without_script(desk, words):
    camp = publish(bukchang())
    make_camp(15, heading="Camp 15, Yodok")
    typed = {"title": "T", "passages-0-text": "P.", "stays-0-role": "prisoner", "stays-0-camp": words}
    send(desk, ADD, typed)
    assert Stay.objects.get().camp_id == camp.pk


@pytest.mark.parametrize("words", [*SPELLINGS, "Buk", "Pukcha"])
def test_a_camp_is_offered_in_any_spelling_while_one_types(desk, words):
    camp = bukchang()
    make_camp(15, heading="Camp 15, Yodok")
    found = offered(desk, "camp", words)
    assert [offer["key"] for offer in found] == [camp.pk]
    assert found[0]["value"] == f"#{camp.pk} Camp 18, Bukchang" and found[0]["public"] is False


def test_a_name_that_is_almost_right_is_offered_and_not_taken(desk):
    camp = bukchang()
    assert [offer["key"] for offer in offered(desk, "camp", "Bukchanng")] == [camp.pk]
    typed = {"title": "T", "passages-0-text": "P.", "stays-0-role": "prisoner", "stays-0-camp": "Bukchanng"}
    assert "No camp is known as “Bukchanng”" in send(desk, ADD, typed).content.decode()


def test_a_number_that_two_camps_have_is_asked_about(desk):
    for slug in ("kwalliso-12", "kyohwaso-12"):
        publish(make_camp(12, slug=slug, heading=slug.capitalize()))
    typed = {"title": "Kept", "passages-0-text": "P.", "stays-0-role": "prisoner", "stays-0-camp": "12호"}
    html = send(desk, ADD, typed).content.decode()
    assert "“12호” fits several: kwalliso-12 Kwalliso-12; kyohwaso-12 Kyohwaso-12." in html
    assert "Write the first word of the one you mean." in html
    assert not Testimony.objects.exists()
    assert len(offered(desk, "camp", "12호")) == 2


def test_a_name_that_a_draft_took_away_is_still_found_while_it_is_public(desk):
    camp = publish(bukchang())
    camp.names.all().delete()
    camp.heading = "Camp without a name"
    camp.save()
    assert [offer["key"] for offer in offered(desk, "camp", "북창")] == [camp.pk]


def test_a_topic_is_ticked_by_any_of_its_names(desk):
    labour, hunger = make_topic(label_en="Forced labour", label_ko="강제 노동"), make_topic(label_en="Hunger")
    typed = {"title": "T", "passages-0-text": "P.", "topics-by-name": "강제 노동; hunger"}
    send(desk, ADD, typed)
    assert set(Testimony.objects.get().topics.all()) == {labour, hunger}
    assert [offer["key"] for offer in offered(desk, "topic", "노동")] == [labour.pk]


def test_a_topic_nobody_knows_stays_typed_with_the_reason(desk):
    topic = make_topic(label_en="Hunger")
    typed = {"title": "T", "topics": [topic.pk], "topics-by-name": "Weather"}
    answer = send(desk, ADD, typed)
    values = values_of(answer, "seen_revision")
    assert "No topic is known as “Weather”" in answer.content.decode()
    assert (values["topics"], values["topics-by-name"]) == ([str(topic.pk)], ["Weather"])


def test_a_witness_is_found_by_a_name_in_either_order(desk):
    witness = make_witness(public_name="Kim Sin-thetic")
    Name.objects.create(owner=witness, text="Hong Kil-dong", system="press")
    send(desk, ADD, {"title": "T", "passages-0-text": "P.", "witness": "Gil-dong Hong"})
    assert Testimony.objects.get().witness_id == witness.pk
    assert [offer["by"] for offer in offered(desk, "witness", "홍길동")] in (["Hong Kil-dong"], [""])


def test_a_source_is_found_by_words_of_its_author_and_title(desk):
    source = make_source(title="Synthetic atlas of places", author="Example, Ann")
    make_source(title="Another synthetic work")
    assert [offer["key"] for offer in offered(desk, "source", "ann atlas")] == [source.pk]


def test_every_list_a_form_names_records_from_answers(desk):
    publish(bukchang()), publish(make_source()), make_witness(), make_topic()
    for name in LISTS:
        assert isinstance(offered(desk, name, "synthetic 18"), list)


def test_a_list_that_is_none_is_refused(desk):
    answer = desk.post(reverse("admin:typing_names"), {"list": "user", "words": "a"})
    assert answer.status_code == 400


def test_what_was_named_while_it_was_a_draft_is_the_same_after_its_publication(desk):
    camp = make_camp(18)
    written = offered(desk, "camp", "No. 18")[0]["value"]
    publish(camp)
    typed = {"title": "T", "passages-0-text": "P.", "stays-0-role": "prisoner", "stays-0-camp": written}
    send(desk, ADD, typed)
    assert Stay.objects.get().camp_id == camp.pk
