"""From the tree of a query to Whoosh's query, and to what is to be marked in the text and said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from whoosh import query as wq

from search.analysis import (
    core,
    grams,
    is_cjk,
    is_stop_word,
    normalised,
    plain,
    sequence,
    spellings,
    stems,
    words,
)
from search.authorities import LONGEST_NAME, Authorities, Authority
from search.kernel.evaluate import Dated
from search.kernel.lexicon import Lexicon
from search.marking import Marks
from search.syntax import And, Field, Node, Not, Or, Phrase, QueryError, Word, Years
from testimonies.vocabulary import Noun, Role, SourceKind

MOST_EXPANSIONS = 200
TITLE_BOOST, NAME_BOOST, GRAM_BOOST = 2.0, 2.0, 0.3


@dataclass(frozen=True)
class Context:
    """What a compilation looks things up in. Without `variants` every word is taken as it is spelt."""

    authorities: Authorities
    lexicon: Lexicon
    variants: bool = True


@dataclass(frozen=True)
class Reading:
    """Words read as a name: of one record, or of several when the spelling is ambiguous."""

    said: str
    meant: tuple[Authority, ...]


@dataclass
class Plan:
    """What compiling yields: the query, what to mark, and the names recognised."""

    query: wq.Query
    marks: Marks = field(default_factory=Marks)
    readings: list[Reading] = field(default_factory=list)


def compile_query(node: Node | None, context: Context) -> Plan:
    """The plan for a tree. Raises QueryError when a value means nothing or a word expands too far."""
    plan = Plan(wq.Every())
    if node is not None:
        plan.query = _Compiler(context, plan).node(node)
    return plan


class _Compiler:
    """One walk over the tree, gathering marks and readings on the way; under a NOT nothing is gathered."""

    def __init__(self, context: Context, plan: Plan) -> None:
        self.context, self.plan = context, plan

    def node(self, node: Node) -> wq.Query:
        """Whoosh's query for one node."""
        match node:
            case And(parts, adjacent):
                return self._row(parts) if adjacent else wq.And([self.node(part) for part in parts])
            case Or(parts):
                return wq.Or([self.node(part) for part in parts])
            case Not(part):
                return wq.Not(_Compiler(self.context, Plan(wq.Every())).node(part))
        return self._leaf(node)

    def _leaf(self, node: Word | Phrase | Field | Years) -> wq.Query:
        match node:
            case Word():
                return self._row((node,))
            case Phrase():
                return self._phrase(node)
            case Field():
                return _FIELDS[node.name](self.context.authorities, node)
            case Years():
                return Dated(node.first, node.last)

    def _row(self, parts: tuple[Node, ...]) -> wq.Query:
        """Words side by side: names of up to four words are recognised, very common words left out."""
        kept = _without_stop_words(parts)
        found: list[wq.Query] = []
        at = 0
        while at < len(parts):
            reading, length = self._name_at(parts, at)
            part = parts[at]
            if reading:
                found.append(self._named(reading, parts[at : at + length]))
            elif part in kept:
                found.append(self._word(part) if isinstance(part, Word) else self.node(part))
            at += length
        return found[0] if len(found) == 1 else wq.And(found)

    def _name_at(self, parts: tuple[Node, ...], at: int) -> tuple[Reading | None, int]:
        """The longest name that begins at a place, and how many words it takes."""
        for length in range(min(LONGEST_NAME, len(parts) - at), 0, -1):
            said = _said(parts[at : at + length]) if self.context.variants else ""
            meant = self.context.authorities.named(said) if said else []
            if meant:
                return Reading(said, tuple(meant)), length
        return None, 1

    def _named(self, reading: Reading, parts: tuple[Node, ...]) -> wq.Query:
        self.plan.readings.append(reading)
        ways = [_together([self._word(part) for part in parts if isinstance(part, Word)])]
        for meant in reading.meant:
            referred = sorted(self.context.authorities.with_narrower(meant.identifier))
            ways.append(wq.Or([wq.Term("refs", target, boost=NAME_BOOST) for target in referred]))
            ways += [self._name(form) for form in meant.forms]
        return wq.Or([way for way in ways if way != wq.NullQuery])

    def _name(self, form: str) -> wq.Query:
        """A recorded name, wherever a text has it; Korean marks and case do not matter."""
        self.plan.marks.add_name(form)
        return _in_order("text", [piece for word in words(normalised(form)) for piece in sequence(word.text)])

    def _word(self, word: Word) -> wq.Query:
        if word.prefix or word.fuzzy:
            return self._expanded(word)
        if word.exact or not self.context.variants:
            return self._exact(word)
        parts = [part.text for part in words(normalised(word.text))]
        self.plan.marks.add_words(parts)
        return _together([_anyhow(part) for part in parts])

    def _exact(self, word: Word) -> wq.Query:
        pieces = [spellings(part.text)[0] for part in words(normalised(word.text))]
        self.plan.marks.add_exact(pieces)
        return _in_order("exact", pieces)

    def _phrase(self, phrase: Phrase) -> wq.Query:
        pieces = [spellings(part.text)[0] for part in words(normalised(phrase.text))]
        self.plan.marks.add_exact(pieces)
        return _in_order("exact", pieces)

    def _expanded(self, word: Word) -> wq.Query:
        start = plain(normalised(word.text))
        lexicon = self.context.lexicon
        found = lexicon.beginning(start, MOST_EXPANSIONS + 1) if word.prefix else lexicon.near(start)
        if len(found) > MOST_EXPANSIONS:
            message = f"More than {MOST_EXPANSIONS} different words begin like this: add letters."
            raise QueryError(message, word.position)
        for spelling in found:
            self.plan.marks.add_exact([spelling])
        return wq.Or([wq.Term("exact", spelling) for spelling in found])


def _without_stop_words(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    kept = tuple(part for part in parts if not (_is_plain(part) and is_stop_word(part.text)))  # type: ignore[union-attr]
    return kept or parts


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word) and not (node.exact or node.fuzzy or node.prefix)


def _said(parts: tuple[Node, ...]) -> str:
    """The words as one text, when all of them are plain words; else nothing."""
    return (
        " ".join(part.text for part in parts if isinstance(part, Word)) if all(map(_is_plain, parts)) else ""
    )


def _together(queries: list[wq.Query]) -> wq.Query:
    return queries[0] if len(queries) == 1 else wq.And(queries)


def _anyhow(word: str) -> wq.Query:
    """A word by its stems in text and title, as the row of its parts, and as part of a Korean word."""
    positions = stems(word)
    ways: list[wq.Query] = [
        wq.Term("text", form) for form in positions[0][: None if len(positions) == 1 else 2]
    ]
    ways += [wq.Term("title", form, boost=TITLE_BOOST) for form in positions[0][:1]]
    if len(positions) > 1:
        ways.append(_in_order("text", list(sequence(word))))
    if is_cjk(word):
        ways.append(_within(core(word)))
    return wq.Or(ways)


def _within(word: str) -> wq.Query:
    found = _in_order("grams", grams(word))
    if found != wq.NullQuery:
        found.boost = GRAM_BOOST
    return found


def _in_order(name: str, pieces: list[str]) -> wq.Query:
    if not pieces:
        return wq.NullQuery
    return wq.Term(name, pieces[0]) if len(pieces) == 1 else wq.Phrase(name, pieces)


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


_FIELDS = {
    "camp": _camp,
    "topic": _topic,
    "witness": _witness,
    "cites": _cites,
    "role": _role,
    "kind": _kind,
    "source": _source,
}
