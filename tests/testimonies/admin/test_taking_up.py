"""An entry is taken up, put back and taken over from the queue; one comes back to the page one was on."""

import pytest
from django.urls import reverse

from testimonies.models import Event, Notice
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_user
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db
HERE = "/curate/?kind=source"


def waiting():
    source = make_source()
    perform(Action.SUBMIT, source, make_user("contributor"))
    return source


def press(user, action: Action, record, back: str = HERE):
    return signed_in(user).post(reverse("admin:record_act", args=[record.pk, action.value]), {"back": back})


def stage(record) -> str:
    record.refresh_from_db()
    return record.stage


def test_taking_up_leads_back_to_the_same_page_of_the_queue():
    source, user = waiting(), make_user("moderator")
    answer = press(user, Action.START, source)
    assert (answer.status_code, answer.headers["Location"], stage(source)) == (302, HERE, "in_review")
    html = signed_in(user).get(HERE).content.decode()
    assert "you have it" in html and f'aria-label="Put back: {source}"' in html


@pytest.mark.parametrize("back", ["https://example.org/curate/", "//example.org", "/search/", ""])
def test_no_form_leads_to_an_address_elsewhere(back):
    source = waiting()
    location = press(make_user("moderator"), Action.START, source, back).headers["Location"]
    assert location.startswith("/curate/")


def test_another_one_takes_it_over_and_the_first_reads_it_among_the_notices():
    source, first, second = waiting(), make_user("moderator"), make_user("moderator")
    press(first, Action.START, source)
    html = signed_in(second).get("/curate/").content.decode()
    assert f"taken up by {first}" in html and f'aria-label="Take over: {source}"' in html
    press(second, Action.TAKE_OVER, source)
    assert f"{second} took over" in signed_in(first).get("/curate/notices/").content.decode()


def test_two_who_press_at_once_one_has_it_and_the_other_is_told():
    source, first, second = waiting(), make_user("moderator"), make_user("moderator")
    press(first, Action.START, source)
    answer = press(second, Action.START, source)
    assert answer.status_code == 409
    assert Event.objects.filter(action="start").count() == 1 and not Notice.objects.exists()


def test_the_review_page_says_who_has_it():
    source, first, second = waiting(), make_user("moderator"), make_user("moderator")
    press(first, Action.START, source)
    address = reverse("admin:record_review", args=[source.pk])
    assert f"{first} has it since" in signed_in(second).get(address).content.decode()
    assert "You have it since" in signed_in(first).get(address).content.decode()


def test_several_are_taken_up_put_back_and_returned_from_the_queue():
    one, two, mine, user = waiting(), waiting(), make_source(), make_user("moderator")
    perform(Action.SUBMIT, mine, user)
    client = signed_in(user)

    def many(action: str, note: str = "") -> str:
        data = {"action": action, "note": note, "back": HERE, "record": [one.pk, two.pk, mine.pk]}
        answer = client.post("/curate/many/", data, follow=True)
        assert answer.redirect_chain == [(HERE, 302)]
        return answer.content.decode()

    html = many("take_up")
    assert "Taken up: 2 done." in html and "someone else has to decide" in html
    assert [stage(record) for record in (one, two, mine)] == ["in_review", "in_review", "submitted"]
    assert "Put back in the queue: 2 done." in many("put_back")
    assert "needs a reason" in many("return_with_reasons")
    many("return_with_reasons", "Say which page.")
    assert [stage(record) for record in (one, two)] == ["draft", "draft"]


def test_nothing_is_approved_or_withdrawn_in_bulk_from_the_queue():
    source, user = waiting(), make_user("moderator")
    perform(Action.START, source, user)
    for action in ("approve", "withdraw", "erase", ""):
        answer = signed_in(user).post("/curate/many/", {"action": action, "record": [source.pk]}, follow=True)
        assert "Nothing was done" in answer.content.decode()
    assert stage(source) == "in_review"


def test_who_has_no_task_here_does_nothing_in_bulk():
    source = waiting()
    data = {"action": "take_up", "record": [source.pk]}
    assert signed_in(make_user()).post("/curate/many/", data).status_code == 403
    assert (
        "needs the permission"
        in signed_in(make_user("contributor")).post("/curate/many/", data, follow=True).content.decode()
    )
    assert stage(source) == "submitted"


def test_a_record_that_waits_offers_to_review_it_and_one_in_review_to_go_on():
    source, user = waiting(), make_user("moderator")
    page = reverse("admin:testimonies_source_change", args=[source.pk])
    waits = signed_in(user).get(page).content.decode()
    assert "Go on reviewing" not in waits and ">Review</button>" in waits
    press(user, Action.START, source)
    taken_up = signed_in(user).get(page).content.decode()
    assert "Go on reviewing" in taken_up and ">Review</button>" not in taken_up
