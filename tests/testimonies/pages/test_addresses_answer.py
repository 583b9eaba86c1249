"""Every class of address answers as INTERFACE.md says."""

import pytest

from testimonies.models import Name
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_user, publish

pytestmark = pytest.mark.django_db


def test_every_page_answers(client, addresses):
    answers = {address: client.get(address).status_code for address in addresses}
    assert set(answers.values()) == {200}, answers


def test_a_record_that_never_was_is_a_404_with_the_search_box(client, archive):
    answer = client.get("/testimonies/T-000099/")
    assert answer.status_code == 404
    assert "T-000099" in answer.text
    assert 'name="q"' in answer.text


def test_a_record_under_another_kind_is_a_404(client, archive):
    assert client.get(f"/claims/{archive.testimony.identifier}/").status_code == 404


def test_an_address_of_no_page_is_a_404_with_the_search_box(client, archive):
    answer = client.get("/nowhere/at/all/")
    assert answer.status_code == 404
    assert 'name="q"' in answer.text


def test_an_unknown_version_says_which_there_are(client, archive):
    archive.source.title = "Synthetic book, corrected"
    archive.source.save()
    publish(archive.source)
    answer = client.get(f"/sources/{archive.source.identifier}/v3/")
    assert answer.status_code == 404
    assert "versions 1 to 2" in answer.text


def test_a_camp_below_entities_has_moved_for_good(client, archive):
    answer = client.get("/entities/kwalliso-18/v1/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/camps/kwalliso-18/v1/")


def test_a_number_leads_to_its_camp(client, archive):
    answer = client.get("/camps/18/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/camps/kwalliso-18/")


def test_a_number_of_no_camp_is_a_404(client, archive):
    assert client.get("/camps/99/").status_code == 404


def test_a_number_of_two_camps_asks_which(client, archive):
    other = make_camp(12, heading="Camp 12, Jongori")
    Name.objects.create(owner=other, text="Kwalliso No. 18", system="number")
    publish(other)
    answer = client.get("/camps/18/")
    assert answer.status_code == 200
    assert "/camps/kwalliso-18/" in answer.text
    assert "/camps/kwalliso-12/" in answer.text


def test_a_merged_record_redirects_for_good_at_every_address(client, archive):
    kept = publish(make_source(title="The one that is kept"))
    perform(Action.MERGE, archive.source, make_user("moderator"), "the same book", into=kept)
    here = f"/sources/{archive.source.identifier}"
    for address in (f"{here}/", f"{here}/v1/", f"{here}/history/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/sources/{kept.identifier}/")


def test_what_referred_to_a_merged_record_names_the_one_it_went_into(client, archive):
    kept = publish(make_source(title="The one that is kept", author="Keeper, Kim"))
    perform(Action.MERGE, archive.source, make_user("moderator"), "the same book", into=kept)
    page = client.get(f"/testimonies/{archive.testimony.identifier}/").text
    assert f"/sources/{kept.identifier}/" in page
    assert "Keeper" in page


def test_a_form_that_does_not_exist_is_a_404(client, archive):
    assert client.get(f"/testimonies/{archive.testimony.identifier}.xyz").status_code == 404


def test_a_404_names_the_records_that_are_near(client, archive):
    assert "The nearest are: kwalliso-18." in client.get("/camps/kwalliso-81/").text
    there = f"There are 1, {archive.testimony.identifier} to {archive.testimony.identifier}."
    assert there in client.get("/testimonies/nothing-like-it/").text
