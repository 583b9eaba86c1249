"""One key for every spelling, and different keys for different names."""

from __future__ import annotations

import unicodedata
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.names import (
    KEY_VERSION,
    admin_stem,
    camp_number,
    fold,
    keys,
    looks_korean,
    person_key,
    strip_particles,
)

PLACES_AND_TERMS = [
    "북창 Bukchang Pukch'ang Pukchang Pukchʼang PUKCHANG",
    "요덕 Yodok Yodŏk Yodeok",
    "개천 Kaechon Kaech'ŏn Kaech’ŏn Gaecheon Kaecheon",
    "회령 Hoeryong Hoeryŏng Hoeryeong Hoiryong",
    "청진 Chongjin Ch'ŏngjin Cheongjin",
    "화성 Hwasong Hwasŏng Hwaseong",
    "명간 Myonggan Myŏnggan Myeonggan Myongan",
    "수성 Susong Susŏng Suseong",
    "득장 Tukchang Tŭkchang Deukjang",
    "봉창 Pongchang Pongch'ang Bongchang",
    "온성 Onsong Onsŏng Onseong",
    "단천 Tanchon Tanch'ŏn Dancheon",
    "덕성 Toksong Tŏksŏng Deokseong",
    "평양 Pyongyang P'yŏngyang Pyeongyang Phyŏngyang",
    "함경북도 Hamgyong-bukto Hamgyŏng-bukto Hamgyeongbuk-do",
    "압록강 Amnokkang Amnokgang Amrokgang Aprok-kang",
    "량강 Ryanggang Yanggang",
    "로동 Rodong Nodong",
    "영변 Yongbyon Nyongbyon Yeongbyeon Nyŏngbyŏn",
    "관리소 Kwalliso Kwan-li-so Gwalliso Gwanliso kwanliso",
    "교화소 Kyohwaso Gyohwaso Kyo-hwa-so Kyowhaso",
    "집결소 Chipkyolso Chipkyŏlso Jipgyeolso Jip-kyul-so",
    "구류장 Kuryujang Guryujang Ku-ryu-jang",
    "보위부 Bowibu Powibu",
    "연좌제 Yonjwaje Yŏnjwaje Yeonjwaje",
    "성분 Songbun Sŏngbun Seongbun",
    "혁명화구역 Hyongmyonghwaguyok Hyŏngmyŏnghwaguyŏk Hyeongmyeonghwaguyeok",
    "승호리 Sungho-ri Sŭngho-ri Seungho-ri",
    "신리 Sin-ni Silli Sin-ri",
]
LOOSE_ONLY = {("집결소", "Jip-kyul-so")}  # a plain u for ㅕ is read by keys() only
SPELLINGS = [
    (line.split()[0], spelling)
    for line in PLACES_AND_TERMS
    for spelling in line.split()[1:]
    if (line.split()[0], spelling) not in LOOSE_ONLY
]

PERSONS = [
    "강철환|Kang Chol-hwan|Chol-hwan Kang|Kang Cheol-hwan|Kang Chul-hwan|Kang Chol Hwan|Kang, Chol-hwan",
    "신동혁|Shin Dong-hyuk|Dong-hyuk Shin|Sin Tong-hyŏk|Shin Donghyuk|SHIN Dong-hyuk",
    "안명철|An Myong-chol|Ahn Myong-chol|Ahn Myung-chul|Myong-chol An",
    "이순옥|리순옥|Lee Soon-ok|Soon Ok Lee|Yi Sun-ok|Ri Sun Ok|Rhee Soon-ok",
    "김혜숙|Kim Hye-sook|Kim Hye-suk|Hye-sook Kim",
    "박지현|Park Ji-hyun|Pak Chi-hyŏn|Park Jihyun",
    "정광일|Jung Gwang-il|Chong Kwang-il|Chŏng Kwang-il|Jeong Gwang-il",
    "태영호|Thae Yong-ho|Thae Yong Ho|Tae Young-ho",
    "황보영|Hwangbo Yong",
    "최용해|Choe Ryong-hae|Choi Ryong-hae",
]

# Different names that a careless key would merge.
APART = """
강동 Kangdong Gangdong | 개동 Kaedong Gaedong
개천 Kaechon Gaecheon | 개성 Kaesong Gaeseong
온성 Onsong Onseong | 온천 Onchon Oncheon
청진 Chongjin Cheongjin | 정주 Chongju Jeongju
청진 Chongjin Ch'ŏngjin | 종성 Chongsong Jongseong
회령 Hoeryong Hoeryeong | 회창 Hoechang
단천 Tanchon Dancheon | 통천 Tongchon T'ongch'ŏn
북창 Pukchang Bukchang | 북청 Pukchong Bukcheong
북창 Pukchang Bukchang | 봉창 Pongchang Bongchang
요덕 Yodok Yodeok | 양덕 Yangdok Yangdeok
요덕 Yodok Yodeok | 영덕 Yongdok Yeongdeok
화성 Hwasong Hwaseong | 해성 Haesong Haeseong
화성 Hwasong Hwaseong | 화천 Hwachon Hwacheon
명간 Myonggan Myeonggan | 명천 Myongchon Myeongcheon
경성 Kyongsong Gyeongseong | 개성 Kaesong Gaeseong
경성 Kyongsong Gyeongseong | 경흥 Kyonghung Gyeongheung
평성 Pyongsong Pyeongseong | 평산 Pyongsan Pyeongsan
평양 Pyongyang Pyeongyang | 평강 Pyonggang Pyeonggang
함흥 Hamhung Hamheung | 흥남 Hungnam Heungnam
선천 Sonchon Sŏnch'ŏn | 순천 Sunchon Suncheon
신천 Sinchon Sincheon | 순천 Sunchon Suncheon
금천 Kumchon Geumcheon | 김천 Kimchon Gimcheon
무산 Musan | 문산 Munsan
원산 Wonsan Wŏnsan | 운산 Unsan
수성 Susong Suseong | 성천 Songchon Seongcheon
득장 Tukchang Deukjang | 덕장 Tokchang Deokjang
장진 Changjin Jangjin | 장강 Changgang Janggang
관리소 kwalliso gwalliso | 교화소 kyohwaso gyohwaso
관리소 kwalliso gwalliso | 관리국 kwalliguk gwalliguk
집결소 chipkyolso jipgyeolso | 집단소 chiptanso jipdanso
교화소 kyohwaso gyohwaso | 교양소 kyoyangso gyoyangso
구류장 kuryujang guryujang | 구금소 kugumso gugeumso
보위부 bowibu powibu | 보위원 bowiwon powiwŏn
성분 songbun seongbun | 선군 songun seongun
은산 Ŭnsan Eunsan | 운산 Unsan
고성 Kosong Goseong | 거성 Kosong Geoseong
태천 Taechon Taecheon | 대천 Taechon Daecheon
증산 Chungsan Jeungsan | 중산 Chungsan Jungsan
"""
MERGED_FOR_GOOD_REASON = {
    "은산",
    "고성",
    "태천",
    "증산",
}  # ㅡ and ㅜ, ㅗ and ㅓ, ㅌ and ㄷ: the sources do not mark them


def pairs_apart() -> list[tuple[str, set[str], set[str]]]:
    found = []
    for line in APART.strip().splitlines():
        one, other = (side.split() for side in line.split("|"))
        found.append((one[0], set(one), set(other)))
    return found


@pytest.mark.parametrize(("hangul", "spelling"), SPELLINGS)
def test_every_spelling_of_a_place_or_term_has_the_key_of_its_hangul(hangul, spelling):
    assert fold(spelling) == fold(hangul)


@pytest.mark.parametrize(("hangul", "spelling"), sorted(LOOSE_ONLY))
def test_the_looser_readings_reach_what_the_fold_leaves(hangul, spelling):
    assert fold(spelling) != fold(hangul)
    assert keys(spelling) & keys(hangul)


@pytest.mark.parametrize("line", PERSONS)
def test_every_spelling_and_order_of_a_name_is_the_same_person(line):
    hangul, *spellings = line.split("|")
    assert [spelling for spelling in spellings if not person_key(spelling) & person_key(hangul)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("강철환", "Kang Chol-ho"),
        ("안명철", "An Myong-su"),
        ("신동혁", "Shin Dong-uk"),
        ("Kim Jong-il", "Kim Jong-un"),
        ("김혜숙", "Kim Hae-sook"),
        ("Park Ji-hyun", "Pak Ji-hoon"),
        ("정광일", "Jang Gwang-il"),
        ("Kang Chol-hwan", "Chol Kang-hwan"),
    ],
)
def test_different_persons_share_no_key(one, other):
    assert person_key(one).isdisjoint(person_key(other))


def test_different_names_stay_apart_but_for_letters_the_sources_do_not_tell_apart():
    merged = {name for name, one, other in pairs_apart() if set(map(fold, one)) & set(map(fold, other))}
    assert merged == MERGED_FOR_GOOD_REASON


def test_numbers_are_part_of_a_name():
    assert len({fold(text) for text in ("Camp 14", "Camp 15", "Camp 2", "Camp 22")}) == 4


def test_a_key_is_readable_and_keeps_digits_and_other_scripts():
    assert [fold(text) for text in ("Kaech'ŏn", "Camp 15", "管理所")] == ["kechon", "kamp15", "管理所"]


def test_the_keys_of_a_text_hold_its_fold():
    assert fold("Jung") in keys("Jung") and fold("Chong") in keys("Jung")


def test_a_text_without_letters_names_nobody():
    assert person_key("") == person_key("-") == person_key(" , ") == frozenset()


def test_the_version_of_the_keys_is_a_number_to_store_with_them():
    assert isinstance(KEY_VERSION, int)


@pytest.mark.parametrize(
    "word", ["Yodok", "Kaech'ŏn", "Kwan-li-so", "Gyeongseong", "Pukchang", "Hwasong", "Ahn"]
)
def test_a_korean_word_looks_korean(word):
    assert looks_korean(word)


@pytest.mark.parametrize("word", ["prisoner", "strength", "", "a", "Schmidt", "1995", "camps"])
def test_a_word_no_romanization_could_write_does_not(word):
    assert not looks_korean(word)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("요덕에서", "요덕"),
        ("요덕군에서는", "요덕군"),
        ("북창으로", "북창"),
        ("회령은", "회령"),
        ("관리소를", "관리소"),
        ("관리소로", "관리소"),
        ("청진까지", "청진"),
        ("개천의", "개천"),
        ("강철환씨는", "강철환"),
        ("강철환이", "강철환"),
        ("안명철님", "안명철"),
        ("김혜숙 선생님이".replace(" ", ""), "김혜숙"),
        ("보위부와", "보위부"),
        ("서울로", "서울"),
    ],
)
def test_the_name_is_among_the_stems_of_a_word_with_particles(word, stem):
    assert strip_particles(word)[0] == word
    assert stem in strip_particles(word)


@pytest.mark.parametrize(
    ("word", "wrong"),
    [("북창로", "북창"), ("관리소으로", "관리소"), ("관리소은", "관리소"), ("서울으로", "서울")],
)
def test_a_particle_comes_off_only_where_its_form_may_stand(word, wrong):
    assert wrong not in strip_particles(word)


@pytest.mark.parametrize("word", ["소는", "Yodok", "", "15호", "요덕 군"])
def test_what_is_too_short_or_not_hangul_is_left_alone(word):
    assert strip_particles(word) == [word]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("요덕군", "요덕"),
        ("청진시", "청진"),
        ("수성구역", "수성"),
        ("득장로동자구", "득장"),
        ("평양직할시", "평양"),
        ("승호리", "승호"),
        ("관리소", None),
        ("요군", None),
        ("Yodok-gun", None),
    ],
)
def test_the_administrative_ending_of_a_place_comes_off(word, stem):
    assert admin_stem(word) == stem


FIFTEEN = (
    "Camp 15|camp no15|No. 15|No.15|Camp No. 15|Camp #15|Kwan-li-so 15|Kwanliso No. 15|Kwan-li-so No. 15"
    "|Kwalliso 15|Gwalliso No 15|Prison camp No. 15|Political prison camp No. 15|No. 15 Kwalliso|15호|제15호"
    "|15호 관리소|제 15 호|관리소 15호|제15호 정치범수용소|Camp 015| Camp 15 "
)


@pytest.mark.parametrize("text", FIFTEEN.split("|"))
def test_the_number_of_a_camp_is_read_however_it_is_written(text):
    assert camp_number(text) == 15


@pytest.mark.parametrize(
    "text", ["15", "1995", "Camp", "Camp 1995", "Camp 15 and 16", "15년", "Kaechon", "", "No. 15b"]
)
def test_what_does_not_name_a_camp_by_number_has_none(text):
    assert camp_number(text) is None


ROMAN = st.text("abcdeghijklmnoprstuvwyŏŭ'’- ", max_size=14)
KOREAN = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6)
# The machine may be busy with other tests.
UNHURRIED = settings(deadline=None)
FUNCTIONS = st.sampled_from([fold, keys, person_key, looks_korean, strip_particles, admin_stem, camp_number])


@pytest.mark.parametrize("text", ["an" * 5000 + "1", "camp " + " " * 50_000, "kang " * 5000, "가" * 20_000])
def test_a_long_text_takes_no_time(text):
    for function in (fold, keys, person_key, looks_korean, strip_particles, camp_number):
        began = perf_counter()
        function(text)
        assert perf_counter() - began < 5


@UNHURRIED
@given(FUNCTIONS, st.text())
def test_no_text_is_too_strange(function, text):
    function(text)


@UNHURRIED
@given(ROMAN | KOREAN | st.text(max_size=8))
def test_the_fold_of_a_key_is_the_key(text):
    assert fold(fold(text)) == fold(text)


@UNHURRIED
@given(ROMAN)
def test_case_does_not_matter(text):
    assert fold(text.upper()) == fold(text)


@UNHURRIED
@given(ROMAN)
def test_apostrophes_hyphens_and_blanks_do_not_matter(text):
    bare = "".join(character for character in text if character not in "'’- ")
    assert fold(text) == fold(bare)


@UNHURRIED
@given(KOREAN)
def test_hangul_typed_as_single_letters_is_the_same(text):
    typed = unicodedata.normalize("NFD", text)
    assert (fold(typed), keys(typed), person_key(typed)) == (fold(text), keys(text), person_key(text))


@UNHURRIED
@given(KOREAN)
def test_the_stems_of_a_word_begin_it(text):
    assert all(text.startswith(stem) for stem in strip_particles(text))
