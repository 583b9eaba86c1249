"""Files of a citation after a record's or a version's address."""

import json

import pytest
import rispy

from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests.factories import make_user, publish
from tests.testimonies.citations.test_citing import make_testimony

pytestmark = pytest.mark.django_db
TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain; charset=utf-8",
}


@pytest.mark.parametrize("form", TYPES)
def test_a_file_has_its_type_and_a_name_that_pins(client, form):
    record = make_testimony()
    response = client.get(f"/testimonies/{record.identifier}.{form}")
    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[form]
    assert f'filename="{record.identifier}-v1.{form}"' in response["Content-Disposition"]
    assert record.identifier in response.content.decode()


def test_a_version_has_files_of_its_own(client):
    record = make_testimony(title="Synthetic record, first")
    record.title = "Synthetic record, second"
    record.save()
    publish(record)
    read = {
        version: rispy.loads(client.get(f"/testimonies/{record.identifier}{version}.ris").content.decode())[0]
        for version in ("", "/v1", "/v2")
    }
    assert read["/v1"]["title"] == "Synthetic record, first"
    assert read[""] == read["/v2"]
    assert read[""]["title"] == "Synthetic record, second"


def test_a_passage_can_be_asked_for(client):
    record = make_testimony()
    (item,) = json.loads(client.get(f"/testimonies/{record.identifier}.csl.json?passage=3").content)
    assert item["section"] == "para. 3" and item["URL"].endswith("/v1/#p3")


def test_a_form_that_is_none_is_not_found(client):
    record = make_testimony()
    assert client.get(f"/testimonies/{record.identifier}.docx").status_code == 404


def test_a_withdrawn_record_has_no_files(client):
    record = make_testimony()
    perform(Action.WITHDRAW, record, make_user("moderator"), note="x", reason=ReasonClass.CONSENT)
    for form in TYPES:
        assert client.get(f"/testimonies/{record.identifier}.{form}").status_code == 410
