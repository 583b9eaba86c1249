"""A withdrawn record leaves its identifier, the date and a class of reason, at every address it had."""

import pytest

from testimonies.workflow import Action, perform
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ENDS = ("/", "/v1/", "/v7/", "/history/", "/cite/", ".ris", ".bib", ".txt", ".anything", "/v1.ris")


@pytest.fixture
def withdrawn(archive):
    perform(Action.WITHDRAW, archive.testimony, make_user("moderator"), "asked for", reason="consent")
    return archive


@pytest.mark.parametrize("end", ENDS)
def test_every_address_of_it_answers_410(client, withdrawn, end):
    answer = client.get(f"/testimonies/{withdrawn.testimony.identifier}{end}")
    assert answer.status_code == 410


def test_its_tombstone_tells_identifier_date_and_class_of_reason(client, withdrawn):
    page = client.get(f"/testimonies/{withdrawn.testimony.identifier}/").text
    assert withdrawn.testimony.identifier in page
    assert "consent was withdrawn" in page


def test_nothing_of_its_content_is_on_any_page(client, withdrawn, addresses):
    telling = (withdrawn.testimony.title, "First words", "Second words", "Told wrongly", "asked for")
    for address in addresses:
        page = client.get(address).text
        assert not [words for words in telling if words in page], address


def test_a_withdrawn_source_is_named_by_its_number_alone(client, archive):
    perform(Action.WITHDRAW, archive.source, make_user("moderator"), "wrong", reason="error")
    page = client.get(f"/testimonies/{archive.testimony.identifier}/").text
    assert f"{archive.source.identifier}, withdrawn" in page
    assert "Author" not in page
    assert "Synthetic book" not in page


def test_an_erased_record_answers_410(client, archive):
    title = archive.testimony.title
    perform(Action.ERASE, archive.testimony, make_user("custodian", is_superuser=True))
    answer = client.get(f"/testimonies/{archive.testimony.identifier}/")
    assert answer.status_code == 410
    assert title not in answer.text
