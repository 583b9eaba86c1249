"""What a record must not say of itself, whichever way it was entered: asked at the gate.

The forms say the same earlier and beside the field. Circles are looked for along what is public, so that the
public derivations and broader terms never run in one, whatever the drafts say.
"""

from collections.abc import Iterable

from testimonies.circles import in_public, way_back
from testimonies.models import Claim, Record, Source, Testimony, Topic
from testimonies.precision import imprecise
from testimonies.vocabulary import PassageStanding


def unsound(record: Record) -> list[str]:
    """What is wrong with a working record, a line each; empty when it may pass."""
    match record:
        case Testimony():
            return [*_without_reference(record), *imprecise(record)]
        case Claim():
            return _of_claim(record)
        case Source():
            found = list(record.derives_from.values_list("pk", "identifier"))
            return _circle(record, found, "derives_from", "a source cannot derive from itself")
        case Topic(broader=Topic() as broader):
            found = [(broader.pk, broader.identifier)]
            return _circle(record, found, "broader", "a topic cannot be broader than itself")
    return []


def _without_reference(testimony: Testimony) -> list[str]:
    # The schema would find the first of these after all else was read: most drafts are turned back here.
    lacking = testimony.passages.filter(references=None).exclude(standing=PassageStanding.REMOVED)
    numbers = lacking.order_by("number").values_list("number", flat=True)
    return [f"passage {number} needs text and at least one reference" for number in numbers]


def _of_claim(claim: Claim) -> list[str]:
    problems = []
    if claim.low is not None and claim.high is not None and claim.low > claim.high:
        problems.append("“from” is above “to”: exchange them")
    if claim.object_id == claim.subject_id:
        problems.append("a claim cannot lead from an entity to the same entity")
    if claim.answers_id == claim.pk:
        problems.append("a claim cannot answer itself")
    return problems


def _circle(
    record: Record, targets: Iterable[tuple[int, str | None]], relation: str, refusal: str
) -> list[str]:
    known = dict(targets)
    if record.pk in known:
        return [refusal]
    if not record.identifier:
        return []  # nothing public refers to what was never public
    way = way_back(record.identifier, filter(None, known.values()), in_public(relation))
    return [f"{refusal}, and by way of {', '.join(way[:-1])} it would"] if way else []
