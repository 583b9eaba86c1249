"""The page of one account: passages with their sources in the margin, stays on a strip, what it rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from testimonies.charts.timeline import Years
from testimonies.documents import PassageDocument, TestimonyDocument
from testimonies.ledger import Published
from testimonies.views.questions import standing_in
from testimonies.views.records import Reading, RecordPage, shelf_of
from testimonies.views.shelf import content
from testimonies.vocabulary import Noun, PassageStanding


@dataclass(frozen=True)
class Rested:
    """A source an account rests on, with the passages and places: "1, 3 to 5"."""

    identifier: str
    passages: str


class TestimonyPage(RecordPage):
    """One account."""

    noun = Noun.TESTIMONY
    section = "testimonies"
    template = "testimonies/testimony.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        document: TestimonyDocument = reading.document
        shelf = shelf_of(reading)
        return {
            "shelf": shelf,
            "camps": sorted({stay.camp for stay in document.stays}),
            "topics": topics_of(document),
            "announced": any(passage.content_note for passage in document.passages),
            "years": Years.around(stay.period for stay in document.stays),
            "sources": list(rests_on(document)),
            "figures": shelf.documents(document.figures),
            "struck": any(stay.standing == PassageStanding.RETRACTED for stay in document.stays),
            "since": retracted(reading.current) - retracted(document),
            "disagreements": standing_in([reading.now.identifier]),
        }


def retracted(document: TestimonyDocument) -> set[int]:
    """Numbers of the passages that are taken back."""
    return {item.number for item in document.passages if item.standing == PassageStanding.RETRACTED}


def topics_of(document: TestimonyDocument) -> list[str]:
    """The topics of an account and of its passages, each once, in order."""
    found = list(document.topics)
    for passage in document.passages:
        found += [topic for topic in passage.topics if topic not in found]
    return found


def rests_on(document: TestimonyDocument) -> Iterable[Rested]:
    """The sources of an account, in the order in which passages name them."""
    passages: dict[str, list[int]] = {}
    for passage in document.passages:
        for source in sources_of(passage):
            passages.setdefault(source, []).append(passage.number)
    return (Rested(source, runs(numbers)) for source, numbers in passages.items())


def sources_of(passage: PassageDocument) -> list[str]:
    """Identifiers of the sources of a passage and of its retraction, each once."""
    named = [reference.source for reference in passage.references]
    if passage.retraction:
        named.append(passage.retraction.source)
    return list(dict.fromkeys(named))


def passages_naming(published: Published, relation: str, target: str) -> str:
    """Which passages of an account have a source or a topic: "2, 4 to 6"; empty for other records."""
    if not isinstance(content(published), TestimonyDocument):
        return ""
    held: Callable[[PassageDocument], Iterable[str]] = (
        sources_of if relation == "source" else attrgetter("topics")
    )
    return runs([item.number for item in content(published).passages if target in held(item)])


def runs(numbers: list[int]) -> str:
    """Numbers in words, runs of three or more drawn together: "1, 3 to 5"."""
    groups: list[list[int]] = []
    for number in sorted(numbers):
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return ", ".join(_run(group) for group in groups)


def _run(group: list[int]) -> str:
    if len(group) > 2:
        return _("%(first)s to %(last)s") % {"first": group[0], "last": group[-1]}
    return ", ".join(map(str, group))
