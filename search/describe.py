"""How a query was understood, in words."""

from __future__ import annotations

from search.compile import Reading
from search.syntax import And, Field, Node, Not, Or, Phrase, Word, Years


def describe(node: Node | None, readings: list[Reading] | None = None) -> str:
    """The tree of a query as a line of text; names recognised in it are named. Empty for no query."""
    said = _describe(node) if node is not None else ""
    names = [f"{one.said} as {' or '.join(meant.label for meant in one.meant)}" for one in readings or ()]
    return f"{said}; reading {', '.join(names)}" if names else said


def _describe(node: Node) -> str:
    match node:
        case Word():
            return _word(node)
        case Phrase():
            return f"“{node.text}”"
        case Field():
            return f"{node.name}: {node.value}"
        case Years():
            return f"years {node.first or '…'} to {node.last or '…'}"
        case And():
            return " AND ".join(map(_grouped, node.parts))
        case Or():
            return " OR ".join(map(_grouped, node.parts))
        case Not():
            return f"NOT {_grouped(node.part)}"


def _word(word: Word) -> str:
    if word.exact:
        return f"{word.text} (this spelling)"
    if word.prefix:
        return f"words beginning with {word.text}"
    return f"words like {word.text}" if word.fuzzy else word.text


def _grouped(node: Node) -> str:
    return f"({_describe(node)})" if isinstance(node, And | Or) else _describe(node)
