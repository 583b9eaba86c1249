"""How a line is set: clean text, quotation marks, commas, full stops, italics."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from testimonies.citations.text import clean, commas, italic, quoted, runs, sentences, upright


def test_text_comes_in_on_one_line_and_composed():
    assert clean(" Yodo\u0306k\r\n\tCamp\x00 15 ") == "Yod\u014fk Camp 15"
    assert clean("\u1112\u1161\u11ab") == "\ud55c"
    assert clean("a\u2028b\x85c") == "a b c"


def test_marks_for_italics_cannot_be_smuggled_in():
    assert clean("\ue000x\ue001") == "x"


def test_half_a_character_is_left_out():
    assert clean("a\ud800b") == "ab"


@given(st.text())
def test_clean_text_stays_as_it_is(text):
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert len(once.splitlines()) <= 1


def test_a_comma_inside_quotation_marks_is_not_doubled():
    assert commas("A", "", quoted("T", ","), "B", "C") == "A, “T,” B, C"


def test_sentences_end_once():
    assert sentences("A", "", "B.", italic("Who?"), quoted("Why!", "."), "C.”") == (
        f"A. B. {italic('Who?')} “Why!” C.”"
    )


def test_quotations_within_a_title_become_single():
    assert quoted('say "no" and “yes”') == "“say ‘no’ and ‘yes’”"


def test_italics_are_told_apart_from_the_rest():
    line = f"A {italic('B')} C"
    assert [(run.text, run.italic) for run in runs(line)] == [("A ", False), ("B", True), (" C", False)]
    assert upright(line) == "A B C"
