"""Measures, never asserts a time: queries made to hurt, answered or refused. make bench SIZE=10000."""

import os
import time

import pytest

import search
from search import keeping
from tests.performance import corpus
from tests.search.test_hostile import ANSWERED, REFUSED

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

SIZE = int(os.environ.get("SIZE", "1000"))


def dearest(made: corpus.Corpus) -> dict[str, str]:
    """The dearest queries that may be written: of the commonest words, with every sign."""
    common = [word for word in made.english if len(word) > 3][:64]
    short = [word for word in made.english if len(word) < 6]
    return {
        "32 commonest words, any": " OR ".join(common[:32]),
        "32 commonest words, all": " ".join(common[:32]),
        "a phrase of 8 commonest words": '"' + " ".join(common[:8]) + '"',
        "10 phrases, any": " OR ".join(f'"{a} {b}"' for a, b in zip(common[:10], common[10:20], strict=True)),
        "16 beginnings, any": " OR ".join(f"{word[:3]}*" for word in short[40:56]),
        "16 fuzzy, any": " OR ".join(f"{word}~" for word in common[:16]),
        "32 misspelt words": " ".join(f"{word}x" for word in common[:32]),
        "16 NOT": " ".join(f"NOT {word}" for word in common[:16]),
        "every year but some": "NOT 1960..1961 AND NOT 1970..1971 AND 1950..2020",
        "last page by date": "1950..2025",
    }


def test_no_query_takes_a_second():
    made = corpus.write(SIZE)
    keeping.rebuild()
    print(f"\n{SIZE} testimonies\n\n| query | CPU ms | answer |\n|---|---|---|")
    taken = [measure(name, q) for name, q in (REFUSED | ANSWERED | dearest(made)).items()]
    print(f"\nthe longest: {max(taken):.0f} ms of CPU")


def measure(name: str, q: str) -> float:
    started = time.process_time()
    try:
        said = (
            f"{search.find(search.SearchRequest(q=q, page=500 if 'last page' in name else 1)).total} results"
        )
    except search.QueryError as error:
        said = error.message
    taken = 1000 * (time.process_time() - started)
    print(f"| {name} | {taken:.1f} | {said[:90]} |")
    return taken
