"""Does following a relation from a record lead back to it: along working rows, or along what is public?"""

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

from testimonies.models import Mention, Source, Topic

Key = TypeVar("Key", bound=Hashable)
Step = Callable[[Collection[Key]], Iterable[tuple[Key, Key]]]


def way_back(start: Key, targets: Iterable[Key], step: Step[Key]) -> list[Key]:
    """The records one passes on the shortest way from `start` back to it, in order; `start` comes last.

    `targets` is what `start` refers to; `step` answers, for some records, the pairs of a record and one it
    refers to, and is asked once for each length of the way. Empty when no way leads back.
    """
    ways: dict[Key, list[Key]] = {target: [target] for target in targets}
    seen = set(ways)
    while ways and start not in ways:
        further: dict[Key, list[Key]] = {}
        for key, target in step(list(ways)):
            if target not in seen:
                seen.add(target)
                further[target] = [*ways[key], target]
        ways = further
    return ways.get(start, [])


def derivations(keys: Collection[int]) -> Iterable[tuple[int, int]]:
    """Which sources these sources derive from, as the working rows have it."""
    rows = Source.derives_from.through._default_manager.filter(from_source__in=keys)
    return rows.values_list("from_source_id", "to_source_id")


def broader_terms(keys: Collection[int]) -> Iterable[tuple[int, int]]:
    """The broader terms of these topics, as the working rows have it."""
    rows = Topic.objects.filter(pk__in=keys, broader__isnull=False)
    return [(pk, broader) for pk, broader in rows.values_list("pk", "broader_id") if broader is not None]


def in_public(relation: str) -> Step[str]:
    """The step along one relation of the documents that are public now."""

    def step(identifiers: Collection[str]) -> Iterable[tuple[str, str]]:
        rows = Mention.objects.filter(identifier__in=identifiers, relation=relation)
        return rows.values_list("identifier", "target")

    return step
