"""Whether what was cited still stands, through real publications, edits, retractions and erasures."""

import pytest

from testimonies.citations import STYLES, cite
from testimonies.citing import ark_of
from testimonies.models import Passage
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests import factories
from tests.factories import make_user, publish
from tests.testimonies.citations.test_citing import cited, make_testimony

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return make_testimony(title="Synthetic record 17")


def told(client, ref, code=200):
    response = client.get("/citation-status/", {"ref": ref, "format": "json"})
    assert response.status_code == code
    page = client.get("/citation-status/", {"ref": ref})
    assert page.status_code == code and page["Content-Type"].startswith("text/html")
    if code == 200:
        assert response.json()["status"].capitalize() in page.text
    else:
        assert response.json()["error"]["message"] in page.text.replace("&#x27;", "'")
    return response.json()


def edited(record, number, **values):
    """The record with a passage changed, published anew."""
    Passage.objects.filter(testimony=record, number=number).update(**values)
    return publish(record)


@pytest.mark.parametrize("style", STYLES)
def test_right_after_it_was_cited_it_is_unchanged_in_every_style(client, record, style):
    text = client.get(f"/testimonies/{record.identifier}/cite/", {"style": style, "passage": "2"}).text
    answer = told(client, text)
    assert (answer["status"], answer["identifier"]) == ("unchanged", record.identifier)
    assert answer["cited"]["version"] == answer["current"]["version"] == 1
    assert answer["cited"]["passage"] == 2
    assert answer["cited"]["url"] == f"http://testserver/testimonies/{record.identifier}/v1/"


def test_an_edited_passage_says_what_was_edited(client, record):
    text = cite(cited(record, passage=2), "chicago-notes")
    whole = cite(cited(record), "mla")
    edited(record, 2, text="Second, corrected.")
    for ref in (text, whole):
        answer = told(client, ref)
        assert answer["status"] == "edited"
        assert answer["changes"] == [
            {"place": "passage 2", "before": "Second.", "after": "Second, corrected."}
        ]
        assert (answer["cited"]["version"], answer["current"]["version"]) == (1, 2)
    page = client.get("/citation-status/", {"ref": text}).text
    assert "<ins>, corrected</ins>" in page


def test_a_passage_is_unchanged_when_only_another_was_edited(client, record):
    edited(record, 3, text="Third, corrected.")
    answer = told(client, ark_of(record.identifier, 1, 2))
    assert (answer["status"], answer["changes"]) == ("unchanged", [])
    assert [one["place"] for one in answer["elsewhere"]] == ["passage 3"]


def test_a_version_published_anew_with_the_same_content_is_unchanged(client, record):
    publish(record)
    answer = told(client, ark_of(record.identifier, 1))
    assert (answer["status"], answer["current"]["version"]) == ("unchanged", 2)


def test_a_passage_taken_back_since_is_withdrawn_and_the_record_edited(client, record):
    retraction = {
        "standing": "retracted",
        "retracted_by": "The witness",
        "retraction_source": factories.publish(factories.make_source()),
    }
    edited(record, 2, **retraction)
    answer = told(client, ark_of(record.identifier, 1, 2))
    assert answer["status"] == "passage withdrawn"
    assert "taken back" in answer["note"]
    assert told(client, ark_of(record.identifier, 1, 1))["status"] == "unchanged"
    assert told(client, ark_of(record.identifier, 1))["status"] == "edited"
    # Cited as taken back, it stands as it was cited.
    assert told(client, ark_of(record.identifier, 2, 2))["status"] == "unchanged"


def test_a_removed_passage_is_withdrawn_and_nothing_of_it_is_said(client, record):
    perform(Action.ERASE, record, make_user("custodian"), reason=ReasonClass.SAFETY, passage=2)
    publish(record)
    answer = told(client, ark_of(record.identifier, 1, 2))
    assert answer["status"] == "passage withdrawn" and "removed" in answer["note"]
    answer = told(client, ark_of(record.identifier, 1))
    assert answer["status"] == "edited" and "cannot be compared" in answer["note"]
    assert "Second." not in client.get("/citation-status/", {"ref": ark_of(record.identifier, 1)}).text


def test_a_withdrawn_record_is_withdrawn_with_day_and_class_of_reason_alone(client, record):
    text = cite(cited(record, passage=2), "apa")
    perform(Action.WITHDRAW, record, make_user("moderator"), note="Canary", reason=ReasonClass.CONSENT)
    for ref in (text, record.identifier, ark_of(record.identifier)):
        answer = told(client, ref)
        assert answer["status"] == "record withdrawn"
        assert answer["withdrawn"]["reason"] == "consent" and len(answer["withdrawn"]["day"]) == 10
        assert "current" not in answer and answer["changes"] == []
    page = client.get("/citation-status/", {"ref": record.identifier}).text
    assert "consent was withdrawn" in page
    assert "Canary" not in page and "Second." not in page and "Synthetic" not in page


def test_a_version_withdrawn_before_the_record_came_back_is_not_shown(client, record):
    perform(Action.WITHDRAW, record, make_user("moderator"), note="x", reason=ReasonClass.ERROR)
    edited(record, 2, text="Second, corrected.")
    answer = told(client, ark_of(record.identifier, 1))
    assert answer["status"] == "edited" and "removed" in answer["note"]
    assert "Second." not in client.get("/citation-status/", {"ref": ark_of(record.identifier, 1)}).text


def test_a_merged_record_leads_to_the_other(client, record):
    other = make_testimony()
    perform(Action.MERGE, record, make_user("moderator"), note="x", into=other)
    answer = told(client, ark_of(record.identifier, 1))
    assert (answer["status"], answer["merged_into"]["identifier"]) == ("record merged", other.identifier)


def test_without_a_version_it_is_unchanged_while_there_is_one_and_then_cannot_be_told(client, record):
    assert told(client, record.identifier)["status"] == "unchanged"
    edited(record, 2, text="Second, corrected.")
    answer = told(client, record.identifier)
    assert answer["status"] == "no version named"
    assert answer["current"]["version"] == 2


def test_an_edited_claim_and_an_edited_camp_say_what(client):
    camp = publish(factories.make_camp(18))
    claim = publish(factories.make_claim(camp, statement="First statement."))
    claim.statement, camp.heading = "Second statement.", "Camp 18, renamed"
    for one in (claim, camp):
        one.save()
        publish(one)
    assert told(client, ark_of(claim.identifier, 1))["changes"][0]["after"] == "Second statement."
    assert told(client, "/camps/kwalliso-18/v1/")["changes"][0]["place"] == "heading"


def test_drafts_are_told_nothing_of(client, record):
    Passage.objects.filter(testimony=record, number=2).update(text="Canary of a draft.")
    answer = told(client, ark_of(record.identifier, 1, 2))
    assert answer["status"] == "unchanged"
    assert "Canary" not in str(answer)


@pytest.mark.parametrize(
    ("end", "why"),
    [("/v9/", "there is|version 1|versions 1"), ("/v1/#p9", "there are 1, 2, 3")],
)
def test_a_version_or_passage_that_never_was_is_not_found(client, record, end, why):
    answer = told(client, f"/testimonies/{record.identifier}{end}", 404)
    assert any(words in answer["error"]["message"] for words in why.split("|"))


def test_an_unknown_record_and_a_text_without_one_are_refused(client, db):
    assert "No record" in told(client, "T-999999", 404)["error"]["message"]
    assert "names no record" in told(client, "The Aquariums of Pyongyang", 400)["error"]["message"]
    assert client.get("/citation-status/", {"format": "json"}).status_code == 400


def test_the_page_asks_when_nothing_is_asked_and_accepts_json_by_header(client, record):
    assert 'name="ref"' in client.get("/citation-status/").text
    answer = client.get(
        "/citation-status/", {"ref": record.identifier}, headers={"accept": "application/json"}
    )
    assert answer.json()["status"] == "unchanged"
    assert client.post("/citation-status/").status_code == 405
