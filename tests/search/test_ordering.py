"""Which record comes first: titles, words that say nothing, and the second look at the first hits."""

import pytest

from search import compile, syntax
from search.authorities import current
from search.compile import Context
from search.engine import backend
from search.kernel import feedback
from search.light import is_light
from tests.factories import make_testimony, publish

pytestmark = pytest.mark.django_db

# The first three share kiln and bricks; the last has the words asked for and nothing else of theirs.
TEXTS = {
    "One": "Bricks were fired in the kiln by the river, and the kiln smoked.",
    "Two": "The kiln by the river smoked; bricks were carried.",
    "Three": "They carried bricks to the river, past the kiln that smoked.",
    "Far": "By the river a letter was written about a wedding, a violin and a bridge of stone.",
    "Ask": "What happened there is not known.",
}


@pytest.fixture
def shelf(index):
    for title, text in TEXTS.items():
        publish(make_testimony(texts=(text,), title=title))
    index.catch_up()


def titles(page):
    return [hit.title for hit in page.hits]


def plan(q, **more):
    context = Context(current(), backend().snapshot().lexicon, **more)
    return compile.compile_query(syntax.parse(q), context)


def test_a_word_in_the_title_comes_before_the_same_word_in_the_text(index, ask):
    publish(make_testimony(texts=("A quarry, and a quarry again.",), title="Stone"))
    publish(make_testimony(texts=("People broke stone all day.",), title="Quarry"))
    index.catch_up()
    assert titles(ask("quarry")) == ["Quarry", "Stone"]


def test_words_that_say_nothing_exclude_no_record(shelf, ask):
    assert set(titles(ask("what about the kiln"))) == {"One", "Two", "Three"}
    assert set(titles(ask("무엇 kiln"))) == {"One", "Two", "Three"}


def test_a_query_of_nothing_else_still_searches(shelf, ask):
    assert titles(ask("what")) == ["Ask"]
    assert titles(ask("what was")) == []


def test_a_word_that_says_nothing_is_found_by_or_and_comes_last(shelf, ask):
    assert titles(ask("bricks OR what"))[-1] == "Ask"
    assert ask("bricks OR what").total == 4


def test_words_of_the_language_and_words_of_the_matter():
    assert all(map(is_light, ["the", "What", "how", "무엇을", "어떤", "것", "곳"]))
    assert not any(map(is_light, ["kiln", "수용소", "요덕", "등대", "winter"]))


def test_records_that_share_much_with_the_best_ones_come_before_those_that_do_not(shelf, ask):
    found = ask("river OR kiln OR bricks")
    assert titles(found)[-1] == "Far"
    assert found.total == 4


@pytest.mark.parametrize(
    ("q", "twice"),
    [
        ("river kiln", True),
        ("river OR kiln", True),
        ("river kiln kind:testimony", True),
        ("river", False),
        ("river the", False),
        ('"river kiln"', False),
        ("=river =kiln", False),
        ("river kil*", False),
        ("river NOT kiln", False),
        ("river 요덕", False),
        ("kind:testimony role:prisoner", False),
    ],
)
def test_only_two_plain_words_and_no_korean_one_ask_for_a_second_look(shelf, q, twice):
    assert plan(q).says_enough is twice


def test_exact_spelling_asks_for_no_second_look(shelf):
    assert not plan("river kiln", variants=False).says_enough


def test_pages_neither_repeat_nor_skip_across_the_hits_that_are_looked_at_twice(shelf, ask, monkeypatch):
    monkeypatch.setattr("search.ordering.REORDERED", 3)
    whole = titles(ask("river OR kiln OR bricks OR what"))
    single = [titles(ask("river OR kiln OR bricks OR what", page=page, size=1))[0] for page in range(1, 6)]
    pairs = [
        one for page in (1, 2, 3) for one in titles(ask("river OR kiln OR bricks OR what", page=page, size=2))
    ]
    assert whole == single == pairs
    assert len(set(whole)) == 5


def test_the_second_look_changes_the_order_and_nothing_else(shelf, ask, monkeypatch):
    q = "river OR letter OR kiln"
    before = ask(q)
    monkeypatch.setattr("search.compile.PLAIN_WORDS", 99)
    once = ask(q)
    assert set(titles(before)) == set(titles(once))
    assert before.total == once.total
    assert before.facets == once.facets
    assert titles(before) != titles(once)


def test_another_order_is_left_alone(shelf, ask):
    assert titles(ask("river OR kiln", sort="published")) == ["Far", "Three", "Two", "One"]


def test_the_order_is_the_same_in_one_segment_and_in_many(index, ask):
    for title, text in TEXTS.items():
        publish(make_testimony(texts=(text,), title=title))
        index.catch_up()
    several = titles(ask("river OR kiln OR bricks"))
    index.rebuild()
    assert titles(ask("river OR kiln OR bricks")) == several


def test_what_is_learned_is_neither_rare_nor_light(shelf):
    of = backend().snapshot().collection
    entries = of.vocabulary
    found = backend().snapshot().evaluate(plan("river OR kiln").query)
    words = feedback._words_of(of, found.ids)
    common = feedback._common(words, found.scores, lambda form: not is_light(form))
    learned = {entries.term(int(at)) for at in common.nonzero()[0]}
    assert {"kiln", "river", "brick"} <= learned
    assert not learned & {"the", "wed", "violin"}
