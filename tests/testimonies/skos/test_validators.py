"""What other programs say of the vocabularies of the sample archive: rdflib reads them, pySHACL judges."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph
from rdflib.compare import isomorphic

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("loaded"),
    # Of rdflib's own reader of JSON-LD.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

SHAPES = Path(__file__).parent / "shapes.ttl"
SKOS = "http://www.w3.org/2004/02/skos/core#"


def graph(client, name, form, syntax):
    return Graph().parse(data=client.get(f"/{name}.{form}").text, format=syntax)


def judged(found):
    """Whether a graph conforms to the shapes, and the report in words."""
    conforms, _report, words = validate(found, shacl_graph=Graph().parse(SHAPES), advanced=True)
    return conforms, words


@pytest.mark.parametrize("name", ["topics", "names"])
def test_the_vocabularies_conform_to_the_shapes(client, name):
    found = graph(client, name, "ttl", "turtle")
    assert len(found) > 100
    conforms, words = judged(found)
    assert conforms, words


def test_both_forms_are_the_same_graph(client):
    turtle, json = graph(client, "topics", "ttl", "turtle"), graph(client, "topics", "jsonld", "json-ld")
    assert isomorphic(turtle, json)
    assert len(graph(client, "names", "ttl", "turtle")) == len(graph(client, "names", "jsonld", "json-ld"))


SOUND = f"""
    @prefix skos: <{SKOS}> . @prefix dct: <http://purl.org/dc/terms/> .
    <urn:s> a skos:ConceptScheme ; dct:title "Scheme"@en ; skos:hasTopConcept <urn:a> .
    <urn:a> a skos:Concept ; skos:prefLabel "A"@en ; skos:inScheme <urn:s> ; skos:topConceptOf <urn:s> .
    <urn:b> a skos:Concept ; skos:prefLabel "B"@en ; skos:inScheme <urn:s> ; skos:broader <urn:a> .
    <urn:c> a skos:Concept ; skos:prefLabel "C"@en ; skos:inScheme <urn:s> ; skos:broader <urn:b> .
"""


@pytest.mark.parametrize(
    "fault",
    [
        '<urn:a> skos:prefLabel "Another"@en .',
        '<urn:a> skos:altLabel "A"@en .',
        "<urn:a> skos:broader <urn:c> .",
        "<urn:c> skos:related <urn:a> .",
        "<urn:c> skos:broader <urn:nowhere> .",
        "<urn:a> a skos:ConceptScheme .",
        "<urn:c> skos:topConceptOf <urn:s> .",
        '<urn:d> a skos:Concept ; skos:prefLabel "D"@en .',
        '<urn:d> a skos:Concept ; skos:prefLabel "D" ; skos:inScheme <urn:s> .',
    ],
)
def test_the_shapes_find_what_is_wrong(fault):
    assert judged(Graph().parse(data=SOUND))[0]
    assert not judged(Graph().parse(data=SOUND + fault))[0]
