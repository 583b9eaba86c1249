"""What a doubtful spelling may also mean, and how near two keys are: asked when no key meets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.names import domesticated, fold, looks_korean, nearness, person_key, readings, similarity

READ = [
    "청진 Čchongdžin Cshongdzsin Ĉongĵin Cchongdzin Chungjin",
    "길주 Kil'dzhu Kil-dschu",
    "평양 Pjongjang P-hjöng-jang Pyungyang Pchjongjang",
    "원산 Vonsan Wonsan-si",
    "라진 Radzhin Radžin",
    "해주 Haedschu Hedzsu",
    "요덕 Yoduk Yodŏk-kun Yodok-gun 요덕군",
    "연안 Yŏnan-ŭp Yeonan-eup",
    "함경북도 Hamkyung-bukdo",
    "개성 Kaesung Gaesung",
]


@pytest.mark.parametrize("line", READ)
def test_a_doubtful_spelling_can_be_read_as_the_name(line):
    hangul, *spellings = line.split()
    assert [spelling for spelling in spellings if fold(hangul) not in readings(spelling)] == []


@pytest.mark.parametrize("spelling", ["Kaech'ŏn", "Yodŏk", "Pukchang", "Songjin", "Hwasŏng", "Tanch’ŏn"])
def test_a_romanization_of_korean_is_not_taken_for_another_language(spelling):
    assert fold(domesticated(spelling)) == fold(spelling)


def test_hangul_is_read_only_as_it_stands_and_without_its_ending():
    assert readings("순천") == {fold("순천")}
    assert readings("요덕군") == {fold("요덕군"), fold("요덕")}


@pytest.mark.parametrize(
    ("hangul", "spelling"),
    [
        ("전철우", "Jun Chul-woo"),
        ("전철우", "Chul-woo Jun"),
        ("정경일", "Jung Kyung-il"),
        ("안혁", "Ahn Hyuk"),
    ],
)
def test_the_syllables_of_a_given_name_are_read_one_by_one(hangul, spelling):
    assert person_key(hangul) & person_key(spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim Chul-soo", "Kim Chul-ho"), ("Lee Sun-ok", "Lee Soon-ae"), ("박철", "Park Chul-woo")],
)
def test_syllables_read_one_by_one_merge_no_different_persons(one, other):
    assert person_key(one).isdisjoint(person_key(other))


def test_kyowhaso_looks_korean():
    assert looks_korean("kyowhaso")
    assert fold("kyowhaso") == fold("교화소")


def test_the_similarity_of_winklers_examples():
    assert round(similarity("martha", "marhta"), 3) == 0.961
    assert round(similarity("dwayne", "duane"), 3) == 0.84
    assert round(similarity("dixon", "dicksonx"), 3) == 0.813
    assert similarity("abc", "xyz") == similarity("", "abc") == 0.0


def test_sounds_that_are_confused_are_nearer_than_others():
    assert nearness("chonchin", "chongchin") > nearness("choschin", "chongchin")
    assert nearness("keson", "kesong") > nearness("kesot", "kesong")
    assert nearness("yanan", "yonan") > nearness("yksnan", "yonan")


KEYS = st.text("abcdeghiklmnoprstuwy", max_size=12)


@settings(deadline=None)
@given(KEYS, KEYS, st.floats(0, 1))
def test_nearness_lies_between_0_and_1_is_the_same_both_ways_and_stops_only_below_the_least(
    one, other, least
):
    whole = nearness(one, other)
    assert 0 <= whole <= 1
    assert (round(whole, 9) == 1) == (one == other)
    assert nearness(one, other, least) == (whole if whole >= least else 0.0)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_is_too_strange(text):
    domesticated(text)
    assert "" not in readings(text)
