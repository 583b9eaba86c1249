"""The pages of sources, witnesses, entities, topics and figures: what each is, and what refers to it."""

from collections.abc import Iterable
from typing import Any

from testimonies import ledger
from testimonies.addresses import address_of
from testimonies.documents import EntityDocument
from testimonies.ledger import Published
from testimonies.views.claims import sort_claims
from testimonies.views.grounds import circle_of, derivations
from testimonies.views.questions import standing_in
from testimonies.views.records import Reading, RecordPage, shelf_of
from testimonies.views.shelf import Shelf, by_noun, content
from testimonies.views.testimony import passages_naming
from testimonies.vocabulary import EntityKind, Noun


def _claims(used: Iterable[Published]) -> list[Any]:
    return [content(item) for item in used if item.noun == Noun.CLAIM]


class SourcePage(RecordPage):
    """A source: the whole reference, what it derives from, and what rests on it."""

    noun = Noun.SOURCE
    section = "sources"
    template = "testimonies/source.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        identifier = reading.now.identifier
        used = ledger.mentioning(identifier, "source", "derives_from")
        found = by_noun(used)
        accounts = [
            (item, passages_naming(item, "source", identifier)) for item in found.get(Noun.TESTIMONY, [])
        ]
        named = [*found.get(Noun.ENTITY, []), *found.get(Noun.WITNESS, [])]
        return {
            "shelf": shelf_of(reading, _claims(used)),
            "accounts": accounts,
            "claims": found.get(Noun.CLAIM, []),
            "derived": found.get(Noun.SOURCE, []),
            "named": named,
            "circle": circle_of(identifier, derivations()),
        }


class WitnessPage(RecordPage):
    """A witness under the name that may be printed, and their accounts."""

    noun = Noun.WITNESS
    section = "testimonies"
    template = "testimonies/witness.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        accounts = ledger.mentioning(reading.now.identifier, "witness", noun=Noun.TESTIMONY)
        camps = {stay.camp for item in accounts for stay in content(item).stays}
        return {"shelf": Shelf.of([], also=camps) | shelf_of(reading), "accounts": accounts}


class EntityPage(RecordPage):
    """A place, zone, organisation, person, term or system. Camps stand at an address of their own."""

    noun = Noun.ENTITY
    template = "testimonies/entity.html"

    def elsewhere(self, now: Published) -> str:
        return address_of(now) if content(now).kind == EntityKind.CAMP else ""

    def more(self, reading: Reading) -> dict[str, Any]:
        document: EntityDocument = reading.document
        used = by_noun(ledger.mentioning(reading.now.identifier, "subject", "object", "zone", "about"))
        claims, accounts = used.get(Noun.CLAIM, []), used.get(Noun.TESTIMONY, [])
        shelf = shelf_of(reading, [content(item) for item in (*claims, *accounts)])
        return {
            "shelf": shelf,
            "claims": sort_claims(claims, reading.now.identifier),
            "named_by": [item for item in claims if content(item).object == reading.now.identifier],
            "accounts": accounts,
            "figures": shelf.documents(document.figures),
            "disagreements": standing_in(
                (item.identifier for item in claims), about=used.get(Noun.DISAGREEMENT, [])
            ),
        }


class TopicPage(RecordPage):
    """A term of the vocabulary: labels, broader, narrower, and the accounts on it."""

    noun = Noun.TOPIC
    section = "topics"
    template = "testimonies/topic.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        identifier = reading.now.identifier
        used = by_noun(ledger.mentioning(identifier, "topic", "broader"))
        accounts = [
            (item, passages_naming(item, "topic", identifier)) for item in used.get(Noun.TESTIMONY, [])
        ]
        return {"shelf": shelf_of(reading), "narrower": used.get(Noun.TOPIC, []), "accounts": accounts}


class FigurePage(RecordPage):
    """A figure with its alternative text, credit and rights, and where it is shown."""

    noun = Noun.FIGURE
    template = "testimonies/figure.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        # The file of an older version is not served: only what the current document names.
        is_served = reading.document.media == reading.current.media
        used = ledger.mentioning(reading.now.identifier, "figure")
        return {"shelf": shelf_of(reading), "is_served": is_served, "used": used}
