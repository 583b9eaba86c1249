"""A second person reviews what was submitted, beside what is public, and decides."""

import pytest
from django.urls import reverse

from testimonies import ledger
from testimonies.models import LedgerRow, Passage, Reference
from testimonies.vocabulary import Stage
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_source, make_testimony, make_topic, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

pytestmark = pytest.mark.django_db


def act(record, action: Action) -> str:
    return reverse("admin:record_act", args=[record.pk, action.value])


def review_of(record) -> str:
    return reverse("admin:record_review", args=[record.pk])


def a_second_version(author):
    """A published testimony of two passages; the second is rewritten, a third added, and all submitted."""
    source = make_source(title="Synthetic book", url="https://example.org/book")
    source.derives_from.add(publish(make_source(title="Synthetic ground")))
    publish(source)
    testimony = publish(make_testimony(source, ("First passage, kept.", "He worked in the mine.")))
    testimony.passages.filter(number=2).update(text="He worked in coal mining.")
    added = Passage.objects.create(testimony=testimony, number=3, text="Third passage, new.")
    Reference.objects.create(passage=added, source=source, locator="p. 31")
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, testimony, author)
    return testimony


def test_pressing_review_takes_the_record_up_and_opens_the_page():
    testimony = a_second_version(make_user("contributor"))
    reviewer = make_user("moderator")
    answer = signed_in(reviewer).post(act(testimony, Action.START), follow=True)
    assert answer.redirect_chain[-1][0] == review_of(testimony)
    testimony.refresh_from_db()
    assert testimony.stage == Stage.IN_REVIEW
    assert testimony.events.last().actor.user == reviewer


def test_the_page_shows_what_changes_word_by_word_and_folds_the_rest():
    testimony = a_second_version(make_user("contributor"))
    html = signed_in(make_user("moderator")).get(review_of(testimony)).content.decode()
    assert "<del>the mine</del>" in html and "<ins>coal mining</ins>" in html
    assert "<ins>Third passage, new.</ins>" in html
    assert "Unchanged: title" in html and "passage 1." in html
    assert "<ins>First passage" not in html


def test_the_sources_of_a_changed_passage_stand_open_beside_it():
    testimony = a_second_version(make_user("contributor"))
    html = signed_in(make_user("moderator")).get(review_of(testimony)).content.decode()
    beside = html[html.index('aria-label="Sources of passage 3"') :].split("</ul>")[0]
    assert "<i>Synthetic book</i>" in beside and "p. 31" in beside
    assert 'href="https://example.org/book"' in beside and "listed, not checked" in beside
    assert "Derives from: Synthetic ground (S-" in beside


def test_the_page_shows_all_that_would_become_public_of_a_first_version():
    testimony = make_testimony(title="Synthetic record seen whole", texts=("All of this is new.",))
    perform(Action.SUBMIT, testimony, make_user("contributor"))
    html = signed_in(make_user("moderator")).get(review_of(testimony)).content.decode()
    assert "Nothing of it is public: all of it is new" in html
    assert html.count("All of this is new.") == 2  # among the changes, and in the whole


def test_a_reviewer_returns_it_with_a_reason_and_the_contributor_reads_it():
    author, reviewer = make_user("contributor"), make_user("moderator")
    testimony = a_second_version(author)
    client = signed_in(reviewer)
    client.post(act(testimony, Action.START))
    without = client.post(act(testimony, Action.RETURN), {"note": ""})
    assert "This field is required" in without.content.decode()
    client.post(act(testimony, Action.RETURN), {"note": "Page 31 does not say so."})
    testimony.refresh_from_db()
    assert testimony.stage == Stage.DRAFT
    for address in ("/curate/", reverse("admin:testimonies_testimony_change", args=[testimony.pk])):
        assert "Page 31 does not say so." in signed_in(author).get(address).content.decode()


def test_a_reviewer_approves_what_was_shown_and_it_is_public():
    testimony = a_second_version(make_user("contributor"))
    client = signed_in(make_user("moderator"))
    page = client.post(act(testimony, Action.START), follow=True)
    ticked = values_of(page, "seen") | {"checked": CHECKED}
    answer = client.post(act(testimony, Action.APPROVE), ticked, follow=True)
    assert "Published as version 2" in answer.content.decode()
    testimony.refresh_from_db()
    assert ledger.current(testimony.identifier).document.passages[2].text == "Third passage, new."


def test_content_changed_behind_the_page_is_not_approved():
    testimony = a_second_version(make_user("contributor"))
    client = signed_in(make_user("moderator"))
    shown = values_of(client.post(act(testimony, Action.START), follow=True), "seen")
    testimony.passages.filter(number=3).update(text="Slipped in.")
    answer = client.post(act(testimony, Action.APPROVE), shown | {"checked": CHECKED})
    assert answer.status_code == 409
    assert "not what was submitted" in answer.content.decode()
    assert ledger.current(testimony.identifier).version == 1


def test_an_approval_that_names_no_content_seen_is_refused():
    testimony = a_second_version(make_user("contributor"))
    client = signed_in(make_user("moderator"))
    client.post(act(testimony, Action.START))
    answer = client.post(act(testimony, Action.APPROVE), {"note": ""})
    assert "what is approved is what was read" in answer.content.decode()
    assert ledger.current(testimony.identifier).version == 1


def test_an_author_is_told_that_someone_else_decides_and_finds_no_button():
    author = make_user("moderator")
    testimony = a_second_version(author)
    perform(Action.START, testimony, make_user("moderator"))
    html = signed_in(author).get(review_of(testimony)).content.decode()
    assert "someone else has to decide" in html
    assert "Approve and publish" not in html


def test_a_contributor_sees_the_comparison_and_no_decision():
    testimony = a_second_version(make_user("contributor"))
    perform(Action.START, testimony, make_user("moderator"))
    html = signed_in(make_user("contributor")).get(review_of(testimony)).content.decode()
    assert "<ins>coal mining</ins>" in html
    assert 'id="decide"' not in html


def test_a_reference_to_an_unpublished_record_is_named_before_anyone_decides():
    topic = make_topic(label_en="Synthetic draft topic")
    testimony = make_testimony()
    testimony.topics.add(topic)
    perform(Action.EDIT, testimony, make_user("contributor"))
    html = signed_in(make_user("moderator")).get(review_of(testimony)).content.decode()
    assert "is not published: publish it first" in html


def test_the_history_tells_every_event_and_ledger_row():
    author = make_user("contributor")
    testimony = a_second_version(author)
    html = signed_in(author).get(reverse("admin:record_history", args=[testimony.pk])).content.decode()
    row = LedgerRow.objects.get(identifier=testimony.identifier)
    assert row.sha256[:16] in html
    assert html.count("submitted") >= 2 and "approved" in html
    stock = signed_in(author).get(reverse("admin:testimonies_testimony_history", args=[testimony.pk]))
    assert stock.headers["Location"] == reverse("admin:record_history", args=[testimony.pk])
