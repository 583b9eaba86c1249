"""What the check reads out of words: dates near an escape, and names beside kin words."""

import pytest

from testimonies.harm.escapes import dates_of_escape
from testimonies.harm.kin import kin_words, names_beside_kin


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She escaped on 12 March 1998.", ["12 March 1998"]),
        ("On March 12th, 1998 he fled.", ["March 12th, 1998"]),
        ("He defected in May 2001.", ["in May 2001"]),
        ("They crossed the Tumen River in October.", ["in October"]),
        ("The escape of 1998-03-12 failed.", ["1998-03-12"]),
        ("She ran away on the 12th.", ["on the 12th"]),
        ("He left North Korea on 3/12/1998", ["3/12/1998"]),
        ("1998년 3월 12일 탈북했다.", ["1998년 3월 12일"]),
        ("3월에 두만강을 건넜다.", ["3월"]),
        ("She escaped in 1998.", []),
        ("She escaped in the late 1990s, 1998-2004.", []),
        ("He was arrested on 12 March 1998.", []),
        ("He may escape from the 19th century.", []),
        ("1998년에 탈북했다.", []),
    ],
)
def test_a_day_or_a_month_near_a_word_of_escape_is_found_and_a_year_is_not(text, found):
    assert dates_of_escape(text) == found


def test_a_date_far_from_the_escape_is_that_of_something_else():
    assert dates_of_escape(f"He was arrested on 12 March 1998. {'It was cold. ' * 12} He escaped.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Her brother Kim Chol-su stayed behind.", ["Kim Chol-su"]),
        ("His uncle, Pak Song-ch'ol, worked there.", ["Pak Song-ch'ol"]),
        ("Ri Mi-ran, his younger sister, died.", ["Ri Mi-ran"]),
        ("Ri Mi-ran's mother was there.", ["Ri Mi-ran"]),
        ("She was a daughter of Choe In-su.", ["Choe In-su"]),
        ("Their son, named Peter, was born there.", ["Peter"]),
        ("Her sister Mi-ran was there.", ["Mi-ran"]),
        ("동생 김철수와 누나 최은희가 있었다.", ["김철수", "최은희"]),
        ("김철수의 어머니는 남았다.", ["김철수"]),
        ("His mother was beaten. Camp 15 was cold.", []),
        ("Her brother worked in Yodok.", []),
        ("Kim Chol-su was a guard.", []),
        ("어머니 이야기를 했다.", []),
    ],
)
def test_a_personal_name_beside_a_kin_word_is_found(text, found):
    assert names_beside_kin(text) == found


def test_kin_words_are_counted_once_in_the_singular():
    assert kin_words("Her brothers, a Brother and her mother-in-law; 남동생") == {
        "brother",
        "mother",
        "남동생",
    }
