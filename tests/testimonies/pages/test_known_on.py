"""A record as known on a day leads to the version that was current then, or says that none was."""

from datetime import UTC, datetime, timedelta

import pytest

from testimonies import ledger
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_testimony, make_user, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_day(monkeypatch):
    """Set the clock of the ledger to noon of a day: the rest of the workflow is the real one."""
    return lambda day: monkeypatch.setattr(ledger, "now", lambda: f"{day}T12:00:00.000Z")


@pytest.fixture
def source(on_day):
    """Version 1 of 5 January 2020, 2 and 3 of 1 March, withdrawn on 1 April, version 4 of 1 May."""
    on_day("2020-01-05")
    record = publish(make_source(title="Title 1"))
    on_day("2020-03-01")
    edited(record, "Title 2")
    edited(record, "Title 3")
    on_day("2020-04-01")
    perform(Action.WITHDRAW, record, make_user("moderator"), "wrong", reason="error")
    on_day("2020-05-01")
    return edited(record, "Title 4")


def edited(record, title):
    record.title = title
    record.save()
    return publish(record)


def asked(client, record, day, folder="sources"):
    return client.get(f"/{folder}/{record.identifier}/", {"on": day})


def test_it_leads_to_the_version_that_was_current_when_the_day_ended(client, on_day):
    on_day("2020-01-05")
    record = publish(make_source(title="Title 1"))
    on_day("2020-03-01")
    edited(record, "Title 2")
    edited(record, "Title 3")
    led = {"2020-01-05": 1, "2020-02-29": 1, "2020-03-01": 3, "2024-12-31": 3}
    for day, version in led.items():
        answer = asked(client, record, day)
        assert answer.status_code == 302
        assert answer["Location"] == f"/sources/{record.identifier}/v{version}/"
    assert "Title 1" in client.get(asked(client, record, "2020-02-01")["Location"]).text


def test_before_the_first_version_it_says_that_none_was(client, source):
    answer = asked(client, source, "2020-01-04")
    assert answer.status_code == 404
    assert "was not public on 2020-01-04: its first version is of 2020-01-05" in answer.text


def test_while_it_was_withdrawn_it_says_so(client, source):
    answer = asked(client, source, "2020-04-30")
    assert answer.status_code == 404
    assert "it had been withdrawn on 2020-04-01" in answer.text
    assert asked(client, source, "2020-05-01")["Location"].endswith("/v4/")


def test_a_version_withdrawn_since_does_not_show_its_text(client, source):
    page = client.get(asked(client, source, "2020-01-05")["Location"])
    assert "Title 1" not in page.text


def test_a_passage_erased_since_is_not_shown_on_any_day(client, on_day):
    on_day("2020-01-05")
    record = publish(make_testimony(texts=("Canary words.", "Kept words.")))
    on_day("2020-02-01")
    perform(Action.ERASE, record, make_user("custodian", is_superuser=True), passage=1)
    publish(record)
    for day in ("2020-01-05", "2020-01-31", "2020-02-01"):
        page = client.get(asked(client, record, day, "testimonies")["Location"])
        assert "Canary" not in page.text
        assert "Kept words." in page.text


@pytest.mark.parametrize("text", ["junk", "2020-02-30", "2020-2-1", "2020", "２０２０-01-05", "<b>"])
def test_what_is_no_day_is_a_404_that_shows_how_to_write_one(client, source, text):
    answer = asked(client, source, text)
    assert answer.status_code == 404
    assert "write it as 2026-11-21" in answer.text
    assert "<b>" not in answer.text.partition("<main")[2].partition("<form")[0]


def test_a_day_that_has_not_come_is_a_404(client, source):
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    answer = asked(client, source, tomorrow)
    assert answer.status_code == 404
    assert "has not come yet" in answer.text


def test_without_a_day_the_page_is_the_current_one(client, source):
    assert asked(client, source, "").status_code == 200


def test_a_withdrawn_record_answers_410_on_every_day(client, source):
    perform(Action.WITHDRAW, source, make_user("moderator"), "wrong", reason="error")
    assert asked(client, source, "2020-05-01").status_code == 410


def test_a_camp_below_entities_keeps_the_day(client, on_day):
    on_day("2020-01-05")
    camp = publish(make_camp(18))
    moved = asked(client, camp, "2020-01-05", "entities")
    assert (moved.status_code, moved["Location"]) == (301, "/camps/kwalliso-18/?on=2020-01-05")
    assert client.get(moved["Location"])["Location"] == "/camps/kwalliso-18/v1/"


def test_every_record_page_has_the_form_and_it_leads_here(client, addresses):
    records = [address for address in addresses if address.count("/") == 3]
    assert len(records) > 8
    for address in records:
        page = Page(client.get(address).text)
        (field,) = [one for one in page.elements if one.attributes.get("name") == "on"]
        (form,) = [parent for parent in field.parents if parent.tag == "form"]
        assert (form.attributes["action"], form.attributes["method"]) == (address, "get")
        assert [one for one in page.elements if one.attributes.get("for") == field.attributes["id"]]
