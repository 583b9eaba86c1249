"""What does `field:value` ask for? A table; a value that means nothing is refused with what it may be."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import query as wq

from search.authorities import Authorities
from search.syntax import Field, QueryError
from testimonies.vocabulary import Noun, Role, SourceKind


def _any(name: str, values: Iterable[str], problem: str, position: int) -> wq.Query:
    found = sorted(values)
    if not found:
        raise QueryError(problem, position)
    return wq.ConstantScoreQuery(wq.Or([wq.Term(name, value) for value in found]), 0.0)


def _camp(known: Authorities, asked: Field) -> wq.Query:
    return _any(
        "about", known.camps(asked.value), f"No published camp is called “{asked.value}”.", asked.position
    )


def _topic(known: Authorities, asked: Field) -> wq.Query:
    return _any(
        "topics", known.topics(asked.value), f"No published topic is called “{asked.value}”.", asked.position
    )


def _witness(known: Authorities, asked: Field) -> wq.Query:
    named = {one.identifier for one in known.named(asked.value) if one.noun == Noun.WITNESS}
    found = {asked.value.upper()} if known.is_a(asked.value.upper(), Noun.WITNESS) else named
    return _any("refs", found, f"No published witness is called “{asked.value}”.", asked.position)


def _cites(known: Authorities, asked: Field) -> wq.Query:
    found = {asked.value.upper()} if known.is_a(asked.value.upper(), Noun.SOURCE) else set()
    return _any(
        "sources", found, f"“{asked.value}” is no published source: write its number, S-0001.", asked.position
    )


def _role(known: Authorities, asked: Field) -> wq.Query:
    return _any("roles", {asked.value} & set(Role.values), _not_in("role", Role.values), asked.position)


def _kind(known: Authorities, asked: Field) -> wq.Query:
    return _any("noun", {asked.value} & set(Noun.values), _not_in("kind", Noun.values), asked.position)


def _source(known: Authorities, asked: Field) -> wq.Query:
    if asked.value not in SourceKind.values:
        raise QueryError(_not_in("source", SourceKind.values), asked.position)
    of_kind = [key for key, one in known.by_id.items() if one.noun == Noun.SOURCE and one.kind == asked.value]
    return wq.ConstantScoreQuery(wq.Or([wq.Term("sources", key) for key in sorted(of_kind)]), 0.0)


def _not_in(name: str, values: list[str]) -> str:
    return f"“{name}:” is one of: {', '.join(values)}."


FIELDS = {
    "camp": _camp,
    "topic": _topic,
    "witness": _witness,
    "cites": _cites,
    "role": _role,
    "kind": _kind,
    "source": _source,
}
