"""How many published witnesses a combination of camp, period, role, sex and kin fits.

Counted over everything published of a witness, for a reader can put several accounts together. Sex and kin
are read from words: they stand in no field. Who speaks under their own public name is exempt, for there is
nothing to find out; so is an account of no single witness.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.conf import settings

from testimonies import ledger
from testimonies.documents import TestimonyDocument
from testimonies.harm.kin import kin_words
from testimonies.harm.places import passages_of, stays_of
from testimonies.models import Stay, Testimony
from testimonies.precision import told, told_place
from testimonies.vocabulary import Naming, Noun

_SHE = re.compile(r"\b(?:she|her|hers|herself|woman|girl)\b|그녀|여성|여자", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|his|him|himself|man|boy)\b|남성|남자", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Stayed:
    """A camp, a role there, and the period as its first and last day (the ends of time where it is open)."""

    camp: str
    role: str
    first: date
    last: date

    def meets(self, other: "Stayed") -> bool:
        """Whether it may be the same stay, for all that is told."""
        same = (self.camp, self.role) == (other.camp, other.role)
        return same and self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Told:
    """What is told of one witness. `leaning` is how much oftener a word says she than he."""

    stays: frozenset[Stayed] = frozenset()
    kin: frozenset[str] = frozenset()
    leaning: int = 0

    @property
    def sex(self) -> str:
        """What the words lean to; empty when to neither."""
        return "female" if self.leaning > 0 else "male" if self.leaning < 0 else ""

    def fits(self, other: "Told") -> bool:
        """Whether `other` may be the witness of whom this is told."""
        sexes = {self.sex, other.sex} - {""}
        stays = all(any(mine.meets(theirs) for theirs in other.stays) for mine in self.stays)
        return stays and len(sexes) < 2 and self.kin <= other.kin

    def __add__(self, other: "Told") -> "Told":
        return Told(self.stays | other.stays, self.kin | other.kin, self.leaning + other.leaning)

    def __str__(self) -> str:
        stays = [f"{stay.camp} as {stay.role} {_years(stay)}".rstrip() for stay in sorted(self.stays)]
        return "; ".join([*stays, *filter(None, [self.sex, ", ".join(sorted(self.kin))])])


def too_few(testimony: Testimony) -> tuple[Told, int] | None:
    """What is told of the witness, and how many published witnesses it fits when these are fewer than k."""
    witness = testimony.witness
    if witness is None or witness.naming == Naming.PUBLIC:
        return None
    others = Testimony.objects.filter(witness=witness, identifier__isnull=False).exclude(pk=testimony.pk)
    whole = reduce(Told.__add__, _published(others.values_list("identifier", flat=True)), _draft(testimony))
    if not whole.stays:
        return None
    count = 1 + sum(whole.fits(other) for other in _others(whole, witness.pk))
    return (whole, count) if count < settings.K_ANONYMITY else None


def _others(whole: Told, witness: int) -> Iterable[Told]:
    """What is told of every other witness whose published accounts are of one of the same camps."""
    camps = {stay.camp for stay in whole.stays}
    found: dict[str, Any] = {
        item.identifier: item.document
        for camp in camps
        for item in ledger.mentioning(camp, "camp", noun=Noun.TESTIMONY)
    }
    of = Testimony.objects.filter(identifier__in=found).exclude(witness=None).exclude(witness=witness)
    by_witness: dict[int, Told] = defaultdict(Told)
    for identifier, other in of.values_list("identifier", "witness_id"):
        by_witness[other] += _of_document(found[str(identifier)])
    return by_witness.values()


def _published(identifiers: Iterable[str | None]) -> Iterable[Told]:
    found = ledger.many(filter(None, identifiers)).values()
    documents = (item.document for item in found)
    return [_of_document(document) for document in documents if isinstance(document, TestimonyDocument)]


def _of_document(document: TestimonyDocument) -> Told:
    stays = (
        _stayed(stay.camp, stay.role, *((stay.period.earliest, stay.period.latest) if stay.period else ()))
        for stay in document.stays
    )
    return _told(stays, "\n".join(passage.text for passage in document.passages))


def _draft(testimony: Testimony) -> Told:
    stays = [_as_told(stay) for stay in stays_of(testimony)]
    return _told(stays, "\n".join(passage.text for passage in passages_of(testimony)))


def _as_told(stay: Stay) -> Stayed:
    place, period = told_place(stay), told(stay, "period")
    ends = (getattr(stay, f"{period}_earliest"), getattr(stay, f"{period}_latest"))
    return _stayed(place.identifier or f"#{place.pk}", stay.role, *ends)


def _told(stays: Iterable[Stayed], text: str) -> Told:
    leaning = len(_SHE.findall(text)) - len(_HE.findall(text))
    return Told(frozenset(stays), kin_words(text), leaning)


def _stayed(camp: str, role: str, first: date | None = None, last: date | None = None) -> Stayed:
    return Stayed(camp, str(role), first or date.min, last or date.max)


def _years(stay: Stayed) -> str:
    ends = ["" if day in (date.min, date.max) else str(day.year) for day in (stay.first, stay.last)]
    return "–".join(ends) if any(ends) else ""
