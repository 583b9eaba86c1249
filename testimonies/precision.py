"""Public precision: what the public is told of a date or a camp whose exact value stays private.

The coarser value must contain the exact one: of dates by their first and last days, of places along the
archive's claims that one lies in, or is part of, another.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from testimonies.dates import DateError
from testimonies.models import Claim, Entity, Stay, Testimony
from testimonies.models.columns import read
from testimonies.vocabulary import Property

Days = tuple[date, date]


def told(row: Any, name: str) -> str:
    """The name of the date column that the public is told of: the coarser one when it is set."""
    return f"public_{name}" if getattr(row, f"public_{name}") else name


def told_place(stay: Stay) -> Entity:
    """The place that the public is told of a stay."""
    return stay.public_place or stay.camp


def days(earliest: date | None, latest: date | None) -> Days:
    """First and last day, the ends of time for an open side: so that periods can be compared."""
    return earliest or date.min, latest or date.max


def within(inner: Days, outer: Days) -> bool:
    """Whether a period lies in another one."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def why_not_date(exact: str, public: str) -> str:
    """Why `public` may not be told for the date `exact`, both as said; empty when it may."""
    try:
        inner, outer = read(exact), read(public)
    except DateError:
        return ""  # told beside the field that cannot be read
    if outer is None:
        return ""
    if inner is None:
        return _("There is no exact date to tell less of: write it, or leave this empty.")
    if within(days(inner.earliest, inner.latest), days(outer.earliest, outer.latest)):
        return ""
    return _("“%(public)s” does not contain “%(exact)s”: choose a wider date.") % {
        "public": public,
        "exact": exact,
    }


def why_not_place(camp: Entity, public: Entity | None) -> str:
    """Why `public` may not be told for the camp; empty when it may."""
    if public is None or lies_in(camp.pk, public.pk):
        return ""
    return _("No published claim says that “%(camp)s” lies in “%(place)s”: choose a place that holds it.") % {
        "camp": camp,
        "place": public,
    }


def lies_in(inner: int, outer: int) -> bool:
    """Whether a published claim, or a chain of them, says that an entity lies in another one."""
    reached, ways = {inner}, {inner}
    while ways and outer not in reached:
        claims = Claim.objects.filter(subject__in=ways, property__in=(Property.PLACE, Property.PART))
        found = claims.filter(identifier__isnull=False, object__isnull=False)
        ways = set(found.values_list("object_id", flat=True)) - reached
        reached |= ways
    return outer in reached - {inner}


def imprecise(testimony: Testimony) -> Iterator[str]:
    """What is wrong with the public precision of a testimony, a line each."""
    yield from filter(None, [why_not_date(testimony.given, testimony.public_given)])
    for stay in testimony.stays.select_related("camp", "public_place"):
        reasons = (
            why_not_date(stay.period, stay.public_period),
            why_not_place(stay.camp, stay.public_place),
        )
        yield from filter(None, reasons)
