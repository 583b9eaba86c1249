"""The two vocabularies: topics with their broader terms, and entities with every spelling of their names.

Concepts are named by the addresses of their pages. Names of witnesses are in neither: who speaks is told in
the record of the witness alone.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from testimonies import ledger
from testimonies.addresses import address_of
from testimonies.citing import ark_of
from testimonies.documents import EntityDocument, NameDocument, TopicDocument
from testimonies.ledger import Published
from testimonies.skos.terms import Iri, Literal, Part, Properties, Resource, Value
from testimonies.vocabulary import Noun, Sensitivity

Pair = tuple[str, Value]
LICENCE = Iri("https://creativecommons.org/licenses/by/4.0/")
ANNOUNCED = "Passages on this topic are announced by a content note."


def topics(site: str) -> list[Resource]:
    """The controlled vocabulary of topics, with addresses below `site` ("https://archive.example")."""
    found = ledger.listing(Noun.TOPIC)
    above = _above(found)
    scheme = Iri(f"{site}/topics/")
    tops = [Iri(site + address_of(item)) for item in found if above[item.identifier] is None]
    concepts = [_concept(item, site, scheme, tuple(_of_topic(item, above, site, scheme))) for item in found]
    return [_scheme(scheme, "Topics", tops), *concepts]


def _above(found: list[Published]) -> dict[str, Published | None]:
    """The broader topic of each, followed to where it was merged.

    The gate lets no circle through, but a merger can close one: it is opened at its first topic.
    """
    merged = ledger.merged(_broader(item) for item in found)
    known = {item.identifier: item for item in found}
    above = {key: known.get(merged.get(_broader(item), _broader(item))) for key, item in known.items()}
    for key in above:
        if key in _chain(above, key):
            above[key] = None
    return above


def _chain(above: dict[str, Published | None], key: str) -> list[str]:
    """What stands above a topic, upwards, up to the first that is met again."""
    found: list[str] = []
    upper = above[key]
    while upper is not None and upper.identifier not in found:
        found.append(upper.identifier)
        upper = above[upper.identifier]
    return found


def _broader(item: Published) -> str:
    document: TopicDocument = _document(item)
    return document.broader or ""


def _of_topic(item: Published, above: dict[str, Published | None], site: str, scheme: Iri) -> Iterator[Pair]:
    document: TopicDocument = _document(item)
    broader = above[item.identifier]
    yield "skos:prefLabel", Literal(document.label_en, "en")
    if document.label_ko:
        yield "skos:prefLabel", Literal(document.label_ko, "ko")
    if document.scope_note:
        yield "skos:scopeNote", Literal(document.scope_note, "en")
    if document.sensitivity == Sensitivity.PAINFUL:
        yield "skos:editorialNote", Literal(ANNOUNCED, "en")
    if broader is None:
        yield "skos:topConceptOf", scheme
    else:
        yield "skos:broader", Iri(site + address_of(broader))


def names(site: str) -> list[Resource]:
    """Every entity (camps, zones, places, organisations, persons, terms) with all recorded spellings.

    Each spelling is an altLabel, and a label of its own (SKOS-XL) with its system of romanization and source.
    """
    scheme = Iri(f"{site}/entities/")
    found = ledger.listing(Noun.ENTITY)
    cited = ledger.many(name.source or "" for item in found for name in _document(item).names)
    sources = {key: Iri(site + address_of(source)) for key, source in cited.items() if source.document}
    concepts = [_concept(item, site, scheme, tuple(_of_entity(item, sources, scheme))) for item in found]
    tops = [concept.iri for concept in concepts]
    return [_scheme(scheme, "Names of camps, places, organisations, persons and terms", tops), *concepts]


def _of_entity(item: Published, sources: dict[str, Iri], scheme: Iri) -> Iterator[Pair]:
    document: EntityDocument = _document(item)
    preferred = [Literal(document.heading, "en")]
    preferred += [Literal(document.heading_ko, "ko")] if document.heading_ko else []
    yield from (("skos:prefLabel", label) for label in preferred)
    written = [(name, Literal(name.text, name.language)) for name in document.names]
    # No label is both preferred and alternative (SKOS Reference, S13).
    yield from (("skos:altLabel", label) for _name, label in written if label not in preferred)
    yield from (
        ("skosxl:altLabel", _label(name, label, sources)) for name, label in written if label not in preferred
    )
    if document.about:
        yield "skos:definition", Literal(document.about, "en")
    yield "dcterms:type", Literal(str(document.kind.label), "en")
    yield "skos:topConceptOf", scheme


def _label(name: NameDocument, label: Literal, sources: dict[str, Iri]) -> Part:
    said: list[Pair] = [("skosxl:literalForm", label)]
    said.append(("dcterms:type", Literal(str(name.system.label), "en")))
    if name.source in sources:
        said.append(("dcterms:source", sources[name.source]))
    return Part("skosxl:Label", tuple(said))


def _scheme(iri: Iri, title: str, tops: list[Iri]) -> Resource:
    head = ledger.head()
    about: list[Pair] = [
        ("dcterms:title", Literal(f"{settings.ARCHIVE_NAME}: {title}", "en")),
        ("dcterms:license", LICENCE),
        ("dcterms:identifier", Literal(f"ledger {head.number}:{head.sha256}")),
    ]
    about += [("skos:hasTopConcept", top) for top in tops]
    return Resource(iri, "skos:ConceptScheme", tuple(about))


def _concept(item: Published, site: str, scheme: Iri, properties: Properties) -> Resource:
    about: list[Pair] = [
        ("skos:inScheme", scheme),
        ("dcterms:identifier", Literal(ark_of(item.identifier))),
        ("dcterms:modified", Literal(item.day, datatype="xsd:date")),
    ]
    return Resource(Iri(site + address_of(item)), "skos:Concept", (*properties, *about))


def _document(item: Published) -> Any:
    return item.document
