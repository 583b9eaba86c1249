"""The files of the sample's own records, read by other people's programs: the same fields in every form."""

import json

import bibtexparser
import pytest
import rispy
from rdflib.namespace import SDO

from testimonies import ledger
from testimonies.addresses import version_address_of
from testimonies.vocabulary import Noun
from tests.testimonies.citations.csl_schema import faults
from tests.testimonies.citations.test_bibtex import unescaped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

OF_EACH = 6
FORMS = ("csl.json", "ris", "bib", "jsonld")


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def records(kept, client):
    """Address -> form -> text, of some records of every kind; one account is cited to a passage too."""
    if not kept:
        for noun in Noun:
            for item in ledger.listing(noun)[:OF_EACH]:
                here = version_address_of(item).rstrip("/")
                kept[here] = {form: client.get(f"{here}.{form}").text for form in FORMS}
        passage = "/testimonies/T-000001/v1"
        kept["passage"] = {form: client.get(f"{passage}.{form}?passage=2").text for form in FORMS}
    return kept


def test_csl_json_keeps_to_the_schema(records):
    assert len(records) > 30
    found = {address: faults(json.loads(forms["csl.json"])) for address, forms in records.items()}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "testimony"},
        {"type": "document", "passage": "3"},
        {"type": "document", "author": "Someone"},
        {"type": "document", "author": [{"given": "Someone"}]},
        {"type": "document", "issued": {"date-parts": [2026]}},
        {"type": "document", "issued": "2026"},
        {"type": "document", "title": ["One", "two"]},
        {},
    ],
)
def test_the_schema_finds_what_is_wrong(wrong):
    assert faults([{"id": "x", "type": "document"}]) == []
    assert faults([{"id": "x"} | wrong])


def of_csl(text):
    (item,) = json.loads(text)
    day = "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0])
    version = f"Version {item['version']}" + (f", {item['section']}" if "section" in item else "")
    return {
        "key": item["id"],
        "title": item["title"],
        "author": item["author"][0]["literal"],
        "publisher": item["publisher"],
        "day": day,
        "genre": item["genre"],
        "number": item["number"],
        "version": version,
        "ark": item["archive_location"],
        "language": item["language"],
        "url": item["URL"],
        "note": item["note"],
    }


def of_ris(text):
    (entry,) = rispy.loads(text.replace("\r\n", "\n"))
    return {
        "key": entry["id"],
        "title": entry["title"],
        "author": entry["authors"][0],
        "publisher": entry["publisher"],
        "day": entry["date"].replace("/", "-"),
        "genre": entry["type_of_work"],
        "number": entry["accession_number"],
        "version": entry["edition"],
        "ark": entry["call_number"],
        "language": entry["language"],
        "url": entry["urls"][0],
        "note": " ".join(entry["notes"]),
    }


def of_bibtex(text):
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    told = {name: unescaped(entry[name]) for name in ("howpublished", "number", "language", "note")}
    version, _stop, note = told["note"].partition(". ")
    if version.startswith("Version") and note.startswith(tuple("0123456789")):
        # The full stop of "para. 3" is not the one after it.
        pin, _stop, note = note.partition(". ")
        version = f"{version}. {pin}"
    return {
        "key": entry.key,
        "title": unescaped(entry["title"][1:-1]),
        "author": unescaped(entry["author"][1:-1]),
        "publisher": unescaped(entry["publisher"]),
        "day": entry["date"],
        "genre": told["howpublished"],
        "number": told["number"],
        "version": version,
        "ark": entry["eprint"],
        "language": told["language"],
        "url": entry["url"],
        "note": note,
    }


def test_ris_and_bibtex_read_back_hold_the_fields_of_csl_json(records):
    for address, forms in records.items():
        expected = of_csl(forms["csl.json"])
        assert of_ris(forms["ris"]) == expected, address
        assert of_bibtex(forms["bib"]) == expected, address


def nodes(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def test_json_ld_says_only_what_schema_org_has_words_for(records):
    for address, forms in records.items():
        told = json.loads(forms["jsonld"])
        assert told["@context"] == "https://schema.org"
        for node in nodes(told):
            words = [name for name in node if not name.startswith("@")] + [node["@type"]]
            assert [word for word in words if word not in SDO] == [], address
