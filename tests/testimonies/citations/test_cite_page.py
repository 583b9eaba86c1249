"""The page of citations of a record, and one style as plain text."""

import pytest

from testimonies.citations import LABELS, STYLES
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests import factories
from tests.factories import make_user, publish
from tests.testimonies.citations.test_citing import make_testimony

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    return make_testimony(title="Synthetic <record> & “17”")


def address(record, rest="", version=""):
    return f"/testimonies/{record.identifier}/{version}cite/{rest}"


def test_the_page_shows_every_style(client, record):
    response = client.get(address(record))
    page = response.content.decode()
    assert response.status_code == 200 and response["Content-Type"].startswith("text/html")
    assert all(label in page for label in LABELS.values())
    assert "Synthetic &lt;record&gt;" in page and "<record>" not in page
    assert "<i>Synthetic book</i>" in page
    assert "not the words of the witness" in page


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_answered_as_plain_text(client, record, style):
    response = client.get(address(record, f"?style={style}&passage=2"))
    text = response.content.decode()
    assert response.status_code == 200 and response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.endswith("\n") and len(text.splitlines()) == 1
    assert f"http://testserver/testimonies/{record.identifier}/v1/#p2" in text
    assert "as summarised in" in text.lower()


def test_an_unknown_style_is_a_bad_request_that_names_the_nearest(client, record):
    response = client.get(address(record, "?style=chicago"))
    assert response.status_code == 400
    assert "chicago-notes" in response.content.decode()


def test_the_page_links_to_the_files_of_exactly_this(client, record):
    page = client.get(address(record, "?passage=2")).content.decode()
    for form in ("ris", "bib", "csl.json", "txt"):
        link = f"/testimonies/{record.identifier}/v1.{form}?passage=2"
        assert link in page
        assert client.get(link).status_code == 200


def test_an_old_version_is_cited_as_itself_and_says_there_is_a_newer_one(client, record):
    record.title = "Synthetic record, revised"
    record.save()
    publish(record)
    old = client.get(address(record, version="v1/")).content.decode()
    assert "17" in old and f'href="/testimonies/{record.identifier}/cite/"' in old
    text = client.get(address(record, "?style=mla", "v1/")).content.decode()
    assert "version 1," in text and "revised" not in text
    assert "version 2," in client.get(address(record, "?style=mla")).content.decode()


def test_a_version_whose_text_was_erased_is_answered_with_the_current_one(client, record):
    perform(Action.ERASE, record, make_user("custodian"), reason=ReasonClass.SAFETY, passage=2)
    publish(record)
    page = client.get(address(record, version="v1/")).content.decode()
    assert "was removed" in page and "version 2" in page
    assert "version 2," in client.get(address(record, "?style=mla", "v1/")).content.decode()


def test_a_removed_passage_is_gone(client, record):
    perform(Action.ERASE, record, make_user("custodian"), reason=ReasonClass.SAFETY, passage=2)
    publish(record)
    response = client.get(address(record, "?passage=2"))
    assert response.status_code == 410 and "removed" in response.content.decode()


@pytest.mark.parametrize("passage", ["9", "99999"])
def test_a_passage_that_never_was_is_not_found(client, record, passage):
    response = client.get(address(record, f"?passage={passage}"))
    assert response.status_code == 404 and "there are 1, 2, 3" in response.content.decode()


@pytest.mark.parametrize("passage", ["x", "0", "-1", "1.5", "٣", "1 OR 1"])
def test_a_passage_that_is_no_number_is_a_bad_request(client, record, passage):
    assert client.get(address(record), {"passage": passage}).status_code == 400


def test_a_passage_may_be_named_as_its_anchor_is(client, record):
    assert client.get(address(record, "?passage=p2&style=mla")).content == (
        client.get(address(record, "?passage=2&style=mla")).content
    )


def test_a_version_that_never_was_is_not_found(client, record):
    assert client.get(address(record, version="v9/")).status_code == 404


def test_an_unknown_record_is_not_found(client):
    assert client.get("/testimonies/T-999999/cite/").status_code == 404


def test_a_record_of_another_kind_is_not_found(client, record):
    assert client.get(f"/claims/{record.identifier}/cite/").status_code == 404


def test_a_withdrawn_record_is_gone_and_says_nothing_of_itself(client, record):
    perform(Action.WITHDRAW, record, make_user("moderator"), note="x", reason=ReasonClass.CONSENT)
    for version in ("", "v1/"):
        response = client.get(address(record, "?style=mla", version))
        assert response.status_code == 410
        assert "Synthetic" not in response.content.decode()


def test_a_merged_record_leads_to_the_other(client, record):
    other = make_testimony()
    perform(Action.MERGE, record, make_user("moderator"), note="x", into=other)
    response = client.get(address(record))
    assert response.status_code == 301 and other.identifier in response["Location"]


def test_a_camp_is_cited_below_camps_and_from_entities_redirected(client):
    publish(factories.make_camp(18))
    assert client.get("/camps/kwalliso-18/cite/").status_code == 200
    response = client.get("/entities/kwalliso-18/v1/cite/?style=mla")
    assert response.status_code == 301
    assert response["Location"] == "/camps/kwalliso-18/v1/cite/?style=mla"


def test_it_refuses_to_be_posted_to(client, record):
    assert client.post(address(record)).status_code == 405


def test_a_draft_cannot_be_cited(client):
    source = publish(factories.make_source())
    factories.make_testimony(source=source)
    assert client.get("/testimonies/T-000001/cite/").status_code == 404
