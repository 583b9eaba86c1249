"""Every answer keeps to the grammar of the protocol and of the format inside: a walk through an archive."""

from pathlib import Path

import pytest
from lxml import etree

from testimonies.citing import ark_of
from testimonies.oai import places
from testimonies.workflow import Action, perform
from tests.factories import make_user
from tests.testimonies.oai.asking import OAI
from tests.testimonies.oai.test_protocol import WRONG
from tests.testimonies.pages.conftest import _media_of_its_own, archive  # noqa: F401

pytestmark = pytest.mark.django_db

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "answers.rng"))
FORMATS = ("oai_dc", "mods")


def faults(content):
    """What breaks the grammar in an answer, in words."""
    return [] if GRAMMAR.validate(etree.fromstring(content)) else [str(one) for one in GRAMMAR.error_log]


def asked(client, **arguments):
    return client.get("/oai", arguments).content


def lists(client):
    """The lists of every verb and format, page by page."""
    for verb in ("ListRecords", "ListIdentifiers"):
        for prefix in FORMATS:
            content = asked(client, verb=verb, metadataPrefix=prefix)
            yield content
            while token := etree.fromstring(content).findtext(f".//{OAI}resumptionToken"):
                content = asked(client, verb=verb, resumptionToken=token)
                yield content


def answers(client):
    """Answers of every verb, format and error."""
    yield from (asked(client, verb=verb) for verb in ("Identify", "ListSets", "ListMetadataFormats"))
    yield from lists(client)
    listed = etree.fromstring(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))
    for identifier in [one.text for one in listed.iter(f"{OAI}identifier")]:
        for prefix in FORMATS:
            yield asked(client, verb="GetRecord", identifier=identifier, metadataPrefix=prefix)
    yield from (client.get(f"/oai?{query}").content for query, _code in WRONG)


def test_every_answer_keeps_to_the_grammar(client, archive, monkeypatch):  # noqa: F811
    monkeypatch.setattr(places, "PAGE", 3)
    perform(Action.WITHDRAW, archive.denial, make_user("moderator"), "wrong", reason="error")
    found = list(answers(client))
    assert len(found) > 60
    assert any(b'status="deleted"' in content for content in found)
    assert [wrong for content in found for wrong in faults(content)] == []


BROKEN = (
    ("<header>", '<header status="gone">'),
    ("<datestamp>20", "<datestamp>2"),
    ("<metadata>", "<metadata><more/>"),
    ("dc:title>", "dc:headline>"),
    ('metadataPrefix="oai_dc"', 'prefix="oai_dc"'),
    ("<setSpec>", "<setSpec>: "),
)


def test_the_grammar_finds_what_is_wrong(client, archive):  # noqa: F811
    ark = ark_of(archive.source.identifier)
    text = asked(client, verb="GetRecord", identifier=ark, metadataPrefix="oai_dc").decode()
    for sound, broken in BROKEN:
        assert sound in text
        assert faults(text.replace(sound, broken).encode()), broken
