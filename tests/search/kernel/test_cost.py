"""What is refused before it runs, and what the refusal says."""

import pytest
from whoosh import query as wq

from search.kernel.cost import Cost, cost, problem
from tests.search.kernel.library import Library


@pytest.fixture
def opened(tmp_path):
    made = Library(tmp_path)
    made.put(*({"id": f"T-{at}", "text": "coal mine" if at % 2 else "coal"} for at in range(10)))
    return made.open()


COAL, MINE, NONE = (wq.Term("text", word) for word in ("coal", "mine", "none"))


def nested(levels):
    found = COAL
    for _ in range(levels):
        found = wq.Or([found, MINE])
    return found


def test_the_cost_of_a_query_is_the_sum_of_its_postings(opened):
    assert cost(COAL, opened) == Cost(1, 10 + 1000, 1)
    assert cost(wq.And([COAL, MINE, NONE]), opened) == Cost(3, 15 + 3000, 2)
    assert cost(wq.Not(MINE), opened) == Cost(1, 5 + 1000 + 10, 2)
    assert cost(wq.Phrase("text", ["coal", "mine"]), opened) == Cost(2, 15 + 4 * 2 * 5 + 2000, 1)


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        (nested(41), "fewer brackets"),
        (wq.Or([wq.Term("text", f"word{at}") for at in range(1501)]), "fewer words"),
        (COAL, None),
        (nested(30), None),
        (wq.Or([wq.Term("text", f"word{at}") for at in range(1500)]), None),
    ],
)
def test_a_refusal_says_how_to_narrow(opened, query, advice):
    said = problem(query, opened)
    assert said is None if advice is None else advice in said.message


def test_what_reads_too_much_is_refused(opened):
    few = Cost(terms=100, units=2_020, depth=9)
    assert problem(wq.Or([COAL, NONE]), opened, few) is None
    assert "leave out words" in problem(wq.Or([COAL, COAL, MINE]), opened, few).message
