"""Where an ARK below the site root leads."""

import pytest

from testimonies.ark import name_of
from testimonies.citing import ark_of
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests import factories
from tests.factories import make_user, publish
from tests.testimonies.citations.test_citing import make_testimony

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_record_and_to_a_version(client):
    record = make_testimony()
    response = client.get(f"/{ark_of(record.identifier)}")
    assert (response.status_code, response["Location"]) == (302, f"/testimonies/{record.identifier}/")
    response = client.get(f"/{ark_of(record.identifier, 1)}")
    assert (response.status_code, response["Location"]) == (302, f"/testimonies/{record.identifier}/v1/")


def test_the_slash_may_be_left_out_and_hyphens_mean_nothing(client):
    record = make_testimony()
    name = name_of(record.identifier, "99999")
    for written in (f"/ark:99999/{name}", f"/ark:/99999/{name[:2]}-{name[2:]}"):
        assert client.get(written)["Location"] == f"/testimonies/{record.identifier}/"


def test_a_camp_is_found_by_its_ark(client):
    publish(factories.make_camp(18))
    assert client.get(f"/{ark_of('kwalliso-18')}")["Location"] == "/camps/kwalliso-18/"


def test_every_ark_a_citation_prints_resolves(client):
    record = make_testimony()
    text = client.get(f"/testimonies/{record.identifier}.txt?passage=2").content.decode()
    (ark,) = [line.removeprefix("ARK: ") for line in text.splitlines() if line.startswith("ARK: ")]
    assert client.get(f"/{ark}".partition("#")[0]).status_code == 302


def test_asked_for_info_it_says_who_what_when_where(client):
    record = make_testimony(title="Synthetic record 17")
    response = client.get(f"/{ark_of(record.identifier)}?info")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "erc:" and [line.split(":")[0] for line in lines[1:]] == [
        "who",
        "what",
        "when",
        "where",
    ]
    assert "Synthetic record 17" in lines[2]


def test_a_wrong_check_character_is_not_found_and_says_so(client):
    name = name_of("T-000001", "99999")
    wrong = name[:-1] + ("b" if name[-1] != "b" else "c")
    response = client.get(f"/ark:/99999/{wrong}")
    assert response.status_code == 404 and "check character" in response.content.decode()


def test_another_naming_authority_is_not_found_and_says_so(client):
    response = client.get(f"/ark:/12345/{name_of('T-000001', '12345')}")
    assert response.status_code == 404 and "ark:/99999/" in response.content.decode()


def test_a_record_that_never_was_is_not_found(client):
    assert client.get(f"/{ark_of('T-000009')}").status_code == 404


def test_a_version_that_never_was_is_not_found_when_asked_about(client):
    record = make_testimony()
    assert client.get(f"/{ark_of(record.identifier, 7)}").status_code == 404


@pytest.mark.parametrize("rest", ["x", "99999", "99999/", "99999/../../etc", "99999/%00", "99999/t000001/v0"])
def test_what_is_no_ark_is_not_found(client, rest):
    assert client.get(f"/ark:/{rest}").status_code == 404


def test_a_withdrawn_record_is_gone(client):
    record = make_testimony()
    perform(Action.WITHDRAW, record, make_user("moderator"), note="x", reason=ReasonClass.CONSENT)
    assert client.get(f"/{ark_of(record.identifier)}").status_code == 410


def test_the_naming_authority_is_a_setting(client, settings):
    record = make_testimony()
    settings.ARK_NAAN = "12345"
    assert ark_of(record.identifier).startswith("ark:/12345/")
    assert client.get(f"/{ark_of(record.identifier)}").status_code == 302
