"""One passage is taken back from the desk: struck in a draft, public after a review; or it is erased."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from testimonies import ledger
from testimonies.models import Remark
from testimonies.vocabulary import PassageStanding, Stage
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in
from tests.testimonies.admin.test_desk_in_browser import sign_in, sound

PAGE = "admin:testimonies_testimony_change"


@pytest.fixture
def source(db):
    return publish(make_source(title="Synthetic report"))


def public(source):
    return publish(make_testimony(source, ("It was cold.", "He saw it himself.")))


def form_of(record) -> str:
    return reverse("admin:record_retract", args=[record.pk])


def typed(source, **changes):
    given = {
        "passage": "2",
        "retracted_by": "Synthetic Witness",
        "retracted": "January 2015",
        "retracted_why": "He was elsewhere.",
        "retraction_source": source.identifier,
    }
    return given | changes


def test_a_passage_is_struck_in_a_draft_and_public_after_a_review(source):
    record, author = public(source), make_user("contributor")
    client = signed_in(author)
    assert form_of(record) in client.get(reverse(PAGE, args=[record.pk])).content.decode()
    answer = client.post(form_of(record), typed(source), follow=True)
    assert "Passage 2 is struck in the draft" in answer.content.decode()
    record.refresh_from_db()
    assert (record.stage, record.change, record.revision) == (Stage.DRAFT, "Passage 2 was taken back.", 2)
    assert record.events.last().actor.user == author
    assert ledger.current(record.identifier).version == 1
    publish(record, author)
    passage = ledger.current(record.identifier).document.passages[1]
    assert (passage.standing, passage.text) == (PassageStanding.RETRACTED, "He saw it himself.")
    told = passage.retraction
    assert (told.by, told.why, told.source) == ("Synthetic Witness", "He was elsewhere.", source.identifier)
    assert told.when.edtf == "2015-01"
    html = client.get(f"/testimonies/{record.identifier}/").content.decode()
    assert "He was elsewhere." in html and "January 2015" in html


@pytest.mark.parametrize("lacking", ["retracted_by", "retraction_source", "passage"])
def test_who_takes_back_what_and_who_reports_it_is_needed(source, lacking):
    record = public(source)
    answer = signed_in(make_user("contributor")).post(form_of(record), typed(source, **{lacking: ""}))
    assert "This field is required" in answer.content.decode()
    assert not record.passages.exclude(standing=PassageStanding.STANDS).exists()


def test_a_passage_that_is_taken_back_already_is_not_offered(source):
    record, client = public(source), signed_in(make_user("contributor"))
    client.post(form_of(record), typed(source))
    html = client.get(form_of(record)).content.decode()
    assert "1: It was cold." in html and "2: He saw" not in html
    assert "Select a valid choice" in client.post(form_of(record), typed(source)).content.decode()


def test_while_it_waits_for_review_nothing_is_struck(source):
    record, author = public(source), make_user("contributor")
    perform(Action.EDIT, record, author)
    perform(Action.SUBMIT, record, author)
    answer = signed_in(author).post(form_of(record), typed(source))
    assert answer.status_code == 409 and "waiting for review" in answer.content.decode()
    assert not record.passages.exclude(standing=PassageStanding.STANDS).exists()


def test_a_form_that_was_open_meanwhile_is_told(source):
    record, client = public(source), signed_in(make_user("contributor"))
    address = reverse(PAGE, args=[record.pk])
    stale = {"seen_revision": str(record.revision)}
    client.post(form_of(record), typed(source))
    assert "Nothing was saved yet" in send(client, address, stale).content.decode()


@pytest.mark.parametrize(("roles", "status"), [((), 403), (("custodian",), 409)])
def test_who_may_not_edit_strikes_nothing(source, roles, status):
    record = public(source)
    assert signed_in(make_user(*roles)).post(form_of(record), typed(source)).status_code == status
    assert not record.passages.exclude(standing=PassageStanding.STANDS).exists()


def test_what_is_not_public_has_nothing_to_take_back(source):
    client = signed_in(make_user("contributor"))
    draft = make_testimony(source)
    assert client.get(form_of(draft)).status_code == 404
    assert form_of(draft) not in client.get(reverse(PAGE, args=[draft.pk])).content.decode()
    assert client.get(form_of(source)).status_code == 404


def test_the_form_of_an_erasure_says_what_happens_and_the_public_learns_neither_who_nor_why(source):
    record, custodian = public(source), make_user("custodian", first_name="Synthetic custodian")
    client = signed_in(custodian)
    address = reverse("admin:record_act", args=[record.pk, "erase"])
    html = client.get(address).content.decode()
    for words in ("not who did it, and no other why", "its number stays", "takes every note on the record"):
        assert words in html
    client.post(address, {"note": "A secret why.", "reason": "safety", "passage": "2"})
    assert not Remark.objects.filter(event__record=record).exists()
    public_page = client.get(f"/testimonies/{record.identifier}/").content.decode()
    for words in ("A secret why.", custodian.username, "Synthetic custodian", "He saw it himself."):
        assert words not in public_page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_passage_is_struck_in_a_browser_without_a_complaint(browser, live_server):
    complaints: list[str] = []
    record = public(publish(make_source(title="Synthetic report")))
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    page.goto(f"{live_server.url}{reverse(PAGE, args=[record.pk])}")
    page.get_by_role("link", name="Retract a passage").click()
    sound(page, complaints)
    page.get_by_label("Passage", exact=True).select_option("2")
    page.get_by_label("Who takes it back").fill("Synthetic Witness")
    page.get_by_label("Who reports it").fill("S-0001")
    page.get_by_role("button", name="Strike it in a draft").click()
    expect(page.get_by_text("Passage 2 is struck in the draft")).to_be_visible()
    assert complaints == []
