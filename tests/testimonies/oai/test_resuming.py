"""A list goes on where it stopped, whatever is published, changed or withdrawn meanwhile."""

import pytest

from testimonies.citing import ark_of
from testimonies.oai import places
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_user, publish
from tests.testimonies.oai.asking import OAI, ask, codes, headers, token

pytestmark = pytest.mark.django_db

SIZE = 3


@pytest.fixture
def sources(monkeypatch):
    """Eight public sources, three to a page."""
    monkeypatch.setattr(places, "PAGE", SIZE)
    people = {"author": make_user("contributor"), "approver": make_user("moderator")}
    return [publish(make_source(title=f"Title {number}"), **people) for number in range(8)]


def begun(client, verb="ListRecords", **arguments):
    """The first page and the text of its token."""
    tree = ask(client, verb=verb, metadataPrefix="oai_dc", **arguments)
    return headers(tree), token(tree)


def rest(client, text, verb="ListRecords"):
    """The pages after a token: their headers and the elements of their tokens."""
    found = []
    while text:
        tree = ask(client, verb=verb, resumptionToken=text)
        assert codes(tree) == []
        found.append((headers(tree), token(tree)))
        text = token(tree).text
    return found


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_pages_together_hold_every_record_once(client, sources, verb):
    first, element = begun(client, verb)
    pages = [(first, element), *rest(client, element.text, verb)]
    assert [len(found) for found, _token in pages] == [3, 3, 2]
    listed = [identifier for found, _token in pages for identifier in found]
    assert listed == [ark_of(source.identifier) for source in sources]
    counted = [(one.get("cursor"), one.get("completeListSize")) for _found, one in pages]
    assert counted == [("0", "8"), ("3", "8"), ("6", "8")]
    assert pages[-1][1].text is None


def test_a_list_on_one_page_has_no_token(client, sources, monkeypatch):
    monkeypatch.setattr(places, "PAGE", 8)
    found, element = begun(client)
    assert (len(found), element) == (8, None)


def test_a_token_asked_twice_answers_the_same(client, sources):
    _first, element = begun(client)
    assert headers(ask(client, verb="ListRecords", resumptionToken=element.text)) == headers(
        ask(client, verb="ListRecords", resumptionToken=element.text)
    )


def test_new_publications_do_not_move_what_is_still_to_come(client, sources):
    first, element = begun(client)
    sources[4].title = "Title 4, corrected"
    sources[4].save()
    publish(sources[4])
    publish(make_source(title="Published while the list was read"))
    pages = rest(client, element.text)
    listed = [*first, *(identifier for found, _token in pages for identifier in found)]
    assert listed == [ark_of(source.identifier) for source in sources]
    assert {one.get("completeListSize") for _found, one in pages} == {"8"}


def test_what_is_withdrawn_meanwhile_is_given_as_deleted(client, sources):
    _first, element = begun(client)
    perform(Action.WITHDRAW, sources[4], make_user("moderator"), "wrong", reason="error")
    pages = rest(client, element.text)
    assert pages[0][0][ark_of(sources[4].identifier)][1] == "deleted"
    text = client.get("/oai", {"verb": "ListRecords", "resumptionToken": element.text}).text
    assert "Title 4" not in text
    assert "Title 5" in text


def test_an_incremental_harvest_finds_what_moved_while_the_first_was_read(client, sources):
    first = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    begun_at = first.findtext(f"{OAI}responseDate")
    publish(sources[0])
    found, _element = begun(client, **{"from": begun_at})
    pages = rest(client, _element.text) if _element is not None else []
    assert ark_of(sources[0].identifier) in {one for page in ([found], *pages) for one in page[0]}


def test_a_token_of_another_verb_or_another_hand_is_refused(client, sources):
    _first, element = begun(client)
    assert codes(ask(client, verb="ListIdentifiers", resumptionToken=element.text)) == ["badResumptionToken"]
    forged = element.text[:-1] + ("a" if element.text[-1] != "a" else "b")
    assert codes(ask(client, verb="ListRecords", resumptionToken=forged)) == ["badResumptionToken"]


def test_a_token_from_beyond_the_ledger_is_refused(client, sources):
    beyond = places.Place("ListRecords", places.Selection("oai_dc"), pin=999).token()
    assert codes(ask(client, verb="ListRecords", resumptionToken=beyond)) == ["badResumptionToken"]
