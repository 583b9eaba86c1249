"""A collection's page: items in order, pinned to versions, saying what has changed or gone since."""

import pytest

from testimonies.models import Passage
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_user, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db

HERE = "/collections/synthetic-readings/"


def items(client):
    """The words of each item, in order."""
    page = Page(client.get(HERE).text)
    chosen = next(one for one in page.elements if one.attributes.get("class") == "chosen")
    found = [one for one in page.elements if one.tag == "li" and chosen in one.parents]
    return [" ".join(one.text.split()) for one in found]


def test_items_stand_in_order_with_their_version_and_note(client, archive):
    found = items(client)
    records = [archive.testimony, archive.claim, archive.question, archive.source]
    assert len(found) == len(records)
    for words, record in zip(found, records, strict=True):
        assert f"{record.identifier}, version 1" in words
        assert f"Why {record.identifier} is here." in words
    assert "Read in order." in client.get(HERE).text


def test_a_link_leads_to_the_version_chosen(client, archive):
    assert f'href="/testimonies/{archive.testimony.identifier}/v1/"' in client.get(HERE).text


def test_a_claim_among_the_items_stands_with_its_source_and_method(client, archive):
    words = items(client)[1]
    assert "23,800–23,900 people" in words
    assert "network of informants" in words
    assert "Author 2001" in words


def test_a_newer_version_is_said_and_the_one_chosen_stays(client, archive):
    archive.source.title = "Synthetic book, corrected"
    archive.source.save()
    publish(archive.source)
    found = items(client)
    assert "There is a newer version: version 2" in found[3]
    assert "corrected" not in found[3]
    assert not [words for words in found[:3] if "newer" in words]


def test_a_withdrawn_item_is_said_to_be_gone_and_nothing_of_it_is_shown(client, archive):
    perform(Action.WITHDRAW, archive.testimony, make_user("moderator"), "asked for", reason="consent")
    words = items(client)[0]
    assert "the record is gone" in words
    assert "consent was withdrawn" in words
    assert archive.testimony.title not in client.get(HERE).text


def test_a_version_whose_text_was_removed_is_said_to_be(client, archive):
    perform(Action.ERASE, archive.testimony, make_user("custodian", is_superuser=True), passage=3)
    publish(archive.testimony)
    assert "the text of this version was removed or withdrawn" in items(client)[0]


def test_a_merged_item_names_where_it_went(client, archive):
    kept = publish(make_source(author="Keeper, Kim"))
    perform(Action.MERGE, archive.source, make_user("moderator"), "the same book", into=kept)
    assert "was merged into Keeper" in items(client)[3]


def test_an_edit_of_an_item_that_is_not_published_is_not_told(client, archive):
    Passage.objects.filter(testimony=archive.testimony).update(text="Unpublished edit")
    assert "newer" not in items(client)[0]


def test_the_list_names_the_collection_and_how_many_records_it_holds(client, archive):
    page = Page(client.get("/collections/").text)
    row = next(one for one in page.elements if one.tag == "tr" and "Synthetic readings" in one.text)
    assert any(one.text == "4" for one in page.elements if one.tag == "td" and row in one.parents)


def test_the_texts_chosen_can_be_read_and_cited_on_the_page(client, archive):
    page = client.get(HERE).text
    assert "First words." in page
    assert "As counted" in page
    cited = page[page.index("What is read here") :]
    assert cited.count("</li>\n") == 4
    assert f"/testimonies/{archive.testimony.identifier}/v1/" in cited


def test_content_notes_stand_before_the_introduction(client, archive):
    Passage.objects.filter(testimony=archive.testimony, number=3).update(content_note="Violence")
    publish(archive.testimony)
    archive.collection.items.filter(item=archive.testimony).update(version=2)
    publish(archive.collection)
    page = client.get(HERE).text
    assert page.index("Violence: passage 3") < page.index("Read in order.")
