"""BM25F over text and title, reckoned by hand; the same words in more segments score the same."""

from math import log

import pytest
from whoosh import query as wq

from search.kernel.queries import Form
from search.kernel.scoring import GRAM_WEIGHT, MODEL, PLAIN
from tests.search.kernel.library import Library

# The text begins with the title, as search_indexes.py makes it.
ENTRIES = (
    {"id": "T-1", "title": "coal", "text": "coal\fwinter coal river"},
    {"id": "T-2", "title": "winter", "text": "winter\fcoal guard school river mine"},
    {"id": "T-3", "title": "river", "text": "river\fguard"},
)


def scores(opened, query):
    found = opened.matches(query)
    return dict(
        zip(map(opened.collection.identifier, found.ids.tolist()), found.scores.tolist(), strict=True)
    )


def by_hand(in_body, body, in_title):
    """The formula of docs/search-quality.md for one word that two of three entries hold."""
    m = in_body / (1 - 0.6 + 0.6 * body / 3) + 5 * in_title / (1 - 0.4 + 0.4 * 1 / 1)
    return log(1 + (3 - 2 + 0.5) / (2 + 0.5)) * m * (3 + 1) / (m + 3)


def test_a_word_in_title_and_text_is_added_before_it_saturates(tmp_path):
    made = Library(tmp_path)
    made.put(*ENTRIES)
    found = scores(made.open(), Form("coal"))
    assert found == pytest.approx({"T-1": by_hand(1, 3, 1), "T-2": by_hand(1, 5, 0)}, abs=1e-4)
    assert found["T-1"] > found["T-2"]


def test_a_form_is_asked_for_only_within_what_is_found_already(tmp_path):
    made = Library(tmp_path)
    made.put(*ENTRIES)
    opened = made.open()
    both = scores(opened, wq.And([Form("winter"), Form("guard")]))
    assert both == pytest.approx(
        {"T-2": scores(opened, Form("winter"))["T-2"] + scores(opened, Form("guard"))["T-2"]}, abs=1e-5
    )


def test_scores_do_not_depend_on_how_many_segments_there_are(tmp_path):
    one, several = (tmp_path / name for name in ("one", "several"))
    one.mkdir(), several.mkdir()
    whole, parts = Library(one), Library(several)
    whole.put(*ENTRIES)
    for entry in ENTRIES:
        parts.put(entry)
    for form in ("coal", "winter", "mine", "none"):
        assert scores(whole.open(), Form(form)) == pytest.approx(scores(parts.open(), Form(form)), abs=1e-5)


def test_what_may_be_there_adds_to_the_score_and_finds_nothing(tmp_path):
    made = Library(tmp_path)
    made.put(*ENTRIES)
    opened = made.open()
    alone, more = scores(opened, Form("guard")), scores(opened, wq.AndMaybe(Form("guard"), Form("school")))
    assert more.keys() == alone.keys() == {"T-2", "T-3"}
    assert more["T-3"] == alone["T-3"]
    assert more["T-2"] == pytest.approx(alone["T-2"] + scores(opened, Form("school"))["T-2"], abs=1e-5)


def test_a_word_that_nearly_every_entry_holds_still_scores_above_nothing():
    assert MODEL.rarity(100, 100) > 0
    assert MODEL.rarity(100, 5) > MODEL.rarity(100, 50) > MODEL.rarity(100, 100)
    assert PLAIN.rarity(100, 9) == pytest.approx(log(10) + 1)


def test_the_constants_are_those_of_the_document():
    text, title, grams = (MODEL.curve(name) for name in ("text", "title", "grams"))
    assert (text.k1, text.b, title.b, MODEL.title) == (3.0, 0.6, 0.4, 5.0)
    assert (grams.k1, grams.b, GRAM_WEIGHT) == (0.8, 0.4, 2.0)
