"""ARK names: betanumeric, checked, and read back into the identifier they were made from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.ark import ALPHABET, Ark, ArkError, check_character, name_of, parse

NUMBERED = st.one_of(
    st.integers(1, 10**8).map("T-{:06d}".format),
    st.integers(1, 10**8).map("C-{:06d}".format),
    st.integers(1, 10**6).map("S-{:04d}".format),
    st.integers(1, 10**5).map("D-{:03d}".format),
)
SLUGS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", fullmatch=True)
SHORT = st.one_of(NUMBERED, st.from_regex(r"[a-z0-9][a-z0-9-]{0,13}", fullmatch=True))


def test_the_check_character_is_the_one_of_the_published_example():
    """The NOID documentation works the example 13030/xf93gt2 out to q."""
    assert check_character("13030/xf93gt2") == "q"


def test_a_numbered_record_stays_readable():
    assert re.fullmatch(r"t000117[0-9b-z]", name_of("T-000117", "99999"))
    assert str(Ark("99999", "T-000117", 2, 3)) == f"ark:/99999/{name_of('T-000117', '99999')}/v2#p3"


@given(st.one_of(NUMBERED, SLUGS))
def test_every_identifier_is_read_back(identifier):
    name = name_of(identifier, "99999")
    assert set(name) <= set(ALPHABET)
    assert parse(f"ark:/99999/{name}") == Ark("99999", identifier)


@given(SLUGS, SLUGS)
def test_two_identifiers_never_share_a_name(one, other):
    assert (name_of(one, "99999") == name_of(other, "99999")) == (one == other)


@given(SHORT, st.integers(0, 40), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(identifier, at, char):
    name = name_of(identifier, "99999")
    at %= len(name)
    wrong = name[:at] + char + name[at + 1 :]
    if wrong != name:
        with pytest.raises(ArkError):
            parse(f"ark:/99999/{wrong}")


@given(SHORT, st.integers(0, 40))
def test_two_exchanged_characters_are_found(identifier, at):
    name = name_of(identifier, "99999")
    at %= len(name) - 1
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if wrong != name:
        with pytest.raises(ArkError, match="check character"):
            parse(f"ark:/99999/{wrong}")


def test_it_reads_every_way_an_ark_is_written():
    name = name_of("T-000117", "99999")
    expected = Ark("99999", "T-000117", 2, 3)
    for text in (
        f"ark:/99999/{name}/v2#p3",
        f"ark:99999/{name}/v2#p3",
        f"ARK:/99999/{name.upper()}/v2#p3",
        f"ark:/99999/{name[:3]}-{name[3:5]}\u2010{name[5:]}/v2#p3",
        f"https://archive.example/ark:/99999/{name}/v2#p3",
        f" ark:/99999/{name}/v2/?info#p3 ",
    ):
        assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("T-000117", "ark:/NAAN/name"),
        ("ark:/99999/", "ark:/NAAN/name"),
        ("ark:/99999/t000117/v0", "ark:/NAAN/name"),
        ("ark:/99999/hello", "consonants"),
        ("ark:/99999/5", "consonants"),
    ],
)
def test_it_says_what_is_wrong(text, says):
    with pytest.raises(ArkError, match=re.escape(says)):
        parse(text)


def test_a_well_checked_name_of_nothing_is_refused():
    stem = "t117"
    with pytest.raises(ArkError, match="No record"):
        parse(f"ark:/99999/{stem}{check_character(f'99999/{stem}')}")


@given(st.text(max_size=60))
def test_any_text_is_an_ark_or_an_error(text):
    try:
        assert parse(text).naan
    except ArkError as error:
        assert str(error)


@pytest.mark.parametrize("identifier", ["", "under_score", "강철환"])
def test_it_names_nothing_that_is_no_identifier(identifier):
    with pytest.raises(ArkError, match="identifier"):
        name_of(identifier, "99999")
