"""Which records a form field may name, and by which words one names them.

A record is written as its identifier (of an unpublished one: “#17”) and its title: “S-0042 Hawk, The Hidden
Gulag”. The first word alone is enough, and so is any spelling of any of its names, a camp's number, and any
part of what is written that fits one record only.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from testimonies.forms.spelled import Spellings
from testimonies.models import (
    Claim,
    Collection,
    Disagreement,
    Entity,
    Figure,
    Record,
    Source,
    Testimony,
    Topic,
    Witness,
)
from testimonies.vocabulary import EntityKind, Noun

LISTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "source": lambda: Source.objects.order_by("title"),
    "camp": lambda: Entity.objects.filter(kind=EntityKind.CAMP).order_by("heading"),
    "zone": lambda: Entity.objects.filter(kind=EntityKind.ZONE).order_by("heading"),
    "entity": lambda: Entity.objects.order_by("heading"),
    "witness": lambda: Witness.objects.order_by("public_name"),
    "topic": lambda: Topic.objects.order_by("label_en"),
    "figure": lambda: Figure.objects.order_by("title"),
    "testimony": lambda: Testimony.objects.order_by("title"),
    "claim": lambda: Claim.objects.order_by("heading"),
    "disagreement": lambda: Disagreement.objects.order_by("question"),
    "collection": lambda: Collection.objects.order_by("title"),
    "record": lambda: _published(),
}
# A list that offers the likely ones, and the list of everything one may name there by its identifier.
WIDER = {"camp": "entity"}
SHOWN = 5


def _published() -> QuerySet[Record]:
    """Every record that was ever published, whatever its kind: one can pin only those."""
    nouns = (f"as_{noun}" for noun in Noun.values)
    return Record.objects.filter(identifier__isnull=False).select_related(*nouns).order_by("identifier")


class Directory:
    """The records that can be named, by list; each list is read once, when it is first asked for."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[str, Record]] = {}
        self._spellings: dict[str, Spellings] = {}

    def records(self, name: str) -> dict[str, Record]:
        """The records of one list by what is written for them, in the list's order."""
        if name not in self._lists:
            found = (_whole(record) for record in LISTS[name]())
            self._lists[name] = {written(record): record for record in found}
        return self._lists[name]

    def of_pk(self, name: str, pk: object) -> str:
        """What is written for the record with this primary key; empty when no list has it."""
        found = (words for words, record in self.records(name).items() if str(record.pk) == str(pk))
        return next(found, "") or (self.of_pk(WIDER[name], pk) if name in WIDER else "")

    def named(self, name: str, words: str) -> Record:
        """The record that `words` name. Raises ValidationError that says what would be right."""
        sought = words.strip()
        found = self._exactly(name, sought)
        if found:
            return found
        meant = (
            self.spellings(name).meant(sought) or self._containing(name, sought) or self._wider(name, sought)
        )
        if len(meant) == 1:
            return meant[0]
        raise ValidationError(
            _several(sought, [written(one) for one in meant]) if meant else _unknown(name, sought),
            code="unknown",
        )

    def spellings(self, name: str) -> Spellings:
        """The records of one list by every spelling of their names; made when first asked for."""
        if name not in self._spellings:
            self._spellings[name] = Spellings(self.records(name).values())
        return self._spellings[name]

    def _containing(self, name: str, sought: str) -> list[Record]:
        part = sought.casefold()
        return [record for words, record in self.records(name).items() if part in words.casefold()]

    def _wider(self, name: str, sought: str) -> list[Record]:
        return self.spellings(WIDER[name]).meant(sought) if name in WIDER else []

    def _exactly(self, name: str, sought: str) -> Record | None:
        """The record written or identified so, in this list or the wider one."""
        records, word = self.records(name), sought.split(" ", 1)[0]
        # “#17” goes on naming what was published since it was written.
        first = [record for record in records.values() if word in (word_for(record), f"#{record.pk}")]
        found = records.get(sought) or (first[0] if len(first) == 1 else None)
        return found or (self._exactly(WIDER[name], sought) if name in WIDER else None)


def _whole(record: Record) -> Record:
    """The record under its title. A camp stays an entity here, which costs no query."""
    own: Record = getattr(record, f"as_{record.noun}") if type(record) is Record else record
    return own


def word_for(record: Record) -> str:
    """The one word that names a record: its identifier, or “#” and its key while it is unpublished."""
    return record.identifier or f"#{record.pk}"


def written(record: Record) -> str:
    """What a form shows for a record: “kwalliso-18 Camp 18”."""
    return f"{word_for(record)} {record}"


def _several(sought: str, fitting: list[str]) -> str:
    shown = "; ".join(fitting[:SHOWN]) + ("; …" if len(fitting) > SHOWN else "")
    return _("“%(sought)s” fits several: %(shown)s. Write the first word of the one you mean.") % {
        "sought": sought,
        "shown": shown,
    }


def _unknown(name: str, sought: str) -> str:
    return _(
        "No %(name)s is known as “%(sought)s”. Choose one from the list, or enter it as a record first."
    ) % {"name": name, "sought": sought}
