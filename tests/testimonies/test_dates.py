"""Dates as people say them: every rule of INTERFACE.md, a table of expressions, and properties."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.dates import DateError, UncertainDate, from_edtf, parse

# Expression, EDTF, earliest, latest ('' is open).
EXPRESSIONS = """
1995 | 1995 | 1995-01-01 | 1995-12-31
the year 1995 | 1995 | 1995-01-01 | 1995-12-31
in 1995 | 1995 | 1995-01-01 | 1995-12-31
In 1995. | 1995 | 1995-01-01 | 1995-12-31
sometime in 1996 | 1996 | 1996-01-01 | 1996-12-31
1995년 | 1995 | 1995-01-01 | 1995-12-31
1998년에 | 1998 | 1998-01-01 | 1998-12-31
March 1995 | 1995-03 | 1995-03-01 | 1995-03-31
October 2025 | 2025-10 | 2025-10-01 | 2025-10-31
Sept. 1990 | 1990-09 | 1990-09-01 | 1990-09-30
sep 1990 | 1990-09 | 1990-09-01 | 1990-09-30
February of 1996 | 1996-02 | 1996-02-01 | 1996-02-29
February, 1995 | 1995-02 | 1995-02-01 | 1995-02-28
1977년 8월 | 1977-08 | 1977-08-01 | 1977-08-31
1977.8 | 1977-08 | 1977-08-01 | 1977-08-31
1977-8 | 1977-08 | 1977-08-01 | 1977-08-31
27 July 1953 | 1953-07-27 | 1953-07-27 | 1953-07-27
27th of July, 1953 | 1953-07-27 | 1953-07-27 | 1953-07-27
the 27th of July 1953 | 1953-07-27 | 1953-07-27 | 1953-07-27
on 27 July 1953 | 1953-07-27 | 1953-07-27 | 1953-07-27
July 27, 1953 | 1953-07-27 | 1953-07-27 | 1953-07-27
JULY 27TH 1953 | 1953-07-27 | 1953-07-27 | 1953-07-27
1953년 7월 27일 | 1953-07-27 | 1953-07-27 | 1953-07-27
1953년7월27일 | 1953-07-27 | 1953-07-27 | 1953-07-27
1953. 7. 27. | 1953-07-27 | 1953-07-27 | 1953-07-27
1953/7/27 | 1953-07-27 | 1953-07-27 | 1953-07-27
1953-07-27 | 1953-07-27 | 1953-07-27 | 1953-07-27
29 February 1996 | 1996-02-29 | 1996-02-29 | 1996-02-29
spring 2003 | 2003-21 | 2003-03-01 | 2003-05-31
the summer of 2003 | 2003-22 | 2003-06-01 | 2003-08-31
autumn 2003 | 2003-23 | 2003-09-01 | 2003-11-30
fall of 2003 | 2003-23 | 2003-09-01 | 2003-11-30
winter 1998 | 1998-24 | 1998-01-01 | 1999-02-28
winter of 1999 | 1999-24 | 1999-01-01 | 2000-02-29
1998년 겨울 | 1998-24 | 1998-01-01 | 1999-02-28
1998년 봄 | 1998-21 | 1998-03-01 | 1998-05-31
winter 1998-99 | 1998-12/1999-02 | 1998-12-01 | 1999-02-28
winter of 1999/2000 | 1999-12/2000-02 | 1999-12-01 | 2000-02-29
the 1990s | 199X | 1990-01-01 | 1999-12-31
1990's | 199X | 1990-01-01 | 1999-12-31
2010s | 201X | 2010-01-01 | 2019-12-31
1970년대 | 197X | 1970-01-01 | 1979-12-31
early 1990s | 1990/1993 | 1990-01-01 | 1993-12-31
the early 2000s | 2000/2003 | 2000-01-01 | 2003-12-31
mid-1980s | 1984/1986 | 1984-01-01 | 1986-12-31
late 1970s | 1976/1979 | 1976-01-01 | 1979-12-31
in the late 1970s | 1976/1979 | 1976-01-01 | 1979-12-31
end of the 1950s | 1956/1959 | 1956-01-01 | 1959-12-31
mid-to-late 1980s | 1984/1989 | 1984-01-01 | 1989-12-31
first half of the 1990s | 1990/1994 | 1990-01-01 | 1994-12-31
1970년대 후반 | 1976/1979 | 1976-01-01 | 1979-12-31
1990년대 초 | 1990/1993 | 1990-01-01 | 1993-12-31
1990년대 초반 | 1990/1993 | 1990-01-01 | 1993-12-31
1980년대 중반 | 1984/1986 | 1984-01-01 | 1986-12-31
1990년대 초중반 | 1990/1996 | 1990-01-01 | 1996-12-31
1990년대 중후반 | 1994/1999 | 1994-01-01 | 1999-12-31
1995년 초에 | 1995-01/1995-04 | 1995-01-01 | 1995-04-30
1998년에서 2000년 사이 | 1998/2000 | 1998-01-01 | 2000-12-31
2004년께 | 2004~ | 2003-01-01 | 2005-12-31
1999년도 | 1999 | 1999-01-01 | 1999-12-31
up to 1992 | ../1992 | | 1992-12-31
1990년대 말 | 1996/1999 | 1996-01-01 | 1999-12-31
19th century | 18XX | 1800-01-01 | 1899-12-31
the early 20th century | 1900/1933 | 1900-01-01 | 1933-12-31
mid-20th century | 1934/1966 | 1934-01-01 | 1966-12-31
late 20th century | 1967/1999 | 1967-01-01 | 1999-12-31
20세기 | 19XX | 1900-01-01 | 1999-12-31
20세기 초 | 1900/1933 | 1900-01-01 | 1933-12-31
early 1990 | 1990-01/1990-04 | 1990-01-01 | 1990-04-30
beginning of 1990 | 1990-01/1990-04 | 1990-01-01 | 1990-04-30
mid-2024 | 2024-05/2024-08 | 2024-05-01 | 2024-08-31
2024년 중반 | 2024-05/2024-08 | 2024-05-01 | 2024-08-31
late 2011 | 2011-09/2011-12 | 2011-09-01 | 2011-12-31
the end of 1990 | 1990-09/1990-12 | 1990-09-01 | 1990-12-31
second half of 1990 | 1990-07/1990-12 | 1990-07-01 | 1990-12-31
1990년 하반기 | 1990-07/1990-12 | 1990-07-01 | 1990-12-31
late February 1996 | 1996-02-21/1996-02-29 | 1996-02-21 | 1996-02-29
1985년 5월 초 | 1985-05-01/1985-05-10 | 1985-05-01 | 1985-05-10
circa 1993 | 1993~ | 1992-01-01 | 1994-12-31
c. 1965 | 1965~ | 1964-01-01 | 1966-12-31
ca. 1965 | 1965~ | 1964-01-01 | 1966-12-31
around 2012 | 2012~ | 2011-01-01 | 2013-12-31
in about 2012 | 2012~ | 2011-01-01 | 2013-12-31
about March 1995 | 1995-03~ | 1995-01-29 | 1995-05-01
approximately 14 May 2005 | 2005-05-14~ | 2005-05-11 | 2005-05-17
around winter 1998 | 1998-24~ | 1997-12-01 | 1999-03-31
around the late 1970s | 1976~/1979~ | 1975-01-01 | 1980-12-31
1993년경 | 1993~ | 1992-01-01 | 1994-12-31
약 1993년 | 1993~ | 1992-01-01 | 1994-12-31
1994년 7월쯤 | 1994-07~ | 1994-05-31 | 1994-08-31
possibly 1990 | 1990? | 1990-01-01 | 1990-12-31
1990 (?) | 1990? | 1990-01-01 | 1990-12-31
perhaps about 1990 | 1990% | 1989-01-01 | 1991-12-31
before 1992 | ../1991 | | 1991-12-31
prior to March 1995 | ../1995-02 | | 1995-02-28
before 1 May 1990 | ../1990-04-30 | | 1990-04-30
before the late 1970s | ../1975 | | 1975-12-31
before about 1993 | ../1992~ | | 1993-12-31
1992년 이전 | ../1992 | | 1992-12-31
1992년 전 | ../1991 | | 1991-12-31
until 2006 | ../2006 | | 2006-12-31
by July 2015 | ../2015-07 | | 2015-07-31
no later than July 2015 | ../2015-07 | | 2015-07-31
by the end of the 1950s | ../1959 | | 1959-12-31
1987년 2월까지 | ../1987-02 | | 1987-02-28
1995 or earlier | ../1995 | | 1995-12-31
after 2012 | 2013/.. | 2013-01-01 |
after winter 1998 | 1999-03/.. | 1999-03-01 |
after 31 December 1999 | 2000-01-01/.. | 2000-01-01 |
1992년 이후 | 1992/.. | 1992-01-01 |
1992년 후 | 1993/.. | 1993-01-01 |
since 2011 | 2011/.. | 2011-01-01 |
since the 1990s | 199X/.. | 1990-01-01 |
from 1999 | 1999/.. | 1999-01-01 |
1999년부터 | 1999/.. | 1999-01-01 |
late 2023 onward | 2023-09/.. | 2023-09-01 |
2011 to the present | 2011/.. | 2011-01-01 |
2011년부터 현재까지 | 2011/.. | 2011-01-01 |
between 1977 and 1987 | 1977/1987 | 1977-01-01 | 1987-12-31
1977-1987 | 1977/1987 | 1977-01-01 | 1987-12-31
1977 – 1987 | 1977/1987 | 1977-01-01 | 1987-12-31
1999~2004년 | 1999/2004 | 1999-01-01 | 2004-12-31
Aug 1977 to Feb 1987 | 1977-08/1987-02 | 1977-08-01 | 1987-02-28
late 1950s to early 1960s | 1956/1963 | 1956-01-01 | 1963-12-31
from the late 1970s to 1987 | 1976/1987 | 1976-01-01 | 1987-12-31
from about 1999 until 2004 | 1999~/2004 | 1998-01-01 | 2004-12-31
1977년 8월부터 1987년 2월까지 | 1977-08/1987-02 | 1977-08-01 | 1987-02-28
1977년에서 1987년까지 | 1977/1987 | 1977-01-01 | 1987-12-31
1977년과 1987년 사이 | 1977/1987 | 1977-01-01 | 1987-12-31
1989 or 1990 | [1989,1990] | 1989-01-01 | 1990-12-31
1989, 1990 or 1991 | [1989,1990,1991] | 1989-01-01 | 1991-12-31
around 1998 or 1999 | [1998~,1999~] | 1997-01-01 | 2000-12-31
1989년 또는 1990년 | [1989,1990] | 1989-01-01 | 1990-12-31
1989 and 1991 | {1989,1991} | 1989-01-01 | 1991-12-31
the 1990s and early 2000s | {199X,2000..2003} | 1990-01-01 | 2003-12-31
1998-24 | 1998-24 | 1998-01-01 | 1999-02-28
1977-08/.. | 1977-08/.. | 1977-08-01 |
/1987 | /1987 | | 1987-12-31
19XX | 19XX | 1900-01-01 | 1999-12-31
1995-XX-12 | 1995-XX-12 | 1995-01-12 | 1995-12-12
[1989, 1990..1992] | [1989,1990..1992] | 1989-01-01 | 1992-12-31
2001-34 | 2001-34 | 2001-04-01 | 2001-06-30
1985-04-12T23:20:30+09:00 | 1985-04-12T23:20:30+09:00 | 1985-04-12 | 1985-04-12
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in EXPRESSIONS.strip().splitlines()]

# Expression and where understanding stops; the place is marked by ^ before it.
REFUSED = [
    "^",
    "^banana",
    "in 1990 ^we",
    "1990 ^of banana",
    "^03/04/1995",
    "1977-^87",
    "1998–^99",
    "March^",
    "March ^and",
    "late^",
    "before^",
    "until ^now",
    "^late winter 1990",
    "^30 February 1990",
    "February ^30, 1990",
    "1990년 ^13월",
    "1990년 2월 ^30일",
    "2004 to ^1999",
    "between 1990 ^to 1992",
    "between 1990 and ^1980",
    "1990 or^",
    "1989 or 1990 ^and 1991",
    "1975^s",
    "the ^70s",
    "^77년",
    "before ^0001",
    "after ^9999",
    "^0000",
    "1999 to 2004 (intermittently^",
    "1990-02-31^x",
    "from 1999 to 2004 ^to 2006",
    "1990 ^1991",
]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def extent(when: UncertainDate) -> tuple[date | None, date | None]:
    return when.earliest, when.latest


@pytest.mark.parametrize(("said", "edtf", "earliest", "latest"), CASES, ids=[case[0] for case in CASES])
def test_an_expression_is_read_with_its_bounds(said, edtf, earliest, latest):
    when = parse(said)
    assert (when.edtf, *extent(when)) == (edtf, day(earliest), day(latest))


@pytest.mark.parametrize("marked", REFUSED)
def test_what_cannot_be_read_wholly_is_refused_at_the_place(marked):
    text = marked.replace("^", "")
    with pytest.raises(DateError) as error:
        parse(text)
    assert (error.value.position, error.value.understood) == (marked.index("^"), marked.split("^")[0].strip())
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "position"),
    [("in 1990 we", 8), ("1977-87", 5), ("2004 to 1999", 8), ("late winter 1990", 0), ("  2004 to 1999", 10)],
)
def test_the_position_points_at_the_first_word_not_understood(text, position):
    with pytest.raises(DateError) as error:
        parse(text)
    assert error.value.position == position


def test_the_position_counts_in_the_text_as_typed_even_in_single_korean_letters():
    typed = unicodedata.normalize("NFD", "1990년 13월")
    with pytest.raises(DateError) as error:
        parse(typed)
    assert typed[error.value.position :].startswith("13")


def test_the_words_as_said_are_kept():
    when = parse("  late 1970s ")
    assert (str(when), when.text, when.edtf) == ("late 1970s", "late 1970s", "1976/1979")


@pytest.mark.parametrize(
    "said",
    [
        "1999 to 2004, intermittently",
        "1999-2004 (intermittently)",
        "intermittently from 1999 to 2004",
        "1999년부터 2004년까지 간헐적으로",
        "1999 to 2004 on and off",
    ],
)
def test_interruptions_are_noted_and_leave_the_period_whole(said):
    when = parse(said)
    assert (when.note, when.edtf) == ("intermittent", "1999/2004")


def test_a_decade_is_all_of_it():
    assert extent(parse("the 1970s")) == (date(1970, 1, 1), date(1979, 12, 31))


def test_a_century_is_all_of_it():
    assert extent(parse("the 20th century")) == (date(1900, 1, 1), date(1999, 12, 31))


def test_mid_and_late_of_a_decade_share_its_sixth_year():
    assert parse("mid-1970s").latest == date(1976, 12, 31)
    assert parse("late 1970s").earliest == date(1976, 1, 1)


@pytest.mark.parametrize(
    "parts", [("early 1990", "mid-1990", "late 1990"), ("early 20세기", "mid-20세기", "late 20세기")]
)
def test_the_thirds_of_a_year_and_of_a_century_follow_each_other_without_a_gap(parts):
    early, mid, late = (parse(part) for part in parts)
    assert (mid.earliest - early.latest).days == 1
    assert (late.earliest - mid.latest).days == 1


def test_circa_reaches_one_year_31_days_or_3_days_either_way():
    assert extent(parse("circa 1993")) == (date(1992, 1, 1), date(1994, 12, 31))
    assert extent(parse("circa May 1993")) == (date(1993, 3, 31), date(1993, 7, 1))
    assert extent(parse("circa 5 May 1993")) == (date(1993, 5, 2), date(1993, 5, 8))


def test_a_winter_holds_both_of_its_readings():
    assert extent(parse("winter 1998")) == (date(1998, 1, 1), date(1999, 2, 28))


def test_before_leaves_out_what_until_and_by_take_in():
    assert parse("before 1992").latest == date(1991, 12, 31)
    assert parse("until 1992").latest == parse("by 1992").latest == date(1992, 12, 31)


def test_after_leaves_out_what_since_takes_in():
    assert parse("after 1992").earliest == date(1993, 1, 1)
    assert parse("since 1992").earliest == date(1992, 1, 1)


@pytest.mark.parametrize("said", ["before 1992", "until 1992", "by 1992", "1992년까지", "1992년 이전"])
def test_before_and_until_leave_the_beginning_open(said):
    assert parse(said).earliest is None


@pytest.mark.parametrize("said", ["after 1992", "since 1992", "from 1992", "1992년부터", "1992년 이후"])
def test_after_and_since_leave_the_end_open(said):
    assert parse(said).latest is None


def test_a_period_certainly_falls_where_it_lies_inside():
    when = parse("late 1970s")
    assert when.certainly(date(1976, 1, 1), date(1979, 12, 31))
    assert not when.certainly(date(1976, 1, 2), date(1979, 12, 31))
    assert not when.certainly(date(1976, 1, 1), date(1979, 12, 30))


def test_a_period_possibly_falls_where_it_overlaps():
    when = parse("late 1970s")
    assert when.possibly(date(1979, 12, 31), date(1990, 1, 1))
    assert when.possibly(None, date(1976, 1, 1))
    assert not when.possibly(date(1980, 1, 1), None)
    assert not when.possibly(None, date(1975, 12, 31))


def test_an_open_side_is_certain_only_in_a_period_open_on_that_side():
    when = parse("since 1992")
    assert when.certainly(date(1990, 1, 1), None)
    assert not when.certainly(date(1990, 1, 1), date(2030, 1, 1))
    assert when.possibly(date(2029, 1, 1), date(2030, 1, 1))
    assert not when.possibly(None, date(1991, 1, 1))


@pytest.mark.parametrize(
    ("said", "english", "korean"),
    [
        ("late 1970s", "1 January 1976 to 31 December 1979", "1976년 1월 1일부터 1979년 12월 31일까지"),
        ("27 July 1953", "27 July 1953", "1953년 7월 27일"),
        ("before 1992", "31 December 1991 or earlier", "1991년 12월 31일 이전"),
        ("since 1992", "1 January 1992 or later", "1992년 1월 1일 이후"),
        (
            "perhaps about 1990",
            "1 January 1989 to 31 December 1991 (approximate, uncertain)",
            "1989년 1월 1일부터 1991년 12월 31일까지 (대략, 불확실)",
        ),
        (
            "1989 or 1990",
            "1 January 1989 to 31 December 1990 (one of several)",
            "1989년 1월 1일부터 1990년 12월 31일까지 (여럿 중 하나)",
        ),
        ("../..", "no date known", "날짜 미상"),
    ],
)
def test_the_reading_is_told_in_both_languages(said, english, korean):
    assert (parse(said).describe(), parse(said).describe("ko")) == (english, korean)


VOCABULARY = """
late early mid the of in 1970s 1995 1990 2004 March 14 5th winter circa or and to - , ( )
? ~ . / before after since until between from century intermittently now
년 년대 월 일 초 후반 경 부터 까지 이전 사이 과 1990년 8월 세기
"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, max_size=8).map(" ".join)
EDTF_LIKE = st.text("0129X-/.[]{},?~%T:Z", max_size=16)
# The machine may be busy with other tests.
UNHURRIED = settings(deadline=None)
SAID = st.sampled_from([case[0] for case in CASES])
DAYS = st.none() | st.dates()


def read_or_none(text: str) -> UncertainDate | None:
    try:
        return parse(text)
    except DateError as error:
        assert 0 <= error.position <= len(text)
        return None


@UNHURRIED
@given(st.text() | PHRASES | EDTF_LIKE)
def test_any_text_is_read_or_refused_with_a_date_error(text):
    when = read_or_none(text)
    if when and when.earliest and when.latest:
        assert when.earliest <= when.latest


@UNHURRIED
@given(SAID | PHRASES | EDTF_LIKE)
def test_reading_the_words_again_changes_nothing(text):
    when = read_or_none(text)
    assert when is None or parse(str(when)) == when


@UNHURRIED
@given(SAID | PHRASES | EDTF_LIKE)
def test_the_edtf_read_back_has_the_same_bounds(text):
    when = read_or_none(text)
    if when:
        assert extent(from_edtf(when.edtf)) == extent(parse(when.edtf)) == extent(when)


@UNHURRIED
@given(SAID, DAYS, DAYS)
def test_what_is_certain_is_possible(said, earliest, latest):
    when = parse(said)
    assert not when.certainly(earliest, latest) or when.possibly(earliest, latest)
