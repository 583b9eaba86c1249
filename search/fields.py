"""What does `field:value` ask for? A table; a value that means nothing is refused with what it may be."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import query as wq

from search.authorities import Authorities
from search.syntax import Field, QueryError
from testimonies.vocabulary import Noun, Role, SourceKind


def _any(name: str, values: Iterable[str], otherwise: QueryError) -> wq.Query:
    found = sorted(values)
    if not found:
        raise otherwise
    return wq.ConstantScoreQuery(wq.Or([wq.Term(name, value) for value in found]), 0.0)


def _camp(known: Authorities, asked: Field) -> wq.Query:
    unknown = QueryError("No published camp is called “%(value)s”.", asked.position, value=asked.value)
    return _any("about", known.camps(asked.value), unknown)


def _topic(known: Authorities, asked: Field) -> wq.Query:
    unknown = QueryError("No published topic is called “%(value)s”.", asked.position, value=asked.value)
    return _any("topics", known.topics(asked.value), unknown)


def _witness(known: Authorities, asked: Field) -> wq.Query:
    named = {one.identifier for one in known.named(asked.value) if one.noun == Noun.WITNESS}
    found = {asked.value.upper()} if known.is_a(asked.value.upper(), Noun.WITNESS) else named
    unknown = QueryError("No published witness is called “%(value)s”.", asked.position, value=asked.value)
    return _any("refs", found, unknown)


def _cites(known: Authorities, asked: Field) -> wq.Query:
    found = {asked.value.upper()} if known.is_a(asked.value.upper(), Noun.SOURCE) else set()
    unknown = QueryError(
        "“%(value)s” is no published source: write its number, S-0001.", asked.position, value=asked.value
    )
    return _any("sources", found, unknown)


def _role(known: Authorities, asked: Field) -> wq.Query:
    return _any("roles", {asked.value} & set(Role.values), _not_in(asked, Role.values))


def _kind(known: Authorities, asked: Field) -> wq.Query:
    return _any("noun", {asked.value} & set(Noun.values), _not_in(asked, Noun.values))


def _source(known: Authorities, asked: Field) -> wq.Query:
    if asked.value not in SourceKind.values:
        raise _not_in(asked, SourceKind.values)
    of_kind = [key for key, one in known.by_id.items() if one.noun == Noun.SOURCE and one.kind == asked.value]
    return wq.ConstantScoreQuery(wq.Or([wq.Term("sources", key) for key in sorted(of_kind)]), 0.0)


def _not_in(asked: Field, values: list[str]) -> QueryError:
    known = ", ".join(values)
    return QueryError("“%(name)s:” is one of: %(known)s.", asked.position, name=asked.name, known=known)


FIELDS = {
    "camp": _camp,
    "topic": _topic,
    "witness": _witness,
    "cites": _cites,
    "role": _role,
    "kind": _kind,
    "source": _source,
}
