"""Our evaluation against Whoosh's own matchers and against plain sets."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as wq

from search.kernel.scoring import MODEL, PLAIN
from tests.search.kernel.library import Library

WORDS = ["coal", "mine", "winter", "guard", "school", "river", "yodok", "요덕"]
CAMPS = ["kwalliso-15", "kwalliso-18"]
words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=12).map(" ".join)
entries = st.fixed_dictionaries({"text": texts, "title": texts, "about": st.sampled_from([*CAMPS, ""])})
commits = st.lists(st.lists(entries, min_size=1, max_size=6), min_size=1, max_size=3)

boosts = st.sampled_from([1.0, 2.0, 0.3])
terms = st.builds(wq.Term, st.sampled_from(["text", "title"]), words, boosts) | st.builds(
    wq.Term, st.just("about"), st.sampled_from([*CAMPS, "kwalliso-99"]), boosts
)
phrases = st.builds(
    lambda said, boost: wq.Phrase("text", said, boost=boost), st.lists(words, min_size=1, max_size=3), boosts
)
prefixes = st.builds(wq.Prefix, st.just("text"), st.sampled_from(["c", "coa", "w", "요", "x"]))
leaves = terms | phrases | prefixes
positive = st.recursive(
    leaves,
    lambda inner: (
        st.builds(wq.And, st.lists(inner, min_size=1, max_size=3))
        | st.builds(wq.Or, st.lists(inner, min_size=1, max_size=3))
        | st.builds(wq.ConstantScoreQuery, inner, st.just(0.5))
        | st.builds(wq.AndMaybe, inner, inner)
    ),
    max_leaves=6,
)
boolean = st.recursive(
    terms,
    lambda inner: (
        st.builds(wq.And, st.lists(inner | st.builds(wq.Not, inner), min_size=1, max_size=3))
        | st.builds(wq.Or, st.lists(inner | st.builds(wq.Not, inner), min_size=1, max_size=3))
        | st.builds(wq.AndNot, inner, inner)
        | st.builds(wq.Not, inner)
    ),
    max_leaves=8,
)


def library(path, commits, dropped, merged, model=MODEL):
    """A library of these commits; every entry whose number is in `dropped` is deleted."""
    made, serial = Library(path), 0
    for commit in commits:
        made.put(*({"id": f"T-{serial + at:06d}"} | entry for at, entry in enumerate(commit)))
        serial += len(commit)
    if dropped:
        made.drop(*(f"T-{one % serial:06d}" for one in dropped))
    if merged:
        made.merge()
    return made.open(model)


def whooshs(opened, query):
    """What Whoosh finds: identifiers and scores."""
    found = opened.searcher.search(query, limit=None, optimize=False)
    return {hit["id"]: hit.score for hit in found}


def ours(opened, query):
    found = opened.matches(query)
    assert found.ids.tolist() == sorted(set(found.ids.tolist()))
    named = map(opened.collection.identifier, found.ids.tolist())
    return dict(zip(named, found.scores.tolist(), strict=True))


@given(
    commits,
    st.lists(st.integers(0, 20), max_size=3),
    st.booleans(),
    st.lists(positive, min_size=1, max_size=6),
)
@settings(max_examples=40, deadline=None)
def test_the_same_records_and_scores_as_whooshs_own_matchers(commits, dropped, merged, queries):
    with tempfile.TemporaryDirectory() as path:
        opened = library(Path(path), commits, dropped, merged, PLAIN)
        for query in queries:
            found, expected = ours(opened, query), whooshs(opened, query)
            assert found.keys() == expected.keys(), query
            assert found == pytest.approx(expected, abs=1e-4), query


def by_hand(query, holding, everything):
    """Set algebra over plain sets."""
    match query:
        case wq.And():
            return everything.intersection(*(by_hand(one, holding, everything) for one in query.children()))
        case wq.Or():
            return set().union(*(by_hand(one, holding, everything) for one in query.children()))
        case wq.AndNot():
            return by_hand(query.a, holding, everything) - by_hand(query.b, holding, everything)
        case wq.Not():
            return everything - by_hand(query.query, holding, everything)
    return holding.get((query.fieldname, query.text), set())


@given(commits, st.lists(st.integers(0, 20), max_size=3), st.lists(boolean, min_size=1, max_size=10))
@settings(max_examples=40, deadline=None)
def test_boolean_queries_are_set_algebra(commits, dropped, queries):
    with tempfile.TemporaryDirectory() as path:
        opened = library(Path(path), commits, dropped, merged=False)
        numbered = [entry for commit in commits for entry in commit]
        everything = {f"T-{at:06d}" for at in range(len(numbered))} - {
            f"T-{one % len(numbered):06d}" for one in dropped
        }
        holding = {}
        for at, entry in enumerate(numbered):
            for name in ("text", "title", "about"):
                for word in entry[name].split():
                    holding.setdefault((name, word), set()).add(f"T-{at:06d}")
        holding = {key: found & everything for key, found in holding.items()}
        for query in queries:
            assert set(ours(opened, query)) == by_hand(query, holding, everything), query


def test_a_query_class_we_do_not_know_is_answered_by_whoosh(tmp_path):
    made = Library(tmp_path)
    made.put({"id": "T-1", "text": "coal mine"}, {"id": "T-2", "text": "winter"})
    opened = made.open()
    for query in (wq.Wildcard("text", "c*l"), wq.FuzzyTerm("text", "coat"), wq.TermRange("text", "a", "d")):
        assert set(ours(opened, query)) == set(whooshs(opened, query)) == {"T-1"}


def test_a_phrase_ends_where_a_passage_ends(tmp_path):
    made = Library(tmp_path)
    made.put({"id": "T-1", "text": "coal\fmine"}, {"id": "T-2", "text": "river coal mine"})
    assert set(ours(made.open(), wq.Phrase("text", ["coal", "mine"]))) == {"T-2"}
