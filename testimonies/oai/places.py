"""Where a harvester stands in a list: a resumption token, signed, and the page it leads to.

A token pins the ledger number at which the list began. A record keeps its place by the last row it had then,
so later publications neither lengthen the list nor move what is still to come.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.core import signing

from testimonies import ledger
from testimonies.ledger import Touch
from testimonies.oai.asking import ProtocolError, Selection

PAGE = 100
_SALT = "oai"


@dataclass(frozen=True)
class Place:
    """A list asked for with `verb`, begun at ledger number `pin`.

    Records up to row `after` were given, `cursor` of them.
    """

    verb: str
    selection: Selection
    pin: int
    after: int = 0
    cursor: int = 0

    def token(self) -> str:
        """The place as a resumption token."""
        chosen = self.selection
        columns = [chosen.prefix, chosen.noun, chosen.start, chosen.end]
        return signing.dumps([self.verb, columns, self.pin, self.after, self.cursor], salt=_SALT)


@dataclass(frozen=True)
class Page:
    """Some records of a list of `size`; `rest` is the place of the next page, None on the last."""

    touches: list[Touch]
    size: int
    rest: Place | None


def place_of(token: str, verb: str) -> Place:
    """The place a token names.

    Raises ProtocolError (badResumptionToken) for one that was not given here for this verb.
    """
    try:
        told: Any = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise ProtocolError("badResumptionToken", "This token was not given here.") from None
    place = Place(told[0], Selection(*told[1]), *told[2:])
    if place.verb != verb:
        raise ProtocolError("badResumptionToken", f"This token was given for {place.verb}.")
    if place.pin > ledger.head().number:
        raise ProtocolError("badResumptionToken", "This token belongs to another ledger.")
    return place


def page_at(place: Place) -> Page:
    """The records at a place. Raises ProtocolError (noRecordsMatch) when the list is empty."""
    chosen = place.selection
    every = [
        touch
        for touch in ledger.touched(place.pin, chosen.noun or None)
        if touch.second >= chosen.start and (not chosen.end or touch.second <= chosen.end)
    ]
    if not every:
        raise ProtocolError("noRecordsMatch", "No record was published, changed or withdrawn in that time.")
    left = [touch for touch in every if touch.number > place.after]
    given, more = left[:PAGE], len(left) > PAGE
    rest = replace(place, after=given[-1].number, cursor=place.cursor + len(given)) if more else None
    return Page(given, len(every), rest)
