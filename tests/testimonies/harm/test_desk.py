"""The desk shows every finding beside the record, takes an explanation, and keeps the not-public list."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from playwright.sync_api import expect

from testimonies import harm
from testimonies.models import NotPublicName
from testimonies.vocabulary import Stage
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of
from tests.testimonies.admin.test_desk_in_browser import sign_in, sound

TELLING = "She escaped on 12 March 1998."
LIST = "/curate/testimonies/notpublicname/"


def page_of(record) -> str:
    return reverse("admin:testimonies_testimony_change", args=[record.pk])


@pytest.mark.django_db
def test_the_author_meets_the_finding_explains_it_and_submits():
    record, author = make_testimony(texts=(TELLING,)), make_user("contributor")
    client = signed_in(author)
    answer = send(client, page_of(record), {}, "_submit")
    assert "not submitted. Do-no-harm check" in answer.content.decode()
    shown = values_of(client.get(page_of(record)), "explains") | {"note": "The source prints the day."}
    answer = client.post(reverse("admin:record_act", args=[record.pk, "comment"]), shown, follow=True)
    html = answer.content.decode()
    assert "Explained by" in html and "The source prints the day." in html and 'name="explains"' not in html
    send(client, page_of(record), {}, "_submit")
    record.refresh_from_db()
    assert record.stage == Stage.SUBMITTED


@pytest.mark.django_db
def test_saving_a_draft_says_what_was_found():
    record = make_testimony(texts=(TELLING,))
    html = send(signed_in(make_user("contributor")), page_of(record), {}).content.decode()
    assert "Do-no-harm check: change the text, or explain" in html


@pytest.mark.django_db
def test_a_reviewer_meets_an_open_finding_and_comes_back_to_the_review_after_explaining(settings):
    record, reviewer = make_testimony(texts=("It was cold.",)), make_user("moderator")
    perform(Action.SUBMIT, record, make_user("contributor"))
    perform(Action.START, record, reviewer)
    record.passages.update(text=TELLING)
    client, review = signed_in(reviewer), reverse("admin:record_review", args=[record.pk])
    page = client.get(review)
    assert "Approve and publish" not in page.content.decode()
    shown = values_of(page, "explains") | {"note": "Printed in the book."}
    answer = client.post(reverse("admin:record_act", args=[record.pk, "comment"]), shown)
    assert answer.headers["Location"] == review
    assert harm.open_findings(record) == []


@pytest.mark.django_db
def test_who_may_not_contribute_sees_the_finding_and_no_form():
    record = make_testimony(texts=(TELLING,))
    html = signed_in(make_user("custodian")).get(page_of(record)).content.decode()
    assert "Exact date of an escape" in html and 'name="explains"' not in html


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["moderator", "custodian"])
def test_moderators_and_custodians_keep_the_list_and_no_log_repeats_a_name(role):
    user = make_user(role)
    client = signed_in(user)
    client.post(f"{LIST}add/", {"name": "Synthetic Hidden Name", "note": "Asked for it."})
    row = NotPublicName.objects.get()
    assert row.actor.user == user and row.at
    assert "Synthetic Hidden Name" in client.get(LIST).content.decode()
    client.post(f"{LIST}{row.pk}/change/", {"name": "Synthetic Other Name", "note": ""})
    client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    assert not NotPublicName.objects.exists() and not LogEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("roles", [("contributor",), ()])
def test_nobody_else_sees_the_list(roles):
    client = signed_in(make_user(*roles))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}add/", {"name": "Synthetic"}).status_code == 403
    assert "notpublicname" not in client.get("/curate/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_findings_checklist_and_list_in_a_browser_without_a_complaint(browser, live_server):
    complaints: list[str] = []
    record = make_testimony(texts=(f"{TELLING} Her brother Kim Chol-su stayed.",))
    page = sign_in(browser, live_server, make_user("moderator"), complaints)
    page.goto(f"{live_server.url}{page_of(record)}")
    sound(page, complaints)
    for _n in range(2):
        page.get_by_label("Why it does no harm (private)").first.fill("Printed in the source.")
        page.get_by_role("button", name="Explain finding").first.click()
    expect(page.get_by_text("Explained by")).to_have_count(2)
    sound(page, complaints)
    perform(Action.SUBMIT, record, make_user("contributor"))
    page.goto(f"{live_server.url}{reverse('admin:record_review', args=[record.pk])}")
    page.get_by_role("button", name="Take up for review").click()
    expect(page.get_by_label("No identifying detail")).not_to_be_checked()
    sound(page, complaints)
    page.goto(f"{live_server.url}{LIST}add/")
    sound(page, complaints)
    page.locator("#id_name").fill("Synthetic Hidden Name")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"{live_server.url}{LIST}")
    sound(page, complaints)
    assert complaints == []
