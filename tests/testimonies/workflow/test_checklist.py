"""An approval confirms every point of the checklist, and says so in its event without a word of content."""

import pytest

from testimonies import ledger
from testimonies.models import LedgerRow, Remark
from testimonies.vocabulary import Check
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_source, make_user
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

pytestmark = pytest.mark.django_db


def in_review(reviewer):
    source = make_source(title="Synthetic and checked")
    perform(Action.SUBMIT, source, make_user("contributor"))
    perform(Action.START, source, reviewer)
    return source


@pytest.mark.parametrize("missing", Check)
def test_an_approval_that_leaves_one_point_out_is_refused_and_names_it(missing):
    reviewer = make_user("moderator")
    source = in_review(reviewer)
    with pytest.raises(Refused, match=str(missing.label)):
        perform(Action.APPROVE, source, reviewer, checked=[point for point in Check if point != missing])
    assert not LedgerRow.objects.exists()


def test_an_approval_that_confirms_nothing_is_refused():
    reviewer = make_user("moderator")
    with pytest.raises(Refused, match="Confirm each point"):
        perform(Action.APPROVE, in_review(reviewer), reviewer)


def test_a_point_that_is_none_confirms_nothing():
    reviewer = make_user("moderator")
    with pytest.raises(Refused, match="Confirm each point"):
        perform(Action.APPROVE, in_review(reviewer), reviewer, checked=["anything"])


def test_the_event_keeps_which_points_were_confirmed_and_nothing_else():
    reviewer = make_user("moderator")
    event = perform(Action.APPROVE, in_review(reviewer), reviewer, checked=CHECKED[::-1])
    assert event.checked == "sources dates identity notes"
    assert event.checks == list(Check)
    assert not Remark.objects.filter(event=event).exists()
    assert ledger.verify() == []


def test_other_actions_confirm_nothing():
    assert perform(Action.SUBMIT, make_source(), make_user("contributor")).checked == ""


def test_the_page_asks_for_every_point_and_ticks_none():
    reviewer = make_user("moderator")
    source = in_review(reviewer)
    page = signed_in(reviewer).get(f"/curate/records/{source.pk}/review/")
    html = page.content.decode()
    assert all(f'value="{point}"' in html and str(point.label).capitalize() in html for point in Check)
    assert "checked" not in values_of(page, "seen")


def test_an_approval_from_the_page_without_a_point_is_refused_and_says_which():
    reviewer = make_user("moderator")
    source = in_review(reviewer)
    client = signed_in(reviewer)
    shown = values_of(client.get(f"/curate/records/{source.pk}/review/"), "seen")
    answer = client.post(f"/curate/records/{source.pk}/approve/", shown | {"checked": ["sources", "dates"]})
    assert answer.status_code == 409
    assert "no identifying detail, content notes" in answer.content.decode()
    assert not LedgerRow.objects.exists()


def test_the_history_tells_what_was_confirmed():
    reviewer = make_user("moderator")
    source = in_review(reviewer)
    perform(Action.APPROVE, source, reviewer, checked=CHECKED)
    html = signed_in(reviewer).get(f"/curate/records/{source.pk}/history/").content.decode()
    assert "Confirmed: sources read, dates confirmed, no identifying detail" in html
