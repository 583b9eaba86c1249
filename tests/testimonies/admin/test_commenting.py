"""Comments stand beside the passage, for those who wrote the record and those who review it only."""

import pytest
from django.urls import reverse

from testimonies import ledger
from testimonies.models import Comment
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_source, make_testimony, make_user
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

pytestmark = pytest.mark.django_db
WORDS = "Synthetic words of a comment"


@pytest.fixture
def scene():
    author, reviewer = make_user("contributor"), make_user("moderator")
    testimony = make_testimony(texts=("One.", "Two."))
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, testimony, author)
    perform(Action.START, testimony, reviewer)
    return testimony, author, reviewer


def review_of(testimony) -> str:
    return reverse("admin:record_review", args=[testimony.pk])


def act(testimony, action: Action) -> str:
    return reverse("admin:record_act", args=[testimony.pk, action.value])


def comment(testimony, user, passage=2, **more):
    data = {"note": WORDS, "passage": passage, "back": review_of(testimony) + f"#p{passage}"} | more
    return signed_in(user).post(act(testimony, Action.COMMENT), data)


def test_it_stands_beside_its_passage_and_one_comes_back_to_that_place(scene):
    testimony, _author, reviewer = scene
    answer = comment(testimony, reviewer)
    assert answer.headers["Location"] == f"{review_of(testimony)}#p2"
    html = signed_in(reviewer).get(review_of(testimony)).content.decode()
    row = html[html.index('id="p2"') :].split("</tr>")[0]
    assert WORDS in row and html.count(WORDS) == 1


def test_the_contributor_reads_it_on_the_form_beside_the_passage(scene):
    testimony, author, reviewer = scene
    comment(testimony, reviewer)
    perform(Action.RETURN, testimony, reviewer, "See the comment.")
    address = reverse("admin:testimonies_testimony_change", args=[testimony.pk])
    html = signed_in(author).get(address).content.decode()
    place = html.index(WORDS)
    assert html.index('name="passages-1-text"') < place < html.index('name="passages-2-text"')
    assert f'{review_of(testimony)}#p2"' in html


def test_a_comment_on_the_whole_stands_beside_the_form_of_any_kind_of_record():
    source, author, reviewer = make_source(), make_user("contributor"), make_user("moderator")
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, source, author)
    comment(source, reviewer, passage=0)
    perform(Action.RETURN, source, reviewer, "See the comment.")
    address = reverse("admin:testimonies_source_change", args=[source.pk])
    html = signed_in(author).get(address).content.decode()
    assert WORDS in html and "Read and answer: 1 thread, unresolved 1" in html
    assert WORDS not in signed_in(make_user("contributor")).get(address).content.decode()


def test_the_author_answers_and_resolves_it(scene):
    testimony, author, reviewer = scene
    comment(testimony, reviewer)
    key = Comment.objects.get().pk
    comment(testimony, author, thread=key, note="On page 12.")
    signed_in(author).post(act(testimony, Action.RESOLVE), {"thread": key, "back": review_of(testimony)})
    html = signed_in(reviewer).get(review_of(testimony)).content.decode()
    assert "On page 12." in html and f"by {author}," in html
    signed_in(reviewer).post(act(testimony, Action.UNRESOLVE), {"thread": key, "back": review_of(testimony)})
    assert Comment.objects.get(pk=key).resolved is None


@pytest.mark.parametrize("roles", [("contributor",), ("custodian",), ("editor",)])
def test_who_neither_wrote_nor_reviews_it_reads_it_nowhere(scene, roles):
    testimony, _author, reviewer = scene
    comment(testimony, reviewer)
    client = signed_in(make_user(*roles))
    pages = [review_of(testimony), reverse("admin:testimonies_testimony_change", args=[testimony.pk])]
    pages += [reverse(f"admin:record_{name}", args=[testimony.pk]) for name in ("history", "preview")]
    for address in [*pages, "/curate/", "/curate/notices/"]:
        assert WORDS not in client.get(address).content.decode(), address


def test_its_words_are_in_no_history_notice_or_preview_for_anyone(scene):
    testimony, author, reviewer = scene
    comment(testimony, reviewer)
    for user in (author, reviewer):
        client = signed_in(user)
        for name in ("history", "preview"):
            page = client.get(reverse(f"admin:record_{name}", args=[testimony.pk]))
            assert WORDS not in page.content.decode()
        assert WORDS not in client.get("/curate/notices/").content.decode()


def test_its_words_do_not_become_public_with_the_record(scene):
    testimony, _author, reviewer = scene
    comment(testimony, reviewer)
    perform(Action.APPROVE, testimony, reviewer, checked=CHECKED, despite=True)
    assert WORDS not in signed_in(make_user()).get(f"/testimonies/{testimony.identifier}/").content.decode()
    assert WORDS not in ledger.current(testimony.identifier).document.model_dump_json()


def test_approving_over_it_asks_and_keeps_what_was_ticked(scene):
    testimony, _author, reviewer = scene
    comment(testimony, reviewer)
    client = signed_in(reviewer)
    page = client.get(review_of(testimony))
    assert "I approve although 1 comment is unresolved" in page.content.decode()
    ticked = values_of(page, "seen") | {"checked": CHECKED}
    answer = client.post(act(testimony, Action.APPROVE), ticked)
    assert answer.status_code == 409 and "Comments are unresolved" in answer.content.decode()
    client.post(act(testimony, Action.APPROVE), ticked | {"despite": "on"})
    testimony.refresh_from_db()
    assert testimony.stage == "settled"


def test_a_comment_on_what_does_not_change_stands_below(scene):
    testimony, author, reviewer = scene
    perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    testimony.passages.filter(number=1).update(text="One, changed.")
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, testimony, author)
    comment(testimony, reviewer, passage=2)
    comment(testimony, reviewer, passage=0, note="Of the whole.")
    html = signed_in(reviewer).get(review_of(testimony)).content.decode()
    below = html[html.index("Comments on the rest") :]
    assert WORDS in below and "Of the whole." in below
