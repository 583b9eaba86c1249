"""The glossary: terms and types of facility with their rival definitions, and the archive's own words."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.documents import EntityDocument
from testimonies.ledger import Published
from testimonies.views import words
from testimonies.views.shelf import Shelf, content
from testimonies.vocabulary import EntityKind, FacilityType, Noun, Property

SAID = (Property.DEFINITION, Property.LAW, Property.LABEL)


@dataclass(frozen=True)
class Term:
    """A term and the claims on what it means, what the law says and what else it is called."""

    entity: Published
    definitions: list[Published]
    labels: list[Published]
    camps: int | None

    @property
    def letter(self) -> str:
        """The letter it stands under."""
        return _sorted_by(self.entity)[:1].upper()

    @property
    def type(self) -> FacilityType | None:
        """The type of facility that the term names; None for other terms."""
        return facility_type(content(self.entity))


def facility_type(entity: EntityDocument) -> FacilityType | None:
    """The type of facility a term stands for: the one it shares its name with."""
    return next((kind for kind in FacilityType if kind.value == entity.slug), None)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The page. Four queries."""
    entities = ledger.listing(Noun.ENTITY)
    terms = [item for item in entities if content(item).kind == EntityKind.TERM]
    named = {item.identifier for item in terms}
    claims = [item for item in ledger.listing(Noun.CLAIM) if _on_a_word(item, named)]
    found = sorted(
        (_term(item, claims, entities) for item in terms),
        key=lambda term: _sorted_by(term.entity),
    )
    known = Shelf({item.identifier: item for item in entities})
    context = {
        "section": "glossary",
        "letters": [(letter, list(group)) for letter, group in groupby(found, key=lambda term: term.letter)],
        "types": [term for term in found if term.type],
        "lists": words.ALL,
        "shelf": known | Shelf.of(content(item) for item in (*terms, *claims)),
    }
    return render(request, "testimonies/glossary.html", context)


def _sorted_by(item: Published) -> str:
    """The heading without the marks before its first letter."""
    heading = str(content(item).heading).casefold()
    return heading.lstrip("“”‘’\"'([ ") or heading


def _on_a_word(claim: Published, named: set[str]) -> bool:
    return content(claim).subject in named and content(claim).property in SAID


def _term(item: Published, claims: list[Published], entities: list[Published]) -> Term:
    own = [claim for claim in claims if content(claim).subject == item.identifier]
    return Term(
        item,
        [claim for claim in own if content(claim).property != Property.LABEL],
        [claim for claim in own if content(claim).property == Property.LABEL],
        _camps_of(facility_type(content(item)), entities),
    )


def _camps_of(kind: FacilityType | None, entities: list[Published]) -> int | None:
    if kind is None:
        return None
    facts = (content(item).camp for item in entities)
    return sum(1 for camp in facts if camp and camp.facility_type == kind)
