"""The cases that S. Warner's oaipmh-validator asks of a repository, and those the protocol adds."""

import re

import pytest

from testimonies.citing import ark_of
from testimonies.vocabulary import Noun
from tests.testimonies.oai.asking import DC, MODS, OAI, ask, codes, headers
from tests.testimonies.pages.conftest import _media_of_its_own, archive  # noqa: F401

pytestmark = pytest.mark.django_db

SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
LIST = "verb=ListRecords&metadataPrefix=oai_dc"

WRONG = [
    ("", "badVerb"),
    ("junk", "badVerb"),
    ("verb=junk", "badVerb"),
    ("verb=identify", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"),
    ("verb=Identify&more=1", "badArgument"),
    ("verb=ListSets&set=claim", "badArgument"),
    ("verb=ListSets&resumptionToken=junk", "badResumptionToken"),
    ("verb=ListMetadataFormats&identifier=junk", "idDoesNotExist"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    ("verb=GetRecord&identifier=x", "badArgument"),
    ('verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc', "idDoesNotExist"),
    ("verb=GetRecord&identifier=%00%ff%3C&metadataPrefix=oai_dc", "idDoesNotExist"),
    ("verb=GetRecord&identifier=x&metadataPrefix=marc", "cannotDisseminateFormat"),
    ("verb=ListIdentifiers&until=junk", "badArgument"),
    ("verb=ListIdentifiers&from=junk", "badArgument"),
    ("verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05", "badArgument"),
    ("verb=ListIdentifiers&resumptionToken=junk", "badResumptionToken"),
    ("verb=ListIdentifiers&metadataPrefix=marc", "cannotDisseminateFormat"),
    ("verb=ListRecords", "badArgument"),
    ("verb=ListRecords&resumptionToken=junk", "badResumptionToken"),
    ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
    (f"{LIST}&metadataPrefix=mods", "badArgument"),
    (f"{LIST}&resumptionToken=junk&until=1990-01-10", "badArgument"),
    (f"{LIST}&from=junk", "badArgument"),
    (f"{LIST}&until=junk", "badArgument"),
    (f"{LIST}&from=", "badArgument"),
    (f"{LIST}&from=2002-02-30", "badArgument"),
    (f"{LIST}&from=2002-2-5", "badArgument"),
    (f"{LIST}&from=2002-02-05T05:35Z", "badArgument"),
    (f"{LIST}&from=2002-02-05T05:35:00", "badArgument"),
    (f"{LIST}&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument"),
    (f"{LIST}&from=2002-02-07&until=2002-02-06", "badArgument"),
    (f"{LIST}&until=2001-01-01", "noRecordsMatch"),
    (f"{LIST}&from=9999-01-01", "noRecordsMatch"),
    (f"{LIST}&set=really_wrong_set", "noRecordsMatch"),
    (f"{LIST}&set=%22", "badArgument"),
]


@pytest.mark.parametrize(("query", "code"), WRONG, ids=[query or "nothing" for query, _code in WRONG])
def test_a_wrong_request_gets_the_error_of_the_protocol(client, archive, query, code):  # noqa: F811
    tree = ask(client, query)
    assert codes(tree) == [code]
    request = tree.find(f"{OAI}request")
    assert request.text == "http://testserver/oai"
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_an_answer_names_its_schema_time_and_request(client, archive):  # noqa: F811
    tree = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert tree.get(SCHEMA).split() == [OAI[1:-1], "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"]
    assert [child.tag.removeprefix(OAI) for child in tree] == ["responseDate", "request", "ListRecords"]
    assert SECONDS.fullmatch(tree.findtext(f"{OAI}responseDate"))
    assert tree.find(f"{OAI}request").attrib == {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def test_identify_says_what_the_protocol_asks_in_its_order(client, archive):  # noqa: F811
    found = ask(client, verb="Identify").find(f"{OAI}Identify")
    told = {child.tag.removeprefix(OAI): child.text for child in found}
    assert list(told) == [
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "adminEmail",
        "earliestDatestamp",
        "deletedRecord",
        "granularity",
        "compression",
    ]
    assert told["baseURL"] == "http://testserver/oai"
    assert told["protocolVersion"] == "2.0"
    assert re.fullmatch(r"\S+@(\S+\.)+\S+", told["adminEmail"])
    assert (told["deletedRecord"], told["granularity"]) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert SECONDS.fullmatch(told["earliestDatestamp"])


def test_an_empty_repository_identifies_itself_and_lists_nothing(client, db):
    assert ask(client, verb="Identify").find(f"{OAI}Identify") is not None
    assert codes(ask(client, verb="ListRecords", metadataPrefix="oai_dc")) == ["noRecordsMatch"]


def test_every_kind_of_record_is_a_set_and_every_record_is_in_one(client, archive):  # noqa: F811
    sets = [spec.text for spec in ask(client, verb="ListSets").iter(f"{OAI}setSpec")]
    assert sets == Noun.values
    listed = [
        headers(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)) for spec in sets
    ]
    together = {identifier for found in listed for identifier in found}
    assert all(listed)
    assert together == set(headers(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")))
    assert len(together) == sum(map(len, listed))


def test_formats_are_the_same_for_all_and_for_one(client, archive):  # noqa: F811
    of_all = ask(client, verb="ListMetadataFormats")
    of_one = ask(client, verb="ListMetadataFormats", identifier=ark_of(archive.claim.identifier))
    for tree in (of_all, of_one):
        assert [prefix.text for prefix in tree.iter(f"{OAI}metadataPrefix")] == ["oai_dc", "mods"]


@pytest.mark.parametrize("prefix", ["oai_dc", "mods"])
def test_every_record_can_be_had_alone_and_is_the_same_in_the_list(client, archive, prefix):  # noqa: F811
    listed = ask(client, verb="ListRecords", metadataPrefix=prefix)
    for record in listed.iter(f"{OAI}record"):
        identifier = record.findtext(f"{OAI}header/{OAI}identifier")
        alone = ask(client, verb="GetRecord", identifier=identifier, metadataPrefix=prefix)
        found = alone.find(f"{OAI}GetRecord/{OAI}record")
        assert [(one.tag, one.text, one.attrib) for one in found.iter()] == [
            (one.tag, one.text, one.attrib) for one in record.iter()
        ]


def test_a_datestamp_as_from_and_until_finds_its_record(client, archive):  # noqa: F811
    for identifier, (datestamp, _status) in headers(
        ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    ).items():
        assert SECONDS.fullmatch(datestamp)
        for end in (len("2026-11-25"), len(datestamp)):
            when = {"from": datestamp[:end], "until": datestamp[:end]}
            assert identifier in headers(ask(client, verb="ListRecords", metadataPrefix="oai_dc", **when))


def test_post_answers_as_get_does(client, archive):  # noqa: F811
    arguments = {
        "verb": "GetRecord",
        "identifier": ark_of(archive.claim.identifier),
        "metadataPrefix": "oai_dc",
    }
    posted = client.post("/oai", arguments).content
    assert re.sub(rb"<responseDate>.*?<", b"<", posted) == re.sub(
        rb"<responseDate>.*?<", b"<", client.get("/oai", arguments).content
    )
    assert b"<Identify>" in client.post("/oai", {"verb": "Identify"}).content
    assert client.put("/oai").status_code == 405


def test_dublin_core_has_title_addresses_and_what_it_is_about(client, archive):  # noqa: F811
    ark = ark_of(archive.testimony.identifier)
    tree = ask(client, verb="GetRecord", identifier=ark, metadataPrefix="oai_dc")
    told = lambda name: [element.text for element in tree.iter(DC + name)]  # noqa: E731
    assert told("title") == [archive.testimony.title]
    assert told("identifier") == [f"http://testserver/testimonies/{archive.testimony.identifier}/", ark]
    assert "synthetic topic" in told("subject")
    assert f"http://testserver/{ark_of('kwalliso-18')}" in told("subject")
    assert f"http://testserver/{ark_of(archive.source.identifier)}" in told("relation")
    assert told("description") == ["First words.", "[retracted passage 2] Second words.", "Third words."]
    assert told("coverage") == ["1977 to 1987"]
    assert "Synthetic witness" not in "".join(tree.itertext())


def test_mods_keeps_passages_and_periods_apart(client, archive):  # noqa: F811
    ark = ark_of(archive.testimony.identifier)
    tree = ask(client, verb="GetRecord", identifier=ark, metadataPrefix="mods")
    notes = [(note.get("type"), note.get("displayLabel"), note.text) for note in tree.iter(f"{MODS}note")]
    assert notes == [
        ("passage", "passage 1", "First words."),
        ("retracted passage", "retracted passage 2", "Second words."),
        ("passage", "passage 3", "Third words."),
    ]
    (period,) = tree.iter(f"{MODS}temporal")
    assert (period.text, period.get("encoding")) == ("1977/1987", "edtf")
    assert tree.findtext(f".//{MODS}edition") == "version 1"


def test_characters_that_xml_cannot_hold_are_left_out(client, archive):  # noqa: F811
    tree = ask(client, "verb=ListRecords&metadataPrefix=x%0b%00y")
    assert tree.find(f"{OAI}request").get("metadataPrefix") == "xy"
