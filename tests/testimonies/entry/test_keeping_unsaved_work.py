"""What is typed is kept without saving it: for its author alone, never in public, and not for long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from testimonies import unsaved
from testimonies.models import Event, LedgerRow, Testimony, UnsavedWork
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_testimony, make_user, make_witness, publish
from tests.testimonies.admin.forms_on_pages import signed_in
from tests.testimonies.entry.unsaved_forms import ADD, opened
from tests.testimonies.ledger.dumping import dump

pytestmark = pytest.mark.django_db

SECRET = "Typed and not saved, in synthetic words."


def offers(user, address=ADD) -> str:
    return signed_in(user).get(address).content.decode()


def test_what_is_typed_is_kept_and_is_no_record_no_event_and_in_no_ledger():
    before = Event.objects.count(), LedgerRow.objects.count()
    tab = opened(make_user("contributor"))
    for number in (1, 2, 3):
        assert tab.type(title=f"{SECRET} {number}").json()["version"] == number
    kept = UnsavedWork.objects.get()
    assert (kept.user, kept.form, kept.record, kept.typed["title"]) == (
        tab.user, "testimony", None, [f"{SECRET} 3"],
    )  # fmt: skip
    assert not {"csrfmiddlewaretoken", "unsaved", "_continue"} & set(kept.typed)
    assert (Event.objects.count(), LedgerRow.objects.count()) == before
    assert not Testimony.objects.exists()


def test_next_time_it_is_offered_and_comes_back_as_it_was_typed():
    user = make_user("contributor")
    opened(user).type(title=SECRET, passages__0__text="A passage.", given="whenever")
    assert f"“{SECRET}”" in offers(user)
    again = opened(user, _restore=UnsavedWork.objects.get().token)
    assert (again.values["title"], again.values["given"]) == ([SECRET], ["whenever"])
    assert again.values["passages-0-text"] == ["A passage."]
    assert again.version == 1 and again.type(title="Typed further").status_code == 200
    assert UnsavedWork.objects.get().typed["title"] == ["Typed further"]


@pytest.mark.parametrize("button", ["_continue", "_submit", "_addanother"])
def test_saving_the_form_forgets_it(button):
    tab = opened(make_user("contributor"))
    tab.type(title=SECRET, passages__0__text="A passage.")
    tab.press(button)
    assert Testimony.objects.get().title == SECRET
    assert not UnsavedWork.objects.exists()


def test_a_save_that_is_refused_forgets_nothing():
    tab = opened(make_user("contributor"))
    tab.type(title=SECRET, given="whenever")
    tab.press()
    assert UnsavedWork.objects.get().typed["title"] == [SECRET]


def test_two_tabs_keep_two_works_and_saving_one_leaves_the_other():
    user = make_user("contributor")
    one, two = opened(user), opened(user)
    one.type(title="In the first", passages__0__text="A passage.")
    two.type(title="In the second")
    one.press()
    assert [work.typed["title"] for work in UnsavedWork.objects.all()] == [["In the second"]]


def test_a_duplicated_tab_is_given_a_name_of_its_own_and_overwrites_nothing():
    one = opened(make_user("contributor"))
    one.type(title="In the first")
    two = opened(one.user)
    two.values["unsaved"] = one.values["unsaved"]
    answer = two.type(title="In the second")
    assert answer.status_code == 409
    two.values["unsaved"] = [answer.json()["token"]]
    two.type()
    assert {work.typed["title"][0] for work in UnsavedWork.objects.all()} == {"In the first", "In the second"}


def test_what_arrives_after_the_form_was_saved_does_not_come_back():
    tab = opened(make_user("contributor"))
    tab.type(title=SECRET, passages__0__text="A passage.")
    tab.press()
    assert tab.type(title=SECRET).status_code == 409
    assert not UnsavedWork.objects.exists()


def test_only_its_author_sees_it_restores_it_or_deletes_it():
    testimony, author = make_testimony(), make_user("contributor")
    tab = opened(author, testimony)
    tab.type(title=SECRET)
    token = UnsavedWork.objects.get().token
    for other in (make_user("contributor"), make_user("moderator", is_superuser=True)):
        assert SECRET not in offers(other, tab.address)
        client = signed_in(other)
        assert SECRET not in client.post(tab.address, {"_restore": token}, follow=True).content.decode()
        client.post("/curate/typing/forget/", {"token": token})
        stolen = opened(other, testimony)
        stolen.values["unsaved"], stolen.version = [token], 1
        assert stolen.type(title="Theirs").status_code == 409
    assert UnsavedWork.objects.get(token=token).typed["title"] == [SECRET]
    assert SECRET in offers(author, tab.address) and SECRET not in offers(author)


def test_its_author_deletes_it():
    tab = opened(make_user("contributor"))
    tab.type(title=SECRET)
    token = UnsavedWork.objects.get().token
    answer = tab.client.post("/curate/typing/forget/", {"token": token, "back": ADD})
    assert answer.headers["Location"] == ADD and not UnsavedWork.objects.exists()
    elsewhere = {"token": token, "back": "https://example.org/curate/"}
    assert tab.client.post("/curate/typing/forget/", elsewhere).headers["Location"] == "/curate/"


def test_two_people_keep_theirs_apart_and_the_second_save_is_told_of_the_first():
    testimony = make_testimony()
    one, two = opened(make_user("contributor"), testimony), opened(make_user("contributor"), testimony)
    one.type(title="Of the first")
    two.type(title="Of the second")
    one.press()
    again = opened(two.user, testimony, _restore=UnsavedWork.objects.get().token)
    assert again.values["title"] == ["Of the second"]
    assert "while you were editing" in again.press().content.decode()
    testimony.refresh_from_db()
    assert testimony.title == "Of the first"


def test_when_someone_else_has_signed_in_nothing_is_kept_for_them():
    tab = opened(make_user("contributor"))
    tab.client.force_login(make_user("contributor"))
    answer = tab.type(title=SECRET)
    assert answer.status_code == 422 and "Someone else is signed in here now" in answer.json()["why"]
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize("passage", [None, 1])
def test_erasing_a_record_or_a_passage_deletes_what_anybody_typed_for_it(passage):
    testimony, other = publish(make_testimony(texts=("One.", "Two."))), make_testimony()
    tabs = [opened(make_user("contributor"), testimony) for _person in range(2)]
    for tab in (*tabs, opened(tabs[0].user, other)):
        tab.type(passages__0__text=SECRET)
    perform(Action.ERASE, testimony, make_user("custodian"), passage=passage)
    assert [work.record_id for work in UnsavedWork.objects.all()] == [other.pk]
    refused = tabs[0].type(passages__0__text=SECRET)
    assert refused.status_code in (409, 422)
    tabs[0].values["unsaved"], tabs[0].version = [unsaved.new_token()], 0
    refused = tabs[0].type(passages__0__text=SECRET)
    assert refused.status_code == 422 and "was erased while this page was open" in refused.json()["why"]
    UnsavedWork.objects.filter(record=other).delete()
    assert SECRET not in dump()


def test_after_a_fortnight_it_is_gone():
    user = make_user("contributor")
    opened(user).type(title=SECRET)
    UnsavedWork.objects.update(at=timezone.now() - timedelta(days=13))
    assert SECRET in offers(user)
    UnsavedWork.objects.update(at=timezone.now() - timedelta(days=15))
    signed_in(make_user("moderator")).get("/curate/")
    assert not UnsavedWork.objects.exists()


def test_the_pages_of_a_witness_keep_nothing():
    witness, user = make_witness(), make_user("contributor", "custodian")
    for address in (f"/curate/testimonies/witness/{witness.pk}/change/", f"/curate/witnesses/{witness.pk}/"):
        html = signed_in(user).get(address).content.decode()
        assert "data-keep" not in html and 'name="unsaved"' not in html
    tab = opened(user)
    tab.changes = {"form": "witness", "record": witness.pk}
    assert tab.type(title=SECRET).status_code == 422
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"token": "short"},
        {"token": "Z" * 32},
        {"record": "no number"},
        {"record": 4711},
        {"typed": ["a", "list"]},
        {"typed": {"title": "x" * 1_000_001}},
        {"version": None},
    ],
)
def test_what_is_no_form_of_ours_is_refused_with_a_reason(changes):
    tab = opened(make_user("contributor"))
    tab.changes = changes
    answer = tab.type(title="T")
    assert answer.status_code == 422 and answer.json()["why"]
    assert not UnsavedWork.objects.exists()


def test_one_person_keeps_so_many_forms_and_no_more():
    user = make_user("contributor")
    tokens = (unsaved.new_token() for _form in range(unsaved.MOST_FORMS))
    UnsavedWork.objects.bulk_create(UnsavedWork(token=token, user=user, form="topic") for token in tokens)
    answer = opened(user).type(title="T")
    assert answer.status_code == 422 and "delete some of the others" in answer.json()["why"]


def test_other_records_are_kept_too():
    user, source, camp = make_user("contributor"), make_source(), make_camp(18)
    opened(user, source).type(title=SECRET)
    opened(user, camp).type(heading="Typed heading")
    assert {(work.form, work.record_id) for work in UnsavedWork.objects.all()} == {
        ("source", source.pk), ("camp", camp.pk),
    }  # fmt: skip


def test_an_account_entered_before_is_pointed_out_while_it_is_typed():
    words = "A synthetic account of a synthetic valley and its synthetic river in a cold winter."
    before = make_testimony(texts=(words,))
    perform(Action.EDIT, before, make_user("contributor"))
    tab = opened(make_user("contributor"))
    told = {"word": f"#{before.pk}", "why": "the same words", "address": opened(tab.user, before).address}
    assert tab.type(passages__0__text=words).json()["alike"] == [told]
    assert tab.type(passages__0__text="", paste__text=f"1. Before.\n2. {words}").json()["alike"] != []
    assert tab.type(paste__text="Other words entirely, and more of them than six.").json()["alike"] == []


def test_a_saved_draft_links_to_it_beside_its_passages():
    words = "A synthetic account of a synthetic valley and its synthetic river in a cold winter."
    one, two = make_testimony(texts=(words,)), make_testimony(texts=(words,))
    for testimony in (one, two):
        perform(Action.EDIT, testimony, make_user("contributor"))
    tab = opened(make_user("contributor"), two)
    html = tab.client.get(tab.address).content.decode()
    told = html[html.index("May be an account entered before") : html.index('id="passages-group"')]
    assert opened(tab.user, one).address in told and "the same words" in told
