"""Which record does a cell name? By any spelling of a public name; of sources also by identifier or title."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from testimonies import ledger
from testimonies.models import Record, Source
from testimonies.names import camp_number, fold, keys, looks_korean, person_key
from testimonies.vocabulary import EntityKind, Noun

SHOWN = 5
_WHERE_ONE_STAYS = (EntityKind.CAMP, EntityKind.ZONE)


@dataclass(frozen=True)
class Named:
    """One record that may be meant: its key, the word that names it for certain, what it is called."""

    pk: int
    word: str
    title: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.title} ({self.word}{f', a {self.kind}' if self.kind else ''})"


@dataclass
class _Names:
    """Records of one noun under their keys."""

    by_key: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))

    def add(self, named: Named, found: Iterable[str]) -> None:
        for key in set(found):
            if named not in self.by_key[key]:
                self.by_key[key].append(named)

    def find(self, sought: Iterable[str]) -> list[Named]:
        found = {one.pk: one for key in sought for one in self.by_key.get(key, ())}
        return sorted(found.values(), key=lambda one: one.word)


class Directory:
    """Every record a row can name, as the ledger stands when it is made: five queries."""

    def __init__(self) -> None:
        self._names = {noun: _Names() for noun in (Noun.ENTITY, Noun.WITNESS, Noun.TOPIC, Noun.SOURCE)}
        self._camp_titles: dict[str, Named] = {}
        for noun in (Noun.ENTITY, Noun.WITNESS, Noun.TOPIC):
            self._take_in_public(noun)
        for source in Source.objects.only("pk", "identifier", "title"):
            named = Named(source.pk, source.identifier or f"#{source.pk}", source.title)
            self._names[Noun.SOURCE].add(named, (plain(source.title), named.word.casefold()))

    def camps(self, cell: str) -> list[Named]:
        """The camps and zones a spelling or number may mean; else the other entities it may mean."""
        found = self._names[Noun.ENTITY].find(keys_of_place(cell))
        return [one for one in found if one.kind in _WHERE_ONE_STAYS] or found

    def near_camps(self, cell: str) -> list[Named]:
        """Camps whose names are written much like an unknown one."""
        near = difflib.get_close_matches(fold(cell), self._camp_titles, n=SHOWN, cutoff=0.75)
        return list(dict.fromkeys(self._camp_titles[key] for key in near))

    def witnesses(self, cell: str) -> list[Named]:
        """The public witnesses a spelling of a name may mean."""
        return self._names[Noun.WITNESS].find(keys_of_person(cell))

    def topics(self, cell: str) -> list[Named]:
        """The topics of this label or short name."""
        return self._names[Noun.TOPIC].find([plain(cell)])

    def sources(self, cell: str) -> list[Named]:
        """The sources of this identifier or title."""
        return self._names[Noun.SOURCE].find([plain(cell), cell.casefold()])

    def _take_in_public(self, noun: Noun) -> None:
        public = {item.identifier: item.document for item in ledger.listing(noun) if item.document}
        found = Record.objects.filter(noun=noun, identifier__in=public).values_list("pk", "identifier")
        for pk, identifier in found:
            document = public[str(identifier)]
            named = Named(pk, str(identifier), _title(document), getattr(document, "kind", None) or "")
            self._names[noun].add(named, _KEYS[noun](named, document))
            if named.kind == EntityKind.CAMP:
                self._camp_titles |= {fold(form): named for form in forms_of(document)}


def _title(document: Any) -> str:
    first = ("heading", "public_name", "label_en")
    return next(str(getattr(document, name)) for name in first if hasattr(document, name))


def forms_of(document: Any) -> Iterator[str]:
    """Every recorded way to write it."""
    for name in ("heading", "heading_ko", "public_name", "label_en", "label_ko"):
        if form := getattr(document, name, ""):
            yield form
    yield from (name.text for name in getattr(document, "names", ()))


def _of_entity(named: Named, document: Any) -> Iterator[str]:
    yield "=" + plain(named.word)
    for form in forms_of(document):
        yield "=" + plain(form)
        yield "f" + fold(form)
    if named.kind == EntityKind.CAMP and document.camp and document.camp.number is not None:
        yield f"n{document.camp.number}"


def _of_witness(named: Named, document: Any) -> Iterator[str]:
    yield plain(named.word)
    for form in forms_of(document):
        yield from keys_of_person(form)


def _of_topic(named: Named, document: Any) -> Iterator[str]:
    yield from map(plain, (named.word, *forms_of(document)))


_KEYS = {Noun.ENTITY: _of_entity, Noun.WITNESS: _of_witness, Noun.TOPIC: _of_topic}


def keys_of_place(cell: str) -> Iterator[str]:
    """Keys a cell is looked up under: many English words fold to a Korean name by accident."""
    yield "=" + plain(cell)
    number = int(cell) if cell.isdecimal() and len(cell) < 4 else camp_number(cell)
    if number is not None:
        yield f"n{number}"
    elif all(looks_korean(word) or not word.isascii() for word in cell.split()):
        yield "f" + fold(cell)


def keys_of_person(name: str) -> Iterator[str]:
    """Keys of a person's name, whichever of its parts comes first."""
    yield plain(name)
    yield from ("p" + key for key in person_key(name) if "|" in key)
    if len(name.split()) == 1:
        yield from ("w" + key for key in keys(name))


def plain(text: str) -> str:
    """A text without differences of case and blanks."""
    return " ".join(text.casefold().split())
