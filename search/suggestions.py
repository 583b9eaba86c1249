"""What to offer when a query finds nothing: another spelling, or any of the words instead of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from search.analysis import plain
from search.compile import Context
from search.syntax import And, Node, Or, Word

MOST = 5  # names, and spellings, for each word
LOOKED_AT, TRIED = 8, 12  # words that may be misspelt; queries that are tried
ALIKE = 0.75  # difflib's ratio


def respelled(q: str, node: Node | None, context: Context) -> Iterator[str]:
    """The query with one word spelled otherwise, likelier ones first, by the words of index and names."""
    known = {plain(form): form for one in context.authorities.by_id.values() for form in one.forms}
    for word in islice(plain_words(node), LOOKED_AT):
        said = plain(word.text)
        names = [known[key] for key in get_close_matches(said, _about_as_long(known, said), MOST, ALIKE)]
        near = get_close_matches(said, context.lexicon.near(said), MOST, ALIKE)
        for other in dict.fromkeys([*names, *near]):
            if plain(other) != said:
                yield q[: word.position] + other + q[word.position + len(word.text) :]


def _about_as_long(known: Iterable[str], said: str) -> list[str]:
    """Those whose ratio may reach ALIKE: it is twice the letters in common by the letters of both."""
    least, most = ALIKE / (2 - ALIKE) * len(said), (2 - ALIKE) / ALIKE * len(said)
    return [key for key in known if least <= len(key) <= most]


def any_of(q: str, node: Node | None) -> str | None:
    """The query for any of its words; None when it is not a row of several words."""
    if (
        not isinstance(node, And)
        or not node.adjacent
        or not all(isinstance(part, Word) for part in node.parts)
    ):
        return None
    return " OR ".join(q.split())


def plain_words(node: Node | None) -> Iterator[Word]:
    """The words of a tree that stand for themselves, in order; none under a NOT."""
    match node:
        case Word() if not (node.exact or node.fuzzy or node.prefix):
            yield node
        case And() | Or():
            for part in node.parts:
                yield from plain_words(part)
