"""Who entered a record is told of its return or approval: at the desk; by mail without a word of it."""

import pytest
from django.core import mail

from testimonies.models import Notice
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db
TITLE = "Synthetic title that stays inside"


def returned(author, reviewer=None, editor=None):
    testimony = make_testimony(title=TITLE)
    if editor:
        perform(Action.EDIT, testimony, editor)
    perform(Action.SUBMIT, testimony, author)
    perform(Action.RETURN, testimony, reviewer or make_user("moderator"), "Say which page.")
    return testimony


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).values_list("event__action", flat=True))


def test_every_author_is_told_of_a_return_and_nobody_else():
    author, editor, reviewer = make_user("contributor"), make_user("contributor"), make_user("moderator")
    testimony = returned(author, reviewer, editor)
    assert (told(author), told(editor), told(reviewer)) == (["return"], ["return"], [])
    assert Notice.objects.filter(event__record=testimony).count() == 2


def test_authors_are_told_of_an_approval():
    author = make_user("contributor")
    publish(make_testimony(), author)
    assert told(author) == ["approve"]


def test_who_returns_their_own_is_not_told_what_they_did():
    author = make_user("moderator")
    returned(author, author)
    assert told(author) == []


def test_authors_of_an_earlier_version_are_not_told_of_the_next():
    first, second = make_user("contributor"), make_user("contributor")
    testimony = publish(make_testimony(), first)
    publish(testimony, second)
    assert (told(first), told(second)) == (["approve"], ["approve"])


def test_the_header_counts_what_is_unread_until_it_is_read():
    author = make_user("contributor")
    client = signed_in(author)
    returned(author), returned(author)
    assert '<b class="count">2' in client.get("/curate/").text
    page = client.get("/curate/notices/").text
    assert TITLE in page and "Say which page." in page
    one = Notice.objects.filter(user=author).first()
    client.post("/curate/notices/", {"notice": one.pk})
    assert '<b class="count">1' in client.get("/curate/").text
    client.post("/curate/notices/")
    assert 'class="count"' not in client.get("/curate/").text


def test_nobody_reads_or_marks_the_notices_of_another():
    author, other = make_user("contributor"), make_user("contributor")
    returned(author)
    client = signed_in(other)
    assert TITLE not in client.get("/curate/notices/").text
    own = Notice.objects.get(user=author)
    client.post("/curate/notices/", {"notice": own.pk})
    client.post("/curate/notices/")
    own.refresh_from_db()
    assert not own.read


def test_without_a_mail_server_nothing_is_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        returned(make_user("contributor", email="author@example.org"))
    assert mail.outbox == []


def test_a_mail_says_that_something_waits_and_nothing_else(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_URL = "smtp://mail.example.org"
    author, reviewer = make_user("contributor", email="author@example.org"), make_user("moderator")
    with django_capture_on_commit_callbacks(execute=True):
        testimony = returned(author, reviewer)
    (letter,) = mail.outbox
    whole = str(letter.message())
    assert letter.to == ["author@example.org"] and "Something waits for you" in whole
    words = (TITLE, "Say which page.", settings.ARCHIVE_NAME, author.username, reviewer.username, "/curate/")
    assert [word for word in (*words, f"/{testimony.pk}/", "return") if word in whole] == []


def test_one_mail_is_enough_until_it_is_read(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_URL = "smtp://mail.example.org"
    author = make_user("contributor", email="author@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        returned(author), returned(author)
    assert len(mail.outbox) == 1
    Notice.objects.update(read=True)
    with django_capture_on_commit_callbacks(execute=True):
        returned(author)
    assert len(mail.outbox) == 2


def test_a_mail_server_that_is_down_does_not_undo_the_act(
    settings, django_capture_on_commit_callbacks, caplog
):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    author = make_user("contributor", email="author@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        testimony = returned(author)
    assert testimony.stage == "draft" and told(author) == ["return"]
    assert "not sent" in caplog.text and "author@example.org" not in caplog.text
