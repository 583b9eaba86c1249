"""Which published claims differ: the archive proposes disagreements, people decide on them.

Four ways to differ: other values at overlapping times, a number counted as something else, parts that do not
add up to the whole, and one source counted twice through another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from testimonies.documents import ClaimDocument
from testimonies.evidence import Derivations, grounds
from testimonies.vocabulary import Metric, Property

Claims = Mapping[str, ClaimDocument]
TOTALS = (Metric.STOCK, Metric.CAPACITY)


@dataclass(frozen=True)
class Proposal:
    """Claims that differ, by identifier, and how."""

    way: str
    subject: str
    claims: tuple[str, ...]


def proposals(claims: Claims, derives_from: Derivations) -> list[Proposal]:
    """Every difference found among the claims, in a stable order."""
    found = {
        *_other_values(claims),
        *_other_metrics(claims),
        *_parts_and_wholes(claims),
        *_counted_twice(claims, derives_from),
    }
    return sorted(found, key=lambda proposal: (proposal.subject, proposal.way, proposal.claims))


def _groups(claims: Claims) -> Iterator[tuple[str, list[tuple[str, ClaimDocument]]]]:
    by_subject: dict[tuple[str, Property], list[tuple[str, ClaimDocument]]] = defaultdict(list)
    for identifier, claim in sorted(claims.items()):
        by_subject[claim.subject, claim.property].append((identifier, claim))
    for (subject, _property), group in sorted(by_subject.items()):
        yield subject, group


def _other_values(claims: Claims) -> Iterator[Proposal]:
    for subject, group in _groups(claims):
        for (one, first), (two, second) in combinations(group, 2):
            if _differ(first, second):
                yield Proposal("other values", subject, (one, two))


def _differ(one: ClaimDocument, two: ClaimDocument) -> bool:
    if one.answers or two.answers:
        return False  # an answer says itself what it differs from
    if _numeric(one) and _numeric(two):
        return one.metric == two.metric and one.unit == two.unit and overlap(one, two) and _apart(one, two)
    if one.property == Property.PLACE:
        return bool(one.object and two.object) and one.object != two.object and overlap(one, two)
    if one.property == Property.STATUS and one.value and two.value:
        return _same_act_other_day(one, two) or (one.value != two.value and _opposed(one, two))
    return False


def _same_act_other_day(one: ClaimDocument, two: ClaimDocument) -> bool:
    return one.value == two.value and one.value in ("opened", "closed") and not overlap(one, two)


def _opposed(one: ClaimDocument, two: ClaimDocument) -> bool:
    words = {one.value, two.value}
    if words == {"closed", "operating"}:
        closed, open_ = (one, two) if one.value == "closed" else (two, one)
        return _latest(open_) >= _earliest(closed)
    return False


def _numeric(claim: ClaimDocument) -> bool:
    return claim.low is not None or claim.high is not None


def _bounds(claim: ClaimDocument) -> tuple[Decimal, Decimal]:
    low = Decimal(claim.low) if claim.low is not None else Decimal(0)
    return low, Decimal(claim.high) if claim.high is not None else Decimal("Infinity")


def _apart(one: ClaimDocument, two: ClaimDocument) -> bool:
    (low, high), (other_low, other_high) = _bounds(one), _bounds(two)
    return high < other_low or other_high < low


def _earliest(claim: ClaimDocument) -> date:
    return claim.as_of.earliest if claim.as_of and claim.as_of.earliest else date.min


def _latest(claim: ClaimDocument) -> date:
    return claim.as_of.latest if claim.as_of and claim.as_of.latest else date.max


def overlap(one: ClaimDocument, two: ClaimDocument) -> bool:
    """Whether the times of two claims may be the same; a claim without a date may be of any."""
    return _earliest(one) <= _latest(two) and _earliest(two) <= _latest(one)


def _other_metrics(claims: Claims) -> Iterator[Proposal]:
    for subject, group in _groups(claims):
        for (one, first), (two, second) in combinations([pair for pair in group if _numeric(pair[1])], 2):
            same_number = (first.low, first.high, first.unit) == (second.low, second.high, second.unit)
            if same_number and first.metric != second.metric:
                yield Proposal("counted as something else", subject, (one, two))


def _parts_and_wholes(claims: Claims) -> Iterator[Proposal]:
    for identifier, whole in sorted(claims.items()):
        parts = [part for entity in whole.covers for part in _parts(claims, entity, whole)]
        if (
            len(parts) == len(whole.covers) > 1
            and _numeric(whole)
            and _unequal(whole, [c for _i, c in parts])
        ):
            yield Proposal("parts and whole", whole.subject, (identifier, *(i for i, _c in parts)))


def _parts(claims: Claims, entity: str, whole: ClaimDocument) -> Iterable[tuple[str, ClaimDocument]]:
    """The first claim in the order of identifiers that counts the entity in the unit of the whole."""
    own = (
        (identifier, claim)
        for identifier, claim in sorted(claims.items())
        if claim.subject == entity
        and claim.unit == whole.unit
        and claim.metric in TOTALS
        and claim.low is not None
        and claim.high is not None
        and overlap(claim, whole)
    )
    return [pair for pair, _first in zip(own, range(1), strict=False)]


def _unequal(whole: ClaimDocument, parts: list[ClaimDocument]) -> bool:
    low, high = _bounds(whole)
    sums = [sum((_bounds(part)[side] for part in parts), Decimal(0)) for side in (0, 1)]
    return sums[0] > high or sums[1] < low


def _counted_twice(claims: Claims, derives_from: Derivations) -> Iterator[Proposal]:
    for subject, group in _groups(claims):
        for (one, first), (two, second) in combinations(group, 2):
            if _same_value(first, second) and _derived(first, second, derives_from):
                yield Proposal("one source counted twice", subject, (one, two))


def _same_value(one: ClaimDocument, two: ClaimDocument) -> bool:
    return _numeric(one) and (one.low, one.high, one.metric) == (two.low, two.high, two.metric)


def _derived(one: ClaimDocument, two: ClaimDocument, derives_from: Derivations) -> bool:
    first = {reference.source for reference in one.references}
    second = {reference.source for reference in two.references}
    return any(
        a != b and (b in grounds(a, derives_from) or a in grounds(b, derives_from))
        for a in first
        for b in second
    )
