"""A source that is not there yet is added on the testimony's page, as a draft of its own."""

import pytest

from testimonies.models import Event, Source, Testimony
from testimonies.vocabulary import Stage
from tests.factories import make_source, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/testimony/add/"
NEW = {"newsource-kind": "book", "newsource-title": "Synthetic new book", "newsource-date": "2012"}


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def test_it_becomes_a_draft_and_stands_on_each_passage_without_a_source(desk):
    known = publish(make_source())
    typed = {
        "title": "Kept",
        "passages-0-text": "One.",
        "passages-0-references-locator": ["p. 3", ""],
        "passages-1-text": "Two.",
        "passages-1-references-source": [known.identifier, ""],
        "newsource-everywhere": "on",
    }
    answer = send(desk, ADD, typed | NEW, "_source")
    source = Source.objects.get(title="Synthetic new book")
    assert (source.stage, source.identifier, source.date_edtf) == (Stage.DRAFT, None, "2012")
    assert list(Event.objects.filter(record=source).values_list("action", flat=True)) == ["edit"]
    values = values_of(answer, "seen_revision")
    assert values["title"] == ["Kept"] and values.get("newsource-title") == [""]
    assert values["passages-0-references-source"][0] == f"#{source.pk} {source}"
    assert values["passages-0-references-locator"][0] == "p. 3"
    assert values["passages-1-references-source"][0] == known.identifier
    assert values["passages-2-references-source"] == ["", ""]
    assert not Testimony.objects.exists()
    desk.post(ADD, values | {"_continue": ""})
    passage = Testimony.objects.get().passages.get(number=1)
    assert [(row.source_id, row.locator) for row in passage.references.all()] == [(source.pk, "p. 3")]


def test_unticked_it_is_put_nowhere(desk):
    typed = {"passages-0-text": "One.", "newsource-everywhere": []}
    values = values_of(send(desk, ADD, typed | NEW, "_source"), "seen_revision")
    assert Source.objects.count() == 1
    assert values["passages-0-references-source"] == ["", ""]


def test_a_source_that_lacks_something_says_so_beside_the_field_and_loses_nothing(desk):
    typed = {"title": "Kept", "newsource-title": "Without a kind", "newsource-date": "whenever"}
    answer = send(desk, ADD, typed, "_source")
    html, values = answer.content.decode(), values_of(answer, "seen_revision")
    assert "This field is required" in html and "Not understood from the start." in html
    assert (values["title"], values["newsource-title"]) == (["Kept"], ["Without a kind"])
    assert not Source.objects.exists()


def test_a_title_that_is_there_already_names_that_source(desk):
    known = publish(make_source(title="Synthetic  new BOOK"))
    html = send(desk, ADD, NEW, "_source").content.decode()
    assert f"There is a source with this title: {known.identifier}" in html
    assert Source.objects.count() == 1


def test_a_source_left_in_its_fields_is_added_before_the_record_is_saved(desk):
    answer = send(desk, ADD, {"title": "T", "passages-0-text": "P."} | NEW, "_continue")
    assert "Added as a draft" in answer.content.decode()
    assert Source.objects.count() == 1 and not Testimony.objects.exists()


def test_who_may_not_contribute_adds_none(desk):
    signed_in(make_user("custodian")).post(ADD, NEW | {"_source": ""})
    assert not Source.objects.exists()
