"""What claims and passages rest on, read from public documents for testimonies.evidence to count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testimonies import evidence, ledger
from testimonies.documents import ClaimDocument, PassageDocument, ReferenceDocument, WitnessDocument
from testimonies.evidence import Item, Kind, Line
from testimonies.ledger import Published
from testimonies.models import Mention
from testimonies.names import person_key
from testimonies.views.shelf import Shelf, content
from testimonies.vocabulary import ClaimKind, Method, Noun, PassageStanding

_OF_A_STATE = (ClaimKind.OFFICIAL, ClaimKind.DENIAL)
_BY_METHOD = {
    Method.TESTIMONY: {Kind.TESTIMONY},
    Method.INFORMANTS: {Kind.TESTIMONY},
    Method.IMAGERY: {Kind.IMAGERY},
    Method.COMBINED: {Kind.TESTIMONY, Kind.IMAGERY},
}


@dataclass(frozen=True)
class Told:
    """A passage of an account as another page shows it; `passage` is None where nothing is left of it."""

    account: Published
    number: int
    passage: PassageDocument | None


def derivations() -> dict[str, list[str]]:
    """What each public source derives from, followed to where sources were merged. Two queries."""
    about = Mention.objects.filter(relation="derives_from", noun=Noun.SOURCE).order_by("identifier", "target")
    rows = list(about.values_list("identifier", "target"))
    into = ledger.merged(name for row in rows for name in row)
    found: dict[str, list[str]] = {}
    for identifier, target in rows:
        found.setdefault(into.get(identifier, identifier), []).append(into.get(target, target))
    return found


def circle_of(source: str, derives_from: Mapping[str, list[str]]) -> list[str]:
    """The sources by way of which one derives from itself, sorted; empty where it does not."""
    if not evidence.is_circular(source, derives_from):
        return []
    behind = evidence.grounds(source, derives_from) - {source}
    return sorted(one for one in behind if source in evidence.grounds(one, derives_from))


class Witnesses:
    """The public witnesses, found by any spelling of their names."""

    def __init__(self, known: Iterable[Published]) -> None:
        self.keys = {item.identifier: _keys(content(item)) for item in known}

    @classmethod
    def current(cls) -> "Witnesses":
        """Those who are public now. One query."""
        return cls(ledger.listing(Noun.WITNESS))

    def speaking(self, claim: ClaimDocument) -> str | None:
        """The one witness whose words a claim gives: it is testimony, and its attribution names them."""
        if claim.kind != ClaimKind.TESTIMONY and claim.method != Method.TESTIMONY:
            return None
        named = person_key(claim.attributed_to.partition(",")[0])
        return next((identifier for identifier, keys in self.keys.items() if keys & named), None)


def _keys(witness: WitnessDocument) -> frozenset[str]:
    spellings = (witness.public_name, *(name.text for name in witness.names))
    return frozenset(key for spelling in spellings for key in person_key(spelling))


def lines_of(
    claims: Iterable[Published],
    passages: Iterable[Told],
    shelf: Shelf,
    witnesses: Witnesses,
    derives_from: Mapping[str, list[str]],
) -> list[Line]:
    """The independent lines of evidence of some claims and passages. What was taken back is none."""
    items = [_of_claim(content(item), shelf, witnesses) for item in claims]
    items += [
        Item(_named(told.passage.references, shelf), frozenset({Kind.TESTIMONY}), _witness(told, shelf))
        for told in passages
        if told.passage and told.passage.standing == PassageStanding.STANDS
    ]
    return evidence.lines(items, derives_from)


def _of_claim(claim: ClaimDocument, shelf: Shelf, witnesses: Witnesses) -> Item:
    return Item(_named(claim.references, shelf), kinds_of(claim), witnesses.speaking(claim))


def kinds_of(claim: ClaimDocument) -> frozenset[Kind]:
    """What kind of evidence a claim is: by who speaks where a state does, else by its method."""
    if claim.kind in _OF_A_STATE:
        return frozenset({Kind.OFFICIAL})
    return frozenset(_BY_METHOD.get(claim.method, {Kind.DOCUMENT}))


def _named(references: Iterable[ReferenceDocument], shelf: Shelf) -> frozenset[str]:
    """The sources referred to, each followed to where it was merged."""
    found = ((shelf.get(reference.source), reference.source) for reference in references)
    return frozenset(published.identifier if published else named for published, named in found)


def _witness(told: Told, shelf: Shelf) -> str | None:
    published = shelf.get(content(told.account).witness)
    return published.identifier if published else None
