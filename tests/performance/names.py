"""How well spellings of Korean names meet: by key alone, and through the authorities of a running archive."""

from __future__ import annotations

import ast
import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from search import authorities
from search.analysis import normalised, words
from testimonies.models import Entity, Name
from testimonies.names import fold, person_key
from testimonies.vocabulary import EntityKind
from tests.factories import make_user, publish

# GeoNames' rows hold foreign and historic names (Rashin, Genzan), which are other words, not other spellings.
FOREIGN_AND_HISTORIC = "G"
SYSTEMATIC = "S"
HANGUL = "Hangul"
KINDS = {"place": EntityKind.PLACE, "term": EntityKind.TERM, "person": EntityKind.PERSON}


@dataclass(frozen=True)
class Spelling:
    """One way a name is written; `origin` is the last column of the table."""

    name: str
    kind: str
    text: str
    origin: str

    @property
    def keys(self) -> frozenset[str]:
        """Its keys, by the archive's function for its kind."""
        return person_key(self.text) if self.kind == "person" else frozenset({fold(self.text)})


def spellings(data: Path) -> list[Spelling]:
    """The table of attested spellings."""
    with (data / "name_variants.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Spelling(row["id"], row["kind"], row["variant"], row["provenance"]) for row in rows]


@dataclass(frozen=True)
class Pairs:
    """Pairs of spellings: recall, precision, and how many pairs are of one name."""

    recall: float
    precision: float
    of_one_name: int


def pairs(table: Iterable[Spelling], keys: Callable[[Spelling], frozenset[str]]) -> Pairs:
    """Over all pairs: those of one name whose keys meet, and those whose keys meet that are of one name."""
    keyed = [(spelling.name, keys(spelling)) for spelling in table]
    both = missed = wrong = 0
    for (one, ones), (other, others) in combinations(keyed, 2):
        meet = not ones.isdisjoint(others)
        both += meet and one == other
        missed += not meet and one == other
        wrong += meet and one != other
    return Pairs(both / (both + missed), both / max(1, both + wrong), both + missed)


@dataclass(frozen=True)
class NearMiss:
    """Two names that look alike and must stay apart, each with its spellings."""

    one: tuple[Spelling, ...]
    other: tuple[Spelling, ...]

    @property
    def label(self) -> str:
        """Both in Hangul."""
        return f"{self.one[0].text}/{self.other[0].text}"

    def merged(self) -> list[tuple[str, str]]:
        """The spellings of the two that share a key."""
        return [(a.text, b.text) for a in self.one for b in self.other if not a.keys.isdisjoint(b.keys)]


def near_misses(prototypes: Path) -> list[NearMiss]:
    """The pairs in the prototype's file, read as data: the file is never run."""
    tree = ast.parse((prototypes / "names" / "nearmiss.py").read_text(encoding="utf-8"))
    listed = next(node.value for node in tree.body if isinstance(node, ast.Assign))
    return [_near_miss(line) for line in str(ast.literal_eval(listed)).splitlines()]


def _near_miss(line: str) -> NearMiss:
    one, other = line.split("|")
    return NearMiss(_sided(one), _sided(other))


def _sided(side: str) -> tuple[Spelling, ...]:
    """A personal name is one spelling with a blank in it; of a place every word is a spelling."""
    hangul, latin = side.split(" ", 1)
    is_person = " " in latin and latin.split()[0] in {
        "An",
        "Kang",
        "Shin",
        "Kim",
        "Lee",
        "Han",
        "Park",
        "Ji",
    } | {
        "Jung",
        "Jang",
    }
    forms = [latin] if is_person else latin.split()
    kind = "person" if is_person else "place"
    return tuple(Spelling(hangul, kind, text, "") for text in (hangul, *forms))


def known_and_unseen(table: list[Spelling]) -> tuple[list[Spelling], list[Spelling]]:
    """What the archive is told (Hangul and the systematic forms), and what it is asked for.

    A spelling that differs from a recorded one of its name only by case, blanks or joiners is not unseen.
    """
    known = [one for one in table if one.origin in {HANGUL, SYSTEMATIC}]
    told = {(one.name, _letters(one.text)) for one in known}
    asked = {(one.name, one.text): one for one in table if (one.name, _letters(one.text)) not in told}
    return known, list(asked.values())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def publish_names(known: list[Spelling]) -> None:
    """Publish an entity for each name, with its known spellings, through the workflow."""
    author, approver = make_user("contributor"), make_user("moderator")
    for name in dict.fromkeys(one.name for one in known):
        forms = [one for one in known if one.name == name]
        entity = Entity.objects.create(
            slug=name, heading=f"Synthetic {name}", heading_ko=forms[0].text, kind=KINDS[forms[0].kind]
        )
        for form in forms:
            Name.objects.create(owner=entity, text=form.text, **_written(form))
        publish(entity, author, approver)


def _written(form: Spelling) -> dict[str, Any]:
    if form.origin == HANGUL:
        return {"language": "ko", "script": "hangul", "system": "original"}
    return {"language": "ko-Latn", "script": "latin", "system": "rr"}


@dataclass(frozen=True)
class Resolved:
    """Of the unseen spellings: how many name the right entity first and within three, and which do not."""

    asked: int
    first: int
    within_three: int
    failed: list[tuple[Spelling, list[str]]]

    @property
    def shares(self) -> tuple[float, float]:
        """First, and within three, as shares."""
        return self.first / max(1, self.asked), self.within_three / max(1, self.asked)


def resolved(unseen: Iterable[Spelling]) -> Resolved:
    """Ask the authorities for each spelling."""
    known = authorities.current()
    answers = [(one, [found.identifier for found in known.meant_or_near(one.text)]) for one in unseen]
    return Resolved(
        len(answers),
        sum(answer[:1] == [one.name] for one, answer in answers),
        sum(one.name in answer[:3] for one, answer in answers),
        [(one, answer) for one, answer in answers if answer[:1] != [one.name]],
    )


def accidental(queries: Iterable[str]) -> list[str]:
    """The stretches of queries in another language that the authorities take for a name."""
    found = []
    for query in queries:
        said = [word.text for word in words(normalised(query))]
        for length in range(1, authorities.LONGEST_NAME + 1):
            stretches = (" ".join(said[at : at + length]) for at in range(len(said) - length + 1))
            found += [stretch for stretch in stretches if authorities.current().named(stretch)]
    return found
