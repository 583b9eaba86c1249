"""Which differences between public claims no disagreement holds yet, and the draft that one becomes.

The archive proposes (testimonies.differing), people decide: a draft takes the usual way through review.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from testimonies import ledger
from testimonies.differing import Proposal, proposals
from testimonies.documents import ClaimDocument
from testimonies.models import Claim, Disagreement, Entity, Head, Side
from testimonies.templatetags.records import amount
from testimonies.views.shelf import content
from testimonies.vocabulary import Noun, Property, Question
from testimonies.workflow import Action, Refused, perform

LONGEST = 200  # characters of a question or an answer

# The sides of one disagreement, each as the identifiers of its claims.
Sides = list[set[str]]


@dataclass(frozen=True)
class Differing:
    """The proposals that are open, and the public claims they are about, by identifier."""

    claims: Mapping[str, ledger.Published]
    open: list[Proposal]

    @classmethod
    def found(cls) -> "Differing":
        """Look through all public claims. Three queries; the time grows with the claims of one subject."""
        claims = {item.identifier: item for item in ledger.listing(Noun.CLAIM) if item.document}
        sources = (item for item in ledger.listing(Noun.SOURCE) if item.document)
        derives_from = {item.identifier: content(item).derives_from for item in sources}
        every = proposals({key: content(item) for key, item in claims.items()}, derives_from)
        disagreements = _existing()
        return cls(claims, [one for one in every if not is_held(one, disagreements)])

    def documents(self, proposal: Proposal) -> list[ClaimDocument]:
        """The claims of one proposal, in its order."""
        return [content(self.claims[identifier]) for identifier in proposal.claims]


def key_of(proposal: Proposal) -> str:
    """One word for a proposal: what its button sends."""
    return ",".join((proposal.way.replace(" ", "-"), *proposal.claims))


def is_held(proposal: Proposal, disagreements: Iterable[Sides]) -> bool:
    """Whether some disagreement has the first claim on one side and all the others on other sides."""
    first, *others = proposal.claims
    for sides in disagreements:
        for side in sides:
            elsewhere = set().union(*(other for other in sides if other is not side))
            if first in side and elsewhere.issuperset(others):
                return True
    return False


def _existing() -> list[Sides]:
    """Every disagreement's sides, whatever its stage."""
    rows = Side.claims.through._default_manager.filter(claim__identifier__isnull=False)
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for disagreement, side, claim in rows.values_list("side__disagreement", "side", "claim__identifier"):
        found[disagreement][side].add(str(claim))
    return [list(sides.values()) for sides in found.values()]


def open_draft(key: str, user: AbstractBaseUser, status: Question = Question.OPEN) -> Disagreement:
    """Make the proposal with this key a draft of this status, edited by this person.

    Raises Refused when it is no longer open, or when the person may not contribute.
    """
    with transaction.atomic():
        # The lock lets one person open a draft at a time, so that a button pressed twice makes one.
        Head.objects.select_for_update().get()
        differing = Differing.found()
        proposal = next((one for one in differing.open if key_of(one) == key), None)
        if proposal is None:
            raise Refused("This is no longer proposed: a disagreement holds it, or the claims have changed.")
        draft = _draft(proposal, differing.documents(proposal), status)
        perform(Action.EDIT, draft, user)
    return draft


def _draft(proposal: Proposal, documents: list[ClaimDocument], status: Question) -> Disagreement:
    entity = Entity.objects.get(identifier=proposal.subject)
    asked = question(proposal, documents, str(entity))[:LONGEST]
    draft = Disagreement.objects.create(question=asked, status=status)
    draft.subjects.add(entity)
    rows = {claim.identifier: claim for claim in Claim.objects.filter(identifier__in=proposal.claims)}
    whole, *parts = proposal.claims
    for said, claims in zip(answers(proposal, documents), ([whole], parts), strict=True):
        side = Side.objects.create(disagreement=draft, answer=said[:LONGEST])
        side.claims.set([rows[identifier] for identifier in claims])
    return draft


def question(proposal: Proposal, documents: list[ClaimDocument], subject: str) -> str:
    """A neutral question on what differs."""
    first = documents[0]
    match proposal.way:
        case "parts and whole":
            return f"{subject}: do the parts add up to the whole?"
        case "one source counted twice":
            return f"{subject}: one line of evidence, or two?"
        case "counted as something else":
            return f"{subject}: what does the number {amount(first)} count?"
    if first.property == Property.PLACE:
        return f"{subject}: in which place?"
    if first.property == Property.STATUS:
        same = first.value == documents[1].value
        return f"{subject}: when was it {first.value}?" if same else f"{subject}: closed or operating?"
    counted = f" ({first.metric.label})" if first.metric else ""
    return f"{subject}: which number of {first.unit}{counted}?"


def answers(proposal: Proposal, documents: list[ClaimDocument]) -> tuple[str, str]:
    """What the two sides answer, in the claims' own terms."""
    first, second = documents[:2]
    match proposal.way:
        case "parts and whole":
            return _value(first), f"The parts added up: {_added(documents[1:])} {first.unit}"
        case "one source counted twice":
            return first.heading, second.heading
        case "counted as something else":
            return _counted(first), _counted(second)
    return _value(first), _value(second)


def _value(claim: ClaimDocument) -> str:
    """What a claim says, with the time it says it of."""
    said = amount(claim) or claim.heading
    return f"{said}, as of {claim.as_of.text}" if claim.as_of else said


def _counted(claim: ClaimDocument) -> str:
    return f"{amount(claim)}, {claim.metric.label}" if claim.metric else amount(claim)


def _added(parts: list[ClaimDocument]) -> str:
    low = sum((Decimal(part.low or 0) for part in parts), Decimal(0))
    high = sum((Decimal(part.high or 0) for part in parts), Decimal(0))
    return f"{low:,f}" if low == high else f"{low:,f}–{high:,f}"
