"""Two people edit one record at once: neither overwrites the other unseen, and nothing typed is lost."""

import pytest
from django.urls import reverse

from testimonies.models import Event
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

pytestmark = pytest.mark.django_db


def test_the_second_save_is_told_who_saved_in_between_and_keeps_what_was_typed():
    testimony = make_testimony(title="As both opened it")
    first, second = make_user("contributor"), make_user("contributor")
    address = reverse("admin:testimonies_testimony_change", args=[testimony.pk])
    pages = [
        (signed_in(user), values_of(signed_in(user).get(address), "seen_revision"))
        for user in (first, second)
    ]
    (one, ones), (two, twos) = pages
    one.post(address, ones | {"title": "Title of the first", "_continue": ""})
    answer = two.post(
        address,
        twos | {"title": "Title of the second", "passages-0-text": "Typed by the second.", "_continue": ""},
    )

    html = answer.content.decode()
    assert str(first) in html and "while you were editing" in html
    kept = values_of(answer, "seen_revision")
    assert (kept["title"], kept["passages-0-text"]) == (["Title of the second"], ["Typed by the second."])
    testimony.refresh_from_db()
    assert testimony.title == "Title of the first"
    assert not Event.objects.filter(record=testimony, actor__user=second).exists()

    two.post(address, kept | {"_continue": ""})
    testimony.refresh_from_db()
    assert testimony.title == "Title of the second"


def test_both_texts_stand_beside_each_other_word_by_word():
    testimony = make_testimony(title="Title as both opened it", texts=("In the mine.",))
    one, two = signed_in(make_user("contributor")), signed_in(make_user("contributor"))
    address = reverse("admin:testimonies_testimony_change", args=[testimony.pk])
    ones, twos = (values_of(client.get(address), "seen_revision") for client in (one, two))
    added = {"passages-1-text": "A passage of theirs.", "passages-1-references-source": ["S-0001"]}
    one.post(address, ones | added | {"passages-0-text": "In the coal mine.", "_continue": ""})
    typed = {"passages-0-text": "In the copper mine.", "title": "Title of the second", "_continue": ""}
    html = two.post(address, twos | typed).content.decode()
    beside = html[html.index("What they saved, beside what you typed") :].split("</table>")[0]
    assert "In the <del>coal</del> mine." in beside and "In the <ins>copper</ins> mine." in beside
    assert "<ins>of the second</ins>" in beside
    assert "A passage of theirs." in beside and "Added by them: it stays." in beside
    assert "What they saved" not in two.get(address).content.decode()


def test_an_edit_sent_after_the_record_was_submitted_is_refused_and_kept_on_the_page():
    testimony, author = make_testimony(title="As submitted"), make_user("contributor")
    address = reverse("admin:testimonies_testimony_change", args=[testimony.pk])
    client = signed_in(author)
    typed = values_of(client.get(address), "seen_revision") | {"title": "Too late", "_continue": ""}
    perform(Action.SUBMIT, testimony, make_user("contributor"))
    answer = client.post(address, typed)
    html = answer.content.decode()
    assert "not possible while the record is waiting for review" in html
    assert values_of(answer, "seen_revision")["title"] == ["Too late"]
    testimony.refresh_from_db()
    assert (testimony.title, testimony.revision) == ("As submitted", 1)


def test_each_save_counts_as_one_revision():
    testimony, client = make_testimony(), signed_in(make_user("contributor"))
    address = reverse("admin:testimonies_testimony_change", args=[testimony.pk])
    for expected in (2, 3):
        client.post(address, values_of(client.get(address), "seen_revision") | {"_continue": ""})
        testimony.refresh_from_db()
        assert testimony.revision == expected
