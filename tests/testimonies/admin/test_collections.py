"""A collection pins records to versions that exist."""

import pytest
from django.urls import reverse

from testimonies import ledger
from testimonies.models import Collection
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_camp, make_claim, make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/collection/add/"
LIST = {"title": "Synthetic list", "slug": "synthetic-list", "introduction": "Read in this order."}


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def twice_published():
    return publish(publish(make_source(title="Synthetic book")))


def test_records_of_any_kind_are_pinned_to_their_current_version(desk):
    camp, source = publish(make_camp(18)), twice_published()
    items = {"items-0-item": camp.identifier, "items-1-item": source.identifier, "items-1-note": "Ch. 2."}
    answer = send(desk, ADD, LIST | items, "_submit")
    assert "Saved and submitted" in answer.content.decode()
    rows = Collection.objects.get().items.values_list("item__identifier", "version", "note")
    assert list(rows) == [("kwalliso-18", 1, ""), (source.identifier, 2, "Ch. 2.")]


def test_an_earlier_version_is_pinned_when_it_is_asked_for_and_stays(desk):
    source = twice_published()
    send(desk, ADD, LIST | {"items-0-item": source.identifier, "items-0-version": "1"})
    found = Collection.objects.get()
    address = reverse("admin:testimonies_collection_change", args=[found.pk])
    send(desk, address, {"title": "Another title"})
    found.refresh_from_db()
    assert (found.title, found.items.get().version) == ("Another title", 1)


@pytest.mark.parametrize("version", ["3", "0", "-1"])
def test_a_version_that_does_not_exist_is_refused_beside_the_field(desk, version):
    source = twice_published()
    answer = send(desk, ADD, LIST | {"items-0-item": source.identifier, "items-0-version": version})
    html = answer.content.decode()
    assert "There is no version" in html or "greater than or equal to 0" in html
    assert values_of(answer, "seen_revision")["items-0-version"] == [version]
    assert not Collection.objects.exists()


def test_a_draft_cannot_be_pinned(desk):
    draft = make_testimony(title="Synthetic draft")
    for words in (f"#{draft.pk}", "Synthetic draft"):
        answer = send(desk, ADD, LIST | {"items-0-item": words})
        assert "No record is known as" in answer.content.decode()


def test_a_withdrawn_record_cannot_be_pinned(desk):
    source = publish(make_source())
    perform(Action.WITHDRAW, source, make_user("moderator"), "In error.")
    answer = send(desk, ADD, LIST | {"items-0-item": source.identifier})
    assert "This record is not public" in answer.content.decode()


def test_the_list_of_records_names_them_by_their_titles(desk):
    source, claim = publish(make_source(title="Synthetic book")), publish(make_claim(publish(make_camp(18))))
    html = desk.get(ADD).content.decode()
    for words in (
        f"{source.identifier} Synthetic book",
        "kwalliso-18 Camp 18",
        f"{claim.identifier} {claim}",
    ):
        assert f'<option value="{words}">' in html


def test_a_second_person_publishes_it_under_its_short_name(desk):
    source = publish(make_source(title="Synthetic book"))
    send(desk, ADD, LIST | {"items-0-item": source.identifier, "items-0-note": "Start here."}, "_submit")
    found, client = Collection.objects.get(), signed_in(make_user("moderator"))
    page = client.post(reverse("admin:record_act", args=[found.pk, "start"]), follow=True)
    assert f"Synthetic book ({source.identifier}), version 1, Start here." in page.content.decode()
    approve = reverse("admin:record_act", args=[found.pk, "approve"])
    answer = client.post(approve, values_of(page, "seen") | {"checked": CHECKED}, follow=True)
    assert "Published as version 1: /collections/synthetic-list/" in answer.content.decode()
    assert ledger.current("synthetic-list").document.items[0].version == 1
