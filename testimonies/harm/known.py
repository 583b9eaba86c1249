"""Who is known in public by name: public witnesses and persons the archive has a page of."""

from typing import Any

from testimonies import ledger
from testimonies.names import fold, person_key
from testimonies.vocabulary import EntityKind, Naming, Noun


class KnownInPublic:
    """The names of public witnesses, public persons, and all else that has a page. Two queries."""

    def __init__(self) -> None:
        self._persons: set[str] = set()
        self._things: set[str] = set()
        for item in ledger.listing(Noun.WITNESS):
            if item.document and item.document.naming == Naming.PUBLIC:
                self._add_person(item.document.public_name, item.document)
        for item in ledger.listing(Noun.ENTITY):
            if item.document and item.document.kind == EntityKind.PERSON:
                self._add_person(item.document.heading, item.document)
            elif item.document:
                self._things |= {fold(word) for word in _spellings(item.document.heading, item.document)}

    def _add_person(self, heading: str, document: Any) -> None:
        for word in _spellings(heading, document):
            self._persons |= person_key(word)

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._things or not person_key(name).isdisjoint(self._persons)


def _spellings(heading: str, document: Any) -> list[str]:
    return [heading, *(name.text for name in document.names)]
