"""Authors' names, Western and Korean."""

import pytest

from testimonies.citations.names import (
    Author,
    apa_names,
    mla_names,
    read_author,
    six_then_others,
    two_then_others,
)


@pytest.mark.parametrize(
    ("printed", "direct", "inverted", "initialled"),
    [
        ("Harden, Blaine", "Blaine Harden", "Harden, Blaine", "Harden, B."),
        ("Cha, Victor D.", "Victor D. Cha", "Cha, Victor D.", "Cha, V. D."),
        (
            "King, Martin Luther, Jr.",
            "Martin Luther King Jr.",
            "King, Martin Luther, Jr.",
            "King, M. L., Jr.",
        ),
        ("Kim, Suzy", "Suzy Kim", "Kim, Suzy", "Kim, S."),
        ("Kang Chol-hwan", "Kang Chol-hwan", "Kang Chol-hwan", "Kang Chol-hwan"),
        ("Kang, Chol-hwan", "Kang Chol-hwan", "Kang Chol-hwan", "Kang Chol-hwan"),
        ("Shin, Dong-Hyuk", "Shin Dong-Hyuk", "Shin Dong-Hyuk", "Shin Dong-Hyuk"),
        ("강철환", "강철환", "강철환", "강철환"),
        ("강, 철환", "강철환", "강철환", "강철환"),
        ("Amnesty International", "Amnesty International", "Amnesty International", "Amnesty International"),
    ],
)
def test_a_name_is_set_as_its_kind_wants(printed, direct, inverted, initialled):
    author = read_author(printed)
    assert (author.direct, author.inverted, author.initialled) == (direct, inverted, initialled)


def test_notes_name_two_and_then_others():
    """CMOS 18, 13.23."""
    assert two_then_others(["A", "B"]) == "A and B"
    assert two_then_others(["A", "B", "C"]) == "A et al."


def test_bibliographies_name_six_and_then_others():
    """CMOS 18, 13.23."""
    assert six_then_others(list("ABCDEF")) == "A, B, C, D, E, and F"
    assert six_then_others(list("ABCDEFG")) == "A, B, C, et al."


def test_a_pair_takes_a_comma_only_after_an_inverted_name():
    assert six_then_others(["Harden, Blaine", "David Hawk"]) == "Harden, Blaine, and David Hawk"
    assert six_then_others(["Kang Chol-hwan", "Pierre Rigoulot"]) == "Kang Chol-hwan and Pierre Rigoulot"
    assert (
        mla_names([Author("Kang Chol-hwan"), Author("Rigoulot", "Pierre")])
        == "Kang Chol-hwan and Pierre Rigoulot"
    )
    assert mla_names([]) == six_then_others([]) == ""


def test_apa_names_twenty_and_then_the_last():
    """APA 7, 9.8."""
    authors = [Author(f"Name{number}") for number in range(1, 22)]
    assert apa_names(authors[:20]).endswith("Name19, & Name20")
    assert apa_names(authors).endswith("Name19, . . . Name21")
