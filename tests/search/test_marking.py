"""Marks that are looked for by first letters are those that reading every word finds."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import name_keys, normalised, spellings, stems, words
from search.marking import Marks, Text, find, snippet

_ASKED = "mine relational hoping mobility Pukchang kwan-li-so 요덕 reeducation P'yongyang o is"
_SAID = (
    "mines Mining relate hope mobile Bukchang Pukch’ang’s Kwanliso 요덕에서 북창에 re-education Pyongyang "
    "P’yŏngyang ÉTÉ O'Brien x-mine un_mine mine-shaft 강제로동 ox İmine"
)
ASKED = _ASKED.split()
SAID = [*ASKED, *_SAID.split()]
texts = st.lists(st.sampled_from(SAID), max_size=12).flatmap(
    lambda said: st.sampled_from([" ", ", ", "-", "’", "_"]).map(lambda joint: joint.join(said))
)


def every_word(text, marks):
    """The places of the marks, found by taking every word apart."""
    said = list(words(normalised(text)))
    forms = [
        {"s" + form for form in next(iter(stems(word.text)), ())}
        | {"e" + form for form in spellings(word.text)}
        | (
            {"k" + key for key in name_keys(word.text)}
            if not word.text.isascii() or word.text[0].isupper()
            else set()
        )
        for word in said
    ]
    found = set()
    for run in marks.runs:
        for at in range(len(said) - len(run) + 1):
            if all(asked & forms[at + step] for step, asked in enumerate(run)):
                found.update(range(said[at].start, said[at + len(run) - 1].end))
    for word in said:
        if any(stretch in word.text for stretch in marks.within):
            found.update(range(word.start, word.end))
    return found


@given(
    texts,
    st.lists(st.sampled_from(ASKED), min_size=1, max_size=3),
    st.sampled_from(["words", "exact", "name"]),
)
@settings(max_examples=600, deadline=None)
@example("hope and relate", ["hoping", "relational"], "words")
def test_the_marks_are_those_of_taking_every_word_apart(text, asked, way):
    marks = Marks()
    if way == "words":
        marks.add_words(asked)
    elif way == "exact":
        marks.add_exact([spellings(word)[0] for word in asked])
    else:
        marks.add_name(" ".join(asked[:2]))
    found = find(Text.of(text), marks.sought())
    assert {at for start, end in found.spans for at in range(start, end)} == every_word(text, marks)


def test_every_stem_begins_as_its_word_does():
    """What makes looking by first letters right, on words with the endings that Porter's rules name."""
    ends = (
        "s es ies ed eed ing ational tional enci anci izer bli alli entli eli ousli ization ation ator alism"
    )
    ends += " iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness y e able"
    ends += " ement ance ency ability ivity icity ality ously ently eness"
    for start in ("rel", "hop", "nob", "stab", "troubl", "conflat", "cr", "v", "sk", "appl", "agr"):
        for end in ends.split():
            marks = Marks()
            marks.add_words([start + end])
            assert find(Text.of(f"a {start}{end} b"), marks.sought()).spans, start + end


def test_a_snippet_is_escaped_and_marks_what_was_found():
    marks = Marks()
    marks.add_words(["coal"])
    found = find(Text.of('<b>"coal"</b> & co'), marks.sought())
    assert snippet(found) == "&lt;b&gt;&quot;<mark>coal</mark>&quot;&lt;/b&gt; &amp; co"
