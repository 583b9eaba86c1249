import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.describe import describe
from search.syntax import And, Field, Not, Or, Phrase, QueryError, Word, Years, parse


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("  –  & ", None),
        ("coal", Word("coal", 0)),
        ("coal mine", And((Word("coal", 0), Word("mine", 5)), adjacent=True)),
        ("coal AND mine", And((Word("coal", 0), Word("mine", 9)))),
        ("coal OR mine", Or((Word("coal", 0), Word("mine", 8)))),
        ("coal and mine", And((Word("coal", 0), Word("and", 5), Word("mine", 9)), adjacent=True)),
        ("a OR b c", Or((Word("a", 0), And((Word("b", 5), Word("c", 7)), adjacent=True)))),
        ("a AND b OR c", Or((And((Word("a", 0), Word("b", 6))), Word("c", 11)))),
        ("(a OR b) AND c", And((Or((Word("a", 1), Word("b", 6))), Word("c", 13)))),
        ("NOT coal", Not(Word("coal", 4))),
        ('"forced labour"', Phrase("forced labour", 1)),
        ("“forced labour”", Phrase("forced labour", 1)),
        ("=Yodok", Word("Yodok", 1, exact=True)),
        ("pris*", Word("pris", 0, prefix=True)),
        ("북창*", Word("북창", 0, prefix=True)),
        ("Yodock~", Word("Yodock", 0, fuzzy=True)),
        ("camp:18", Field("camp", "18", 5)),
        ('camp:"Camp 18"', Field("camp", "Camp 18", 6)),
        ("CAMP:18", Field("camp", "18", 5)),
        ("year:1977", Years(1977, 1977, 5)),
        ("year:1977..1987", Years(1977, 1987, 5)),
        ("1977..1987", Years(1977, 1987, 0)),
        ("1977-1987", Years(1977, 1987, 0)),
        ("1977–1987", Years(1977, 1987, 0)),
        ("..1987", Years(None, 1987, 0)),
        ("1977..", Years(1977, None, 0)),
        ("1977", Word("1977", 0)),
        ('year:"late 1970s"', Years(1976, 1979, 6)),
        ("Kwan-li-so", Word("Kwan-li-so", 0)),
        ("Pukch’ang", Word("Pukch’ang", 0)),
    ],
)
def test_a_query_has_this_tree(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ('coal "mine', 5, "never closed"),
        ("coal (mine", 5, "never closed"),
        ("coal) mine", 4, "never opened"),
        ("colour:red", 0, "no field"),
        ('a colour:"red"', 2, "no field"),
        ("*ing", 0, "end of a word"),
        ("pr*ng", 2, "end of a word"),
        ("pr*", 0, "at least 3"),
        ("abc~", 0, "at least 4"),
        ("Yo~dok", 2, "end of a word"),
        ("=word*", 1, "one spelling"),
        ("-coal", 0, "NOT coal"),
        ("AND coal", 0, "both sides"),
        ("coal OR", 5, "both sides"),
        ("NOT", 0, "NOT needs"),
        ("coal NOT AND mine", 5, "NOT needs"),
        ("camp:", 5, "needs a word"),
        ("coal =", 6, "needs a word"),
        ("camp:*", 5, "needs a value"),
        ("camp:18*", 5, "Signs"),
        ("year:soon", 5, "not a year"),
        ("1987..1977", 0, "turn the years around"),
        ("coal\x00mine", 4, "control character"),
        ("coal \u202emine", 5, "direction"),
        ("coal \ud800", 5, "half of a character"),
        ("((((((a))))))", 5, "5 deep"),
        ("NOT NOT NOT NOT NOT NOT a", 20, "5 deep"),
        ("x" * 257, 256, "256"),
        (" ".join("ab" for _ in range(33)), 96, "32 words"),
    ],
)
def test_a_mistake_points_at_its_place(text, position, says):
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert caught.value.position == position


_PIECES = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        '"',
        "“",
        "=",
        "*",
        "~",
        ":",
        "camp:",
        "year:",
        "..",
        "1977",
        "coal",
        "북창",
        "-",
        " ",
    ]
)


@settings(max_examples=400)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(_PIECES, max_size=40).map(" ".join),
        st.lists(_PIECES, max_size=40).map("".join),
    )
)
def test_any_text_gives_a_tree_or_a_mistake_inside_it(text):
    try:
        tree = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert error.message
    else:
        assert tree is None or describe(tree)
