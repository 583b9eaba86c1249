"""What is not public is not found: in hits, totals, facets, suggestions, whatever the index still holds."""

import pytest
from haystack.query import SearchQuerySet

import search
from search import catalogue, keeping
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_testimony, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(index):
    camp = publish(make_camp(18))
    made = [
        publish(make_testimony(texts=("A xylophone stood there.",), camp=camp, title=title)) for title in "AB"
    ]
    index.catch_up()
    return made


def test_a_draft_is_never_found(index, found):
    draft = make_testimony(texts=("A xylophone stood there.",), title="Draft")
    perform(Action.SUBMIT, draft, make_user("contributor"))
    index.catch_up()
    assert found("xylophone") == []
    assert not any(b"xylophone" in path.read_bytes() for path in index.files())


def test_what_is_approved_is_found_after_the_next_replay(two, found):
    assert sorted(found("xylophone")) == ["A", "B"]


def test_what_is_withdrawn_is_gone_at_once_while_no_indexer_runs(two, ask):
    perform(Action.WITHDRAW, two[0], make_user("moderator"), "asked for")
    page = ask("xylophone")
    assert ([hit.title for hit in page.hits], page.total) == (["B"], 1)
    assert [(one.value, one.count) for one in page.facets["camp"]] == [("kwalliso-18", 1)]
    assert [(one.value, one.count) for one in page.facets["kind"]] == [("testimony", 1)]
    assert {span.possible for span in page.years} == {1}


def test_words_of_a_withdrawn_record_are_not_suggested(index, ask):
    record = publish(make_testimony(texts=("A xylophone stood there.",)))
    index.catch_up()
    assert ask("xylophon").suggestion == "xylophone"
    perform(Action.WITHDRAW, record, make_user("moderator"), "asked for")
    assert ask("xylophon").suggestion is None


def test_a_revised_record_is_masked_until_replayed_and_then_found_by_its_new_words(two, found, index):
    passage = two[0].passages.get()
    passage.text = "A marimba stood there."
    passage.save()
    publish(two[0])
    assert found("xylophone") == ["B"]
    index.catch_up()
    assert found("xylophone") == ["B"]
    assert found("marimba") == ["A"]


def test_the_numbers_of_the_index_and_of_the_ledger_meet(two):
    assert keeping.verify() == []


def test_haystack_itself_asks_behind_the_same_gate(two):
    perform(Action.WITHDRAW, two[0], make_user("moderator"), "asked for")
    results = SearchQuerySet().raw_search("xylophone")
    assert [result.identifier for result in results] == [two[1].identifier]


def test_a_hit_that_is_withdrawn_while_the_page_is_made_is_not_shown(two, monkeypatch):
    rows_of = catalogue.ledger.rows_of

    def withdrawn_meanwhile(identifiers):
        perform(Action.WITHDRAW, two[0], make_user("moderator"), "asked for")
        return rows_of(identifiers)

    monkeypatch.setattr(catalogue.ledger, "rows_of", withdrawn_meanwhile)
    page = search.find(search.SearchRequest(q="xylophone"))
    assert ([hit.title for hit in page.hits], page.total) == (["B"], 1)
