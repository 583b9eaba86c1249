"""Actions on many records at once obey the same table, record by record."""

import pytest

from testimonies.models import LedgerRow, Source
from testimonies.vocabulary import Stage
from testimonies.workflow import Action, perform
from tests.factories import make_source, make_user
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db


def press(user, action: str, *records, note: str = "") -> str:
    data = {"action": action, "note": note, "_selected_action": [record.pk for record in records]}
    return signed_in(user).post("/curate/testimonies/source/", data, follow=True).content.decode()


def submitted(author, reviewer=None) -> Source:
    source = make_source()
    perform(Action.SUBMIT, source, author)
    if reviewer:
        perform(Action.START, source, reviewer)
    return source


def stages(*records) -> list[str]:
    return [Source.objects.get(pk=record.pk).stage for record in records]


def test_several_drafts_are_submitted_and_the_refused_one_says_why():
    author, reviewer = make_user("contributor"), make_user("moderator")
    one, two, waiting = make_source(), make_source(), submitted(reviewer)
    html = press(author, "submit", one, two, waiting)
    assert "2 done" in html and "not possible while the record is waiting for review" in html
    assert stages(one, two, waiting) == [Stage.SUBMITTED] * 3


def test_nothing_is_approved_in_bulk_for_each_has_a_checklist_of_its_own():
    reviewer = make_user("moderator")
    records = [submitted(make_user("contributor"), reviewer) for _n in range(2)]
    assert "No action selected" in press(reviewer, "approve", *records)
    assert stages(*records) == [Stage.IN_REVIEW] * 2
    assert not LedgerRow.objects.exists()


def test_a_return_in_bulk_needs_the_note():
    record, reviewer = submitted(make_user("contributor")), make_user("moderator")
    assert "needs a reason" in press(reviewer, "return_with_reasons", record)
    press(reviewer, "return_with_reasons", record, note="Please add the page.")
    assert stages(record) == [Stage.DRAFT]
    assert record.events.last().remark.text == "Please add the page."


def test_the_list_offers_only_actions_this_person_could_ever_do():
    submitted(make_user("contributor"))
    page = signed_in(make_user("contributor")).get("/curate/testimonies/source/").content.decode()
    assert 'value="submit"' in page and 'value="return_with_reasons"' not in page
    assert "delete_selected" not in page
    page = signed_in(make_user("moderator")).get("/curate/testimonies/source/").content.decode()
    assert 'value="return_with_reasons"' in page and 'value="approve"' not in page
