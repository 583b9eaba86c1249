"""The way along a relation back to where it began."""

import pytest

from testimonies.circles import broader_terms, derivations, in_public, way_back
from tests.factories import make_source, make_topic, publish


def along(edges: dict[str, list[str]], asked: list[list[str]]):
    """The step over these edges; `asked` keeps what was asked for."""

    def step(keys):
        asked.append(sorted(keys))
        return [(key, target) for key in keys for target in edges.get(key, [])]

    return step


@pytest.mark.parametrize(
    ("edges", "way"),
    [
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, ["a"]),
        ({"a": ["b"], "b": ["a"]}, ["b", "a"]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["a"]}, ["b", "d", "a"]),
        ({"a": ["b", "c"], "b": ["d"], "d": ["a"], "c": ["a"]}, ["c", "a"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, []),
    ],
)
def test_it_is_the_shortest_one_or_none(edges, way):
    assert way_back("a", edges["a"], along(edges, [])) == way


def test_each_length_is_asked_for_once_and_no_record_twice():
    asked: list[list[str]] = []
    edges = {"a": ["b", "c"], "b": ["d"], "c": ["d", "b"], "d": ["b"]}
    assert way_back("a", edges["a"], along(edges, asked)) == []
    assert asked == [["b", "c"], ["d"]]


@pytest.mark.django_db
def test_working_rows_and_the_public_are_two_things():
    one, two = publish(make_source()), publish(make_source())
    two.derives_from.add(one)
    assert list(derivations([two.pk])) == [(two.pk, one.pk)]
    assert list(in_public("derives_from")([two.identifier])) == []
    publish(two)
    assert list(in_public("derives_from")([two.identifier])) == [(two.identifier, one.identifier)]


@pytest.mark.django_db
def test_a_topic_leads_to_its_broader_term():
    top = make_topic()
    below = make_topic(broader=top)
    assert list(broader_terms([below.pk, top.pk])) == [(below.pk, top.pk)]
