"""What is gone stays listed as deleted, without a word of its content; drafts are never listed."""

import pytest

from testimonies.citing import ark_of
from testimonies.models import Passage
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_testimony, make_user, publish
from tests.testimonies.oai.asking import OAI, ask, headers
from tests.testimonies.pages.conftest import _media_of_its_own, archive  # noqa: F401

pytestmark = pytest.mark.django_db

FORMATS = ("oai_dc", "mods")


def everything(client):
    """All that lists and single answers say, in every format."""
    lists = [
        client.get("/oai", {"verb": verb, "metadataPrefix": prefix}).text
        for verb in ("ListRecords", "ListIdentifiers")
        for prefix in FORMATS
    ]
    identifiers = headers(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))
    alone = [
        client.get("/oai", {"verb": "GetRecord", "metadataPrefix": prefix, "identifier": one}).text
        for one in identifiers
        for prefix in FORMATS
    ]
    return "".join(lists + alone)


def status(client, record):
    """The header's status of a record, the same in the list and alone."""
    ark = ark_of(record.identifier)
    listed = headers(ask(client, verb="ListRecords", metadataPrefix="oai_dc"))[ark]
    alone = headers(ask(client, verb="GetRecord", metadataPrefix="mods", identifier=ark))[ark]
    assert listed == alone
    return listed[1]


def test_a_withdrawn_record_is_deleted_for_ever(client, archive):  # noqa: F811
    assert "First words" in everything(client)
    perform(Action.WITHDRAW, archive.testimony, make_user("moderator"), "asked for", reason="consent")
    assert status(client, archive.testimony) == "deleted"
    said = everything(client)
    assert not [words for words in ("First words", "Third words", archive.testimony.title) if words in said]


def test_a_deleted_record_is_a_header_alone_with_set_and_the_time_of_its_end(client, archive):  # noqa: F811
    ark = ark_of(archive.testimony.identifier)
    perform(Action.WITHDRAW, archive.testimony, make_user("moderator"), "asked for", reason="consent")
    record = ask(client, verb="GetRecord", identifier=ark, metadataPrefix="oai_dc").find(f".//{OAI}record")
    assert [child.tag for child in record] == [f"{OAI}header"]
    row = archive.testimony.ledger_rows.get(kind="withdrawn")
    assert [one.text for one in record[0]] == [ark, f"{row.at[:19]}Z", "testimony"]
    found = ask(client, verb="ListRecords", metadataPrefix="oai_dc", **{"from": f"{row.at[:19]}Z"})
    assert headers(found)[ark] == (f"{row.at[:19]}Z", "deleted")


def test_a_merged_record_is_deleted(client, archive):  # noqa: F811
    kept = publish(make_source(title="The one that is kept"))
    perform(Action.MERGE, archive.source, make_user("moderator"), "the same book", into=kept)
    assert status(client, archive.source) == "deleted"
    assert status(client, kept) is None


def test_an_erased_record_is_deleted_and_nothing_of_it_is_told(client, archive):  # noqa: F811
    title = archive.testimony.title
    perform(Action.ERASE, archive.testimony, make_user("custodian", is_superuser=True))
    assert status(client, archive.testimony) == "deleted"
    said = everything(client)
    assert not [words for words in ("First words", "Second words", "Third words", title) if words in said]


def test_an_erased_passage_is_told_nowhere_and_the_record_comes_back_without_it(client, archive):  # noqa: F811
    perform(Action.ERASE, archive.testimony, make_user("custodian", is_superuser=True), passage=1)
    assert status(client, archive.testimony) == "deleted"
    assert "First words" not in everything(client)
    publish(archive.testimony)
    assert status(client, archive.testimony) is None
    said = everything(client)
    assert "First words" not in said
    assert "Third words" in said


def test_a_record_published_anew_after_a_withdrawal_is_no_longer_deleted(client, archive):  # noqa: F811
    perform(Action.WITHDRAW, archive.claim, make_user("moderator"), "wrong", reason="error")
    assert status(client, archive.claim) == "deleted"
    publish(archive.claim)
    assert status(client, archive.claim) is None


def test_drafts_are_told_nowhere(client, archive):  # noqa: F811
    make_testimony(archive.source, ("Canary of a draft.",), title="Canary title")
    Passage.objects.filter(testimony=archive.testimony, number=1).update(text="Canary of an edit.")
    assert "Canary" not in everything(client)
