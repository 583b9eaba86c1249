"""Which records a name may mean: names to identifiers, from the current documents, by the archive's keys.

Held in the process for as long as the ledger's head stays where it is. The index holds no labels.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from search.naming import Meaning, Names
from testimonies import ledger
from testimonies.documents import (
    EntityDocument,
    SourceDocument,
    TopicDocument,
    WitnessDocument,
    korean_title_of,
    title_of,
)
from testimonies.models import Head
from testimonies.vocabulary import EntityKind, Noun

LONGEST_NAME = 5  # words: political prison camp No. 15


@dataclass(frozen=True)
class Authority:
    """A record that others refer to: its label and every recorded way to write it."""

    identifier: str
    noun: str
    label: str
    label_ko: str = ""
    forms: tuple[str, ...] = ()
    kind: str = ""
    number: int | None = None
    broader: str | None = None

    @property
    def called(self) -> str:
        """Its label in the reader's language, where it has one there."""
        return (self.label_ko if get_language() == "ko" else "") or self.label

    @property
    def is_camp(self) -> bool:
        """Is it a camp?"""
        return self.kind == EntityKind.CAMP

    @property
    def is_place(self) -> bool:
        """Can one have been there? A camp, a zone of one, a province."""
        return self.kind in (EntityKind.CAMP, EntityKind.ZONE, EntityKind.PLACE)

    @property
    def is_person(self) -> bool:
        """Is it a person, so that surname and given name may change places?"""
        return self.noun == Noun.WITNESS or self.kind == EntityKind.PERSON


@dataclass
class Authorities:
    """All of them as of one ledger number."""

    number: int
    by_id: dict[str, Authority] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    _narrower: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, authority: Authority) -> None:
        """Take a record in under each of its names."""
        self.by_id[authority.identifier] = authority
        if authority.is_camp and authority.number is not None:
            self.names.add_number(authority.identifier, authority.number)
        if authority.broader:
            self._narrower[authority.broader].add(authority.identifier)
        for form in authority.forms:
            self.names.add(authority.identifier, form, authority.is_person)

    def named(self, text: str) -> list[Authority]:
        """The records a spelling means, the surest first; empty for an unknown name, however near it is."""
        return [self.by_id[one.identifier] for one in self.meant(text)]

    def meant(self, text: str) -> list[Meaning]:
        """The same with how certain each is; of the equally certain camps first, then the nearest."""
        found = self.names.meant(text)
        return sorted(found, key=lambda one: (one.rank, not self.is_camp(one.identifier)))

    def meant_or_near(self, text: str) -> list[Meaning]:
        """The same, and when no meaning is sure, those with the most similar names after them, as guesses."""
        found = self.meant(text)
        if any(one.is_sure for one in found):
            return found
        known = {one.identifier for one in found}
        return found + [one for one in self.names.near(text) if one.identifier not in known]

    def camps(self, value: str) -> list[str]:
        """The camps a value of the parameter or field `camp` means: a slug, a number, or a name.

        Where no camp bears the name, the places that do: a stay may be told of as in a province alone.
        """
        if value in self.by_id:
            return [value]
        if value.isdecimal():
            return sorted(self.names.numbered(int(value)))
        named = self.named(value)
        camps = [one.identifier for one in named if one.is_camp]
        return camps or [one.identifier for one in named if one.is_place]

    def topics(self, value: str) -> list[str]:
        """The topics a slug or label means, each with all that are narrower."""
        slug = value.casefold()
        found = [slug] if slug in self.by_id else [one.identifier for one in self.named(value)]
        return sorted({key for one in found if self.is_a(one, Noun.TOPIC) for key in self.with_narrower(one)})

    def with_narrower(self, identifier: str) -> set[str]:
        """A record and everything below it in the vocabulary."""
        found, waiting = {identifier}, [identifier]
        while waiting:
            below = self._narrower.get(waiting.pop(), set()) - found
            found |= below
            waiting += below
        return found

    def with_broader(self, identifiers: Iterable[str]) -> set[str]:
        """Topics and everything above them."""
        found: set[str] = set()
        for identifier in identifiers:
            above: str | None = identifier
            while above and above not in found:
                found.add(above)
                above = self.by_id[above].broader if above in self.by_id else None
        return found

    def is_a(self, identifier: str, noun: str) -> bool:
        """Is the identifier a public record of this noun?"""
        return identifier in self.by_id and self.by_id[identifier].noun == noun

    def kind_of(self, identifier: str) -> str:
        """The kind of a source or entity; empty when it is not public."""
        return self.by_id[identifier].kind if identifier in self.by_id else ""

    def is_camp(self, identifier: str) -> bool:
        """Is it a public camp?"""
        return identifier in self.by_id and self.by_id[identifier].is_camp

    def label(self, identifier: str) -> str:
        """What a record is called; its identifier when it is not public."""
        return self.by_id[identifier].label if identifier in self.by_id else identifier


def _entity(identifier: str, document: EntityDocument) -> Authority:
    names = (document.heading, document.heading_ko, *(name.text for name in document.names))
    number = document.camp.number if document.camp else None
    return Authority(
        identifier,
        Noun.ENTITY,
        document.heading,
        document.heading_ko,
        _distinct(names),
        document.kind.value,
        number,
    )


def _witness(identifier: str, document: WitnessDocument) -> Authority:
    names = (document.public_name, *(name.text for name in document.names))
    return Authority(
        identifier, Noun.WITNESS, document.public_name, korean_title_of(document), _distinct(names)
    )


def _topic(identifier: str, document: TopicDocument) -> Authority:
    names = _distinct((document.label_en, document.label_ko))
    return Authority(
        identifier, Noun.TOPIC, document.label_en, document.label_ko, names, broader=document.broader
    )


def _authority(identifier: str, document: Any) -> Authority:
    match document:
        case EntityDocument():
            return _entity(identifier, document)
        case WitnessDocument():
            return _witness(identifier, document)
        case TopicDocument():
            return _topic(identifier, document)
        case SourceDocument():
            return Authority(identifier, Noun.SOURCE, document.title, kind=document.kind.value)
    return Authority(identifier, document.noun, title_of(document))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


_NOUNS = (Noun.ENTITY, Noun.WITNESS, Noun.TOPIC, Noun.SOURCE)
_cache: dict[str, Authorities] = {}
_lock = threading.Lock()


def current(head: Head | None = None) -> Authorities:
    """The authorities as the ledger stands; `head` spares a query to who has it already."""
    end = head or ledger.head()
    found = _cache.get(end.sha256)
    if found is None:
        with _lock:
            found = _cache.get(end.sha256) or _read(end.number)
            _cache.clear()
            _cache[end.sha256] = found
    return found


def _read(number: int) -> Authorities:
    found = Authorities(number)
    for noun in _NOUNS:
        for item in ledger.listing(noun):
            found.add(_authority(item.identifier, item.document))
    return found
