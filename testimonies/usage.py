"""What uses a record: how many public documents, and how many drafts on the desk.

Public use is read from the ledger's mentions, drafts from working rows; only the desk sees the latter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from testimonies import ledger
from testimonies.models import (
    Claim,
    ClaimLink,
    Disagreement,
    Entity,
    Mention,
    Name,
    Passage,
    Record,
    Reference,
    Source,
    Stay,
    Testimony,
    Topic,
)
from testimonies.vocabulary import Noun, Stage

# By kind of what is used: the model that says so, its field for it, and the way to the record that uses it.
_WAYS: dict[Noun, tuple[tuple[Any, str, str], ...]] = {
    Noun.TOPIC: (
        (Testimony.topics.through, "topic", "testimony"),
        (Passage.topics.through, "topic", "passage__testimony"),
        (Topic, "broader", "pk"),
    ),
    Noun.ENTITY: (
        (Stay, "camp", "testimony"),
        (Stay, "zone", "testimony"),
        (Stay, "public_place", "testimony"),
        (Claim, "subject", "pk"),
        (Claim, "object", "pk"),
        (Claim.alternatives.through, "entity", "claim"),
        (Claim.covers.through, "entity", "claim"),
        (Disagreement.subjects.through, "entity", "disagreement"),
    ),
    Noun.SOURCE: (
        (Reference, "source", "passage__testimony"),
        (Reference, "source", "claim"),
        (Passage, "retraction_source", "testimony"),
        (Source.derives_from.through, "to_source", "from_source"),
        (Name, "source", "owner"),
    ),
    Noun.WITNESS: ((Testimony, "witness", "pk"),),
    Noun.FIGURE: (
        (Testimony.figures.through, "figure", "testimony"),
        (Entity.figures.through, "figure", "entity"),
    ),
    Noun.CLAIM: ((Claim, "answers", "pk"), (ClaimLink, "target", "claim")),
}


def drafts_using(noun: str, targets: Iterable[int] | None = None) -> dict[int, set[int]]:
    """Keys of the records on the desk that are not settled, by the record of this kind that they use.

    Of all records of the kind, or of those with the keys `targets`. One query for each way of using it.
    """
    found: dict[int, set[int]] = defaultdict(set)
    drafts = Record.objects.exclude(stage=Stage.SETTLED).values("pk")
    chosen = None if targets is None else list(targets)
    for model, target, user in _WAYS.get(Noun(noun), ()):
        rows = model._default_manager.filter(**{f"{target}__isnull": False, f"{user}__in": drafts})
        if chosen is not None:
            rows = rows.filter(**{f"{target}__in": chosen})
        for used, using in rows.order_by().values_list(target, user):
            found[used].add(using)
    return found


def public_using(*relations: str) -> Counter[str]:
    """How many public documents refer to each record by one of these relations, by its identifier.

    What refers to a record that was merged counts for the one it leads to. Two queries.
    """
    counted = Mention.objects.filter(relation__in=relations).order_by().values("target")
    found = {row["target"]: row["n"] for row in counted.annotate(n=Count("identifier", distinct=True))}
    into = ledger.merged(found) if found else {}
    uses: Counter[str] = Counter()
    for target, number in found.items():
        uses[into.get(target, target)] += number
    return uses
