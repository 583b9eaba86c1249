"""What holds in every style: pins, summaries, italics, and what an unknown style is answered."""

import pytest

from testimonies.citations import STYLES, StyleError, cite, cite_in_text, cite_runs, nearest
from tests.testimonies.citations.samples import ADDRESS, ARK, BOOK, INQUIRY, TESTIMONY, cited, of

NOUNS = {
    "testimony": "summary of testimony",
    "claim": "summary of a claim",
    "source": "source record",
    "witness": "witness record",
    "entity": "entry",
    "topic": "topic",
    "figure": "figure",
    "disagreement": "record",
}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_pins_version_and_passage_and_names_the_source(style):
    line = cite(TESTIMONY, style)
    assert ADDRESS in line and ARK in line
    assert "ersion 2" in line and "par" in line and "as summarised in" in line.lower()
    assert "Harden" in line and "Escape from Camp 14" in line


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("noun", NOUNS)
def test_every_style_takes_every_noun(style, noun):
    line = cite(of(noun=noun, passage=None), style)
    assert "T-000117" in line and "para. 3" not in line and "par. 3" not in line
    assert line.count("..") == 0


@pytest.mark.parametrize("style", STYLES)
def test_a_testimony_is_called_a_summary_and_never_an_interview(style):
    line = cite(TESTIMONY, style).lower()
    assert "summary" in line and "interview" not in line


@pytest.mark.parametrize("style", STYLES)
def test_a_witness_keeps_order_and_hyphen(style):
    line = cite(TESTIMONY, style)
    assert "Kang Chol-hwan" in line and "Kang, " not in line and "C.-" not in line


@pytest.mark.parametrize("style", STYLES)
def test_a_witness_nobody_names_is_not_named(style):
    line = cite(cited(who=None), style)
    assert "None" not in line and "testimony by" not in line


@pytest.mark.parametrize("style", STYLES)
def test_a_retracted_passage_says_so(style):
    assert "3 (retracted)" in cite(cited(retracted=True), style)


@pytest.mark.parametrize("style", STYLES)
def test_a_source_record_is_recorded_not_summarised(style):
    line = cite(of(BOOK, noun="source", identifier="S-0042", passage=None), style).lower()
    assert "as recorded in" in line and "summarised" not in line and "recorded in this record" not in line


def test_books_are_italic_and_addresses_are_not():
    runs = cite_runs(TESTIMONY, "chicago-notes")
    assert [run.text for run in runs if run.italic] == ["Escape from Camp 14"]
    assert "".join(run.text for run in runs) == cite(TESTIMONY, "chicago-notes")


def test_styles_of_notes_have_no_citation_in_the_text():
    assert cite_in_text(TESTIMONY, "chicago-notes") == ""
    assert cite_in_text(of(INQUIRY), "apa").startswith(
        "(United Nations Human Rights Council, 2014, para. 61, "
    )


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("chicago", ("chicago-notes", "chicago-bibliography", "chicago-author-date")),
        ("MLA9", ("mla",)),
        ("APA 7", ("apa",)),
        ("chicago_note", ("chicago-notes",)),
        ("zzzz", tuple(STYLES)),
        ("", tuple(STYLES)),
    ],
)
def test_an_unknown_style_is_answered_with_the_nearest(style, names):
    assert nearest(style)[: len(names)] == names
    for ask in (cite, cite_runs, cite_in_text):
        with pytest.raises(StyleError, match=names[0]):
            ask(TESTIMONY, style)


def test_a_very_long_style_is_not_printed_back_whole():
    with pytest.raises(StyleError) as refused:
        cite(TESTIMONY, "x" * 10_000)
    assert len(str(refused.value)) < 200
