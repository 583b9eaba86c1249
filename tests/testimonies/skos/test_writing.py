"""Turtle and JSON-LD say the same, whatever is in a text, and nothing in it ends a string early."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.skos import jsonld, turtle
from testimonies.skos.terms import Iri, Literal, Part, Resource
from tests.testimonies.skos.reading import read_jsonld, read_turtle

SUBJECT = Iri("http://archive.example/topics/one/")
HARD = [
    'say "no"',
    "back\\slash",
    'end\\"',
    "two\nlines\r\n\tand a tab",
    "\x07 bell \x7f",
    "북창 Pukch’ang 😀",
    "<script> & @en ^^xsd:date . ;",
    "",
]


def both(*values):
    """The triples of one resource, from Turtle; that JSON-LD gives the same is asserted."""
    resource = Resource(SUBJECT, "skos:Concept", tuple(("skos:note", value) for value in values))
    triples = read_turtle(turtle([resource]))
    assert triples == read_jsonld(jsonld([resource]))
    return {value for _subject, name, value in triples if name.endswith("#note")}


@pytest.mark.parametrize("text", HARD)
def test_a_text_is_read_back_as_it_was(text):
    assert both(Literal(text, "en")) == {(text, "en", "")}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "en", "ko-Latn"]))
def test_any_text_is_read_back_as_it_was(text, language):
    assert both(Literal(text, language)) == {(text, language, "")}


@pytest.mark.parametrize("language", ["Korean (South)", "e", "en us", "ko_KR", "-", 'en"'])
def test_a_language_that_is_no_tag_is_left_out(language):
    assert both(Literal("text", language)) == {("text", "", "")}


def test_an_address_cannot_end_early():
    (found,) = both(Iri('http://archive.example/a b"<>{}|^`\\c'))
    assert found == "http://archive.example/a%20b%22%3C%3E%7B%7D%7C%5E%60%5Cc"


def test_parts_datatypes_and_repeated_values():
    part = Part("skosxl:Label", (("skosxl:literalForm", Literal("Yodŏk", "ko-Latn")),))
    day = Literal("2026-11-25", datatype="xsd:date")
    found = both(part, day, day)
    assert len(found) == 2
    assert ("2026-11-25", "", "http://www.w3.org/2001/XMLSchema#date") in found
