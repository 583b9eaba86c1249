"""A pasted summary becomes passages: nothing is lost, and what was cut is cut the same again."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from testimonies.splitting import split

ENDS = ("\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n", "\u2028", "\f")
NUMBERS = ("", "", "", "1. ", "2. ", "3) ", "(1) ", "(2) ", "[3] ", "1. 1. ", "2. 2. ", "12. ", "1998. ")
WORDS = st.text("abc 가나다.,-‐\t\u00a0\u3000()[]123", max_size=160)
LINES = st.lists(st.tuples(st.sampled_from(NUMBERS), WORDS, st.sampled_from(ENDS)), max_size=12)


def written(lines) -> str:
    return "".join("".join(line) for line in lines)


@given(LINES)
@example([("1. ", "a", "\n"), ("2. ", "1. b", "\n"), ("3) ", "2. c", "\n")])
def test_no_character_is_lost_but_line_breaks_and_numbering(lines):
    """The passages in order, numbers put between them, are all of the text that is no blank."""
    text = written(lines)
    bare = (re.escape(re.sub(r"\s", "", passage)) for passage in split(text))
    numbers = r"(?:[(\[]?\d{1,4}[.)\]])*"
    assert re.fullmatch("".join(numbers + passage for passage in bare), re.sub(r"\s", "", text))


@given(LINES)
def test_what_was_cut_is_cut_the_same_again(lines):
    once = split(written(lines))
    assert split("\n\n".join(once)) == once
    assert split("\r\n\r\n".join(once)) == once


@given(LINES)
def test_no_passage_is_empty_or_has_a_line_break_or_blanks_around_it(lines):
    for passage in split(written(lines)):
        assert passage and passage == passage.strip() and len(passage.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", []),
        (" \r\n\t\n", []),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("One\nand more.\n \t\nTwo.", ["One and more.", "Two."]),
        ("1. One.\n2. Two,\nwrapped.\n3. Three.", ["One.", "Two, wrapped.", "Three."]),
        ("(4) Four.\n\n(5) Five.", ["Four.", "Five."]),
        ("Before them.\n1) One.\n2) Two.", ["Before them.", "One.", "Two."]),
        ("1. One.\n\nMore of one.\n\n2. Two.", ["One.", "More of one.", "Two."]),
        ("1. A.\n2. B.\nOther things:\n1. C.\n2. D.", ["A.", "B. Other things:", "C.", "D."]),
        ("1998. In that year.\n\nTwo.", ["1998. In that year.", "Two."]),
        ("2. He came second.\n\nTwo.", ["2. He came second.", "Two."]),
        ("1.5 million.\n\n2.5 million.", ["1.5 million.", "2.5 million."]),
        ("첫째 문단.\n\n둘째 문단.", ["첫째 문단.", "둘째 문단."]),
        ("A well-\nknown place.", ["A well-known place."]),
    ],
)
def test_blank_lines_and_numbers_divide_and_wrapped_lines_are_joined(text, passages):
    assert split(text) == passages


def test_lines_wrapped_at_one_width_without_blank_lines_are_joined_and_short_ones_end_a_paragraph():
    text = (
        "A synthetic line that was wrapped by a mail program at a\n"
        "width of some sixty characters and goes on until it is at\n"
        "an end here.\n"
        "Another synthetic paragraph, which begins on a line of its\n"
        "own and ends."
    )
    first, second = split(text)
    assert first.endswith("until it is at an end here.")
    assert second.startswith("Another synthetic paragraph, which begins on a line of its own")


def test_lines_longer_than_a_wrapped_one_are_paragraphs():
    long = ["Synthetic words " * 20 + "end.", "Other synthetic words " * 15 + "end."]
    assert split("\n".join(long)) == long
