"""An old version reads as it stood, says that it is old and what changed; protection wins over history."""

import pytest

from testimonies.models import Passage, Testimony
from testimonies.workflow import Action, perform
from tests.factories import make_claim, make_source, make_testimony, make_user, make_witness, publish
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


def test_an_old_version_keeps_its_text_and_says_that_it_is_old(client, archive):
    Passage.objects.filter(testimony=archive.testimony, number=1).update(text="First words, corrected.")
    publish(archive.testimony)
    here = f"/testimonies/{archive.testimony.identifier}/"
    old = client.get(here + "v1/").text
    assert "First words." in old
    assert "It is not the current one" in old
    assert "Passage 1" in old
    assert ", corrected" in old  # among what has changed since
    current = client.get(here).text
    assert "First words, corrected." in current
    assert "not the current one" not in current


def test_an_old_version_tells_of_a_passage_added_since(client, archive):
    with_more = make_testimony(archive.source, ("Only words.",), archive.camp)
    publish(with_more)
    source = Passage.objects.create(testimony=with_more, number=2, text="Later words.")
    source.references.create(source=archive.source)
    publish(with_more)
    old = client.get(f"/testimonies/{with_more.identifier}/v1/").text
    assert "Passage 2" in old
    assert "<ins>Later words.</ins>" in old


def test_labels_on_an_old_version_are_those_of_its_day(client, archive):
    here = f"/testimonies/{archive.testimony.identifier}/"
    archive.camp.heading = "Camp 18, renamed"
    archive.camp.save()
    publish(archive.camp)
    assert "Camp 18, Pukch’ang" in client.get(here + "v1/").text
    assert "Camp 18, renamed" in client.get(here).text


def test_a_passage_taken_back_since_says_so_beside_its_old_text(client, archive):
    taken_back = {"retracted_by": "The witness", "retraction_source": archive.source}
    Passage.objects.filter(testimony=archive.testimony, number=1).update(standing="retracted", **taken_back)
    publish(archive.testimony)
    old = Page(client.get(f"/testimonies/{archive.testimony.identifier}/v1/").text)
    first = next(element for element in old.elements if element.attributes.get("id") == "p1")
    assert "First words." in first.text
    assert "Taken back since" in first.text


def test_what_refers_to_a_camp_is_shown_as_it_is_now_on_its_old_versions(client, archive):
    archive.camp.heading = "Camp 18, renamed"
    archive.camp.save()
    publish(archive.camp)
    later = publish(make_source(author="Later, Lee", date="2020"))
    publish(
        make_claim(archive.camp, later, heading="A later count", low=5, high=6, unit="people", metric="stock")
    )
    old = client.get("/camps/kwalliso-18/v1/").text
    assert "A later count" in old
    assert "Later 2020" in old
    assert "Camp 18, Pukch’ang" in old


def test_a_version_that_was_withdrawn_does_not_come_back_with_the_next_one(client, archive):
    perform(Action.WITHDRAW, archive.testimony, make_user("moderator"), "in danger", reason="safety")
    Passage.objects.filter(testimony=archive.testimony, number=3).update(text="Safe words.")
    publish(archive.testimony)
    here = f"/testimonies/{archive.testimony.identifier}/"
    assert "Safe words" in client.get(here).text
    assert "Third words" not in client.get(here + "v1/").text
    assert "Withdrawn since" in client.get(here + "history/").text


def test_a_pseudonym_wins_on_old_versions(client, archive):
    archive.witness.naming, archive.witness.public_name = "pseudonym", "A new name"
    archive.witness.save()
    publish(archive.witness)
    old = client.get(f"/testimonies/{archive.testimony.identifier}/v1/").text
    assert "A new name" in old
    assert "Synthetic witness" not in old


def test_a_withdrawn_witness_is_named_on_no_version(client, archive):
    perform(Action.WITHDRAW, archive.witness, make_user("moderator"), "in danger", reason="safety")
    for end in ("", "v1/"):
        page = client.get(f"/testimonies/{archive.testimony.identifier}/{end}").text
        assert "Synthetic witness" not in page


def test_a_witness_no_longer_named_by_the_testimony_is_not_named_by_its_old_versions(client, archive):
    Testimony.objects.filter(pk=archive.testimony.pk).update(witness=None)
    archive.testimony.refresh_from_db()
    publish(archive.testimony)
    old = client.get(f"/testimonies/{archive.testimony.identifier}/v1/").text
    assert "Synthetic witness" not in old
    assert archive.witness.identifier not in old


def test_an_erased_passage_is_gone_from_old_versions_which_show_the_current_text(client, archive):
    perform(Action.ERASE, archive.testimony, make_user("custodian", is_superuser=True), passage=3)
    publish(archive.testimony)
    page = client.get(f"/testimonies/{archive.testimony.identifier}/v1/").text
    assert "Third words" not in page
    assert "The text of this version was removed" in page
    assert "This passage was removed" in page
    history = client.get(f"/testimonies/{archive.testimony.identifier}/history/").text
    assert "The text of this version was removed" in history
    assert "Third words" not in history


def test_an_old_claim_stands_beside_the_current_one(client, archive):
    archive.claim.low, archive.claim.change = 20000, "Lower bound corrected"
    archive.claim.save()
    publish(archive.claim)
    old = client.get(f"/claims/{archive.claim.identifier}/v1/").text
    assert "23,800–23,900 people" in old
    assert "20,000–23,900 people" in old
    assert "Lower bound corrected" in client.get(f"/claims/{archive.claim.identifier}/history/").text


def test_a_label_that_was_withdrawn_does_not_come_back_on_old_versions(client, archive):
    perform(Action.WITHDRAW, archive.source, make_user("moderator"), "names someone", reason="safety")
    archive.source.title, archive.source.author = "Another title", "Changed, Chris"
    archive.source.save()
    publish(archive.source)
    old = client.get(f"/testimonies/{archive.testimony.identifier}/v1/").text
    assert "Changed 2001" in old
    assert "Author 2001" not in old


@pytest.mark.django_db
def test_an_old_version_of_a_witness_shows_the_present_naming(client):
    witness = publish(make_witness(public_name="Formerly Named"))
    witness = type(witness).objects.get(pk=witness.pk)
    witness.naming, witness.public_name = "pseudonym", "Witness Lamp"
    witness.save()
    publish(witness)
    for address in (f"/witnesses/{witness.identifier}/v1/", f"/api/v1/witnesses/{witness.identifier}/v1"):
        page = client.get(address).content.decode()
        assert "Formerly Named" not in page
        assert "Witness Lamp" in page
