"""From the tree of a query to Whoosh's query, and to what is to be marked in the text and said about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from whoosh import query as wq

from search.analysis import (
    core,
    grams,
    is_cjk,
    normalised,
    plain,
    sequence,
    spellings,
    stems,
    words,
)
from search.authorities import LONGEST_NAME, Authorities, Authority
from search.fields import FIELDS
from search.kernel.lexicon import Lexicon
from search.kernel.queries import Dated, Form
from search.kernel.scoring import GRAM_WEIGHT
from search.light import is_light
from search.marking import Marks
from search.syntax import And, Field, Node, Not, Or, Phrase, QueryError, Word, Years

MOST_EXPANSIONS = 200
NAME_BOOST = 2.0
PLAIN_WORDS = 2  # from so many on the first hits are compared with each other


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
    """What compiling yields: the query, what to mark, and the names recognised.

    `scored`: what adds to the score of a match without being asked for: bigrams of Korean words, the parts
    of compounds. `said`: the forms of each word that stands for itself and is no name; None for a Korean one.
    """

    query: wq.Query
    marks: Marks = field(default_factory=Marks)
    readings: list[Reading] = field(default_factory=list)
    scored: list[wq.Query] = field(default_factory=list)
    said: list[tuple[str, ...] | None] = field(default_factory=list)

    @property
    def says_enough(self) -> bool:
        """Are the first hits to be compared with each other? Not for one word, and not for Korean ones."""
        return len(self.said) >= PLAIN_WORDS and None not in self.said

    @property
    def most_said(self) -> int:
        """How often the form is said that is said most often."""
        return max(Counter(form for forms in self.said for form in forms or ()).values(), default=1)


def compile_query(node: Node | None, context: Context) -> Plan:
    """The plan for a tree. Raises QueryError when a value means nothing or a word expands too far."""
    plan = Plan(wq.Every())
    if node is not None:
        plan.query = _Compiler(context, plan).node(node)
        if plan.scored:
            plan.query = wq.AndMaybe(plan.query, wq.Or(plan.scored))
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
                return self._any(parts)
            case Not(part):
                return wq.Not(self._aside(part))
        return self._leaf(node)

    def _aside(self, node: Node) -> wq.Query:
        """A node of which nothing is gathered."""
        return _Compiler(self.context, Plan(wq.Every())).node(node)

    def _any(self, parts: tuple[Node, ...]) -> wq.Query:
        """Any of several: what says nothing is found too, but weighs nothing beside the others."""
        weighty = _weighty(parts)
        light = [_unscored(self._aside(part)) for part in parts if part not in weighty]
        return wq.Or([*(self.node(part) for part in weighty), *light])

    def _leaf(self, node: Word | Phrase | Field | Years) -> wq.Query:
        match node:
            case Word():
                return self._row((node,))
            case Phrase():
                return self._phrase(node)
            case Field():
                return FIELDS[node.name](self.context.authorities, node)
            case Years():
                return Dated(node.first, node.last)

    def _row(self, parts: tuple[Node, ...]) -> wq.Query:
        """Words side by side: names of up to four words are recognised, words that say nothing left out."""
        kept = _weighty(parts)
        found: list[wq.Query] = []
        at = 0
        while at < len(parts):
            reading, length = self._name_at(parts, at)
            part = parts[at]
            if reading:
                found.append(self._named(reading, parts[at : at + length]))
            elif part in kept:
                found.append(self._plain(part) if isinstance(part, Word) else self.node(part))
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

    def _plain(self, word: Word) -> wq.Query:
        """A word that is no name."""
        if _is_plain(word) and self.context.variants and not is_light(word.text):
            for part in words(normalised(word.text)):
                self.plan.said.append(None if is_cjk(part.text) else sought(part.text))
        return self._word(word)

    def _word(self, word: Word) -> wq.Query:
        if word.prefix or word.fuzzy:
            return self._expanded(word)
        if word.exact or not self.context.variants:
            return self._exact(word)
        parts = [part.text for part in words(normalised(word.text))]
        self.plan.marks.add_words(parts)
        for part in parts:
            self.plan.scored += _scored(part)
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
            raise QueryError(
                "More than %(most)s different words begin like this: add letters.",
                word.position,
                most=MOST_EXPANSIONS,
            )
        for spelling in found:
            self.plan.marks.add_exact([spelling])
        return wq.Or([wq.Term("exact", spelling) for spelling in found])


def _weighty(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """The parts that say something; all of them when none does."""
    kept = tuple(part for part in parts if not (isinstance(part, Word) and _is_light(part)))
    return kept or parts


def _is_light(word: Word) -> bool:
    return _is_plain(word) and is_light(word.text)


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
    """A word by its stems, as the row of its parts, and as part of a Korean word."""
    positions = stems(word) or ((),)
    if len(positions) == 1:
        ways: list[wq.Query] = [Form(form) for form in positions[0]]
    else:
        whole = [wq.Term("text", form) for form in positions[0][:2]]
        ways = [_unscored(wq.Or([*whole, _in_order("text", list(sequence(word)))]))]
    if is_cjk(word):
        ways.append(_unscored(_in_order("grams", grams(core(word)))))
    return ways[0] if len(ways) == 1 else wq.Or(ways)


def _unscored(query: wq.Query) -> wq.Query:
    return wq.ConstantScoreQuery(query, 0.0)


def _scored(word: str) -> list[wq.Query]:
    """What adds to the score of a match: of a compound its parts, of a Korean word each of its bigrams."""
    parts = [Form(form) for form in sought(word)] if len(stems(word)) > 1 else []
    pairs = grams(core(word)) if is_cjk(word) else []
    return [*parts, *(wq.Term("grams", pair, boost=GRAM_WEIGHT) for pair in pairs)]


@lru_cache(maxsize=10_000)
def sought(word: str) -> tuple[str, ...]:
    """The forms a word is scored by: its stems, or those of the parts of a compound."""
    first, *others = stems(word) or ((),)
    if not others:
        return first
    return first[-1], *(form for forms in others for form in forms)


def _in_order(name: str, pieces: list[str]) -> wq.Query:
    if not pieces:
        return wq.NullQuery
    return wq.Term(name, pieces[0]) if len(pieces) == 1 else wq.Phrase(name, pieces)
