"""The vocabulary on the desk: topics as a tree, names with their spellings, what uses each, and merging."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from testimonies import usage
from testimonies.models import Name, Topic
from testimonies.workflow import Action, Refused, perform
from tests.factories import make_camp, make_source, make_testimony, make_topic, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db
TOPICS, NAMES = "/curate/vocabulary/", "/curate/vocabulary/names/"


@pytest.fixture
def work():
    return publish(make_topic(slug="work", label_en="Work"))


def on(topic, public: bool):
    testimony = make_testimony()
    testimony.topics.add(topic)
    testimony.passages.get().topics.add(topic)
    if public:
        publish(testimony)
    return testimony


def row_of(html: str, label: str) -> list[str]:
    """The cells of the row that has this label, without tags."""
    row = next(row for row in html.split("<tr>") if f">{label}</a>" in row)
    return [cell.split("</td>")[0].split(">")[-1] for cell in row.split('class="num"')[1:]]


def test_a_topic_is_counted_once_in_each_public_document_and_each_draft(work):
    on(work, public=True), on(work, public=True), on(work, public=False)
    html = signed_in(make_user("editor")).get(TOPICS).content.decode()
    assert "2 public records use Work" in html
    assert usage.public_using("topic")["work"] == 2
    assert {key: len(using) for key, using in usage.drafts_using("topic").items()} == {work.pk: 1}


def test_narrower_topics_follow_their_broader_one(work):
    make_topic(label_en="Another")
    mine = make_topic(label_en="A mine", broader=work)
    make_topic(label_en="A coal mine", broader=mine)
    html = signed_in(make_user("editor")).get(TOPICS).content.decode()
    places = [html.index(f">{label}</a>") for label in ("Another", "Work", "A mine", "A coal mine")]
    assert places == sorted(places)
    assert "narrower than A mine" in html and "deep-2" in html


def test_a_circle_among_drafts_loses_no_topic(work):
    one = make_topic(label_en="One")
    two = make_topic(label_en="Two", broader=one)
    Topic.objects.filter(pk=one.pk).update(broader=two)
    html = signed_in(make_user("editor")).get(TOPICS).content.decode()
    assert html.count(">One</a>") == html.count(">Two</a>") == 1


def test_names_are_found_by_any_spelling_with_what_uses_them():
    camp = publish(make_camp(18, heading="Camp of the test"))
    Name.objects.create(owner=camp, text="Bukchang")
    publish(make_camp(14, heading="Another camp"))
    publish(make_testimony(camp=camp)), make_testimony(camp=camp)
    client = signed_in(make_user("editor"))
    html = client.get(NAMES, {"q": "bukch"}).content.decode()
    assert "1 named thing" in html and "Bukchang" in html and "Another camp" not in html
    assert "1 public record" in html
    assert len(usage.drafts_using("entity")[camp.pk]) == 1


def test_one_proposes_and_a_second_one_approves(work):
    editor, second = make_user("editor"), make_user("editor")
    topic = make_topic(label_en="Proposed")
    for action in (Action.EDIT, Action.SUBMIT):
        perform(action, topic, editor)
    with pytest.raises(Refused, match="someone else"):
        perform(Action.START, topic, editor)
    html = signed_in(second).get(TOPICS).content.decode()
    assert "1 topic waits for a second person" in html and 'aria-label="Review: Proposed"' in html
    assert "not public" in html


def test_a_merge_says_what_it_changes_before_it_is_done(work):
    mine = publish(make_topic(slug="mining", label_en="Mining", scope_note="Only this one says so."))
    used, drafted = on(mine, public=True), on(mine, public=False)
    address = reverse("admin:record_act", args=[mine.pk, "merge"])
    html = signed_in(make_user("editor")).get(address, {"into": "work"}).content.decode()
    assert "What changes when mining is merged into work" in html
    assert "1 public record refers to it" in html and used.title in html
    assert "1 draft names it" in html and drafted.title in html
    assert "Only this one says so." in html
    assert 'name="into" value="work"' in html


def test_merging_redirects_for_ever_and_counts_for_the_one_that_stays(work):
    mine = publish(make_topic(slug="mining", label_en="Mining"))
    on(mine, public=True)
    client = signed_in(make_user("editor"))
    address = reverse("admin:record_act", args=[mine.pk, "merge"])
    client.post(address, {"into": "work", "note": "The same thing."})
    answer = client.get("/topics/mining/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/topics/work/")
    assert usage.public_using("topic") == {"work": 1}
    assert "merged into work" in client.get(TOPICS).content.decode()


def test_a_merge_into_what_is_not_public_is_named_before_it_is_tried(work):
    make_topic(slug="draft-topic", label_en="A draft")
    address = reverse("admin:record_act", args=[work.pk, "merge"])
    client = signed_in(make_user("editor"))
    assert "Choose another public record" in client.get(address, {"into": "A draft"}).content.decode()
    assert "errornote" in client.get(address, {"into": "no such topic"}).content.decode()


def test_who_may_not_merge_sees_no_such_link_and_strangers_see_nothing(work):
    html = signed_in(make_user("contributor")).get(TOPICS).content.decode()
    assert ">Work</a>" in html and 'aria-label="Merge' not in html
    for address in (TOPICS, NAMES):
        assert signed_in(make_user()).get(address).status_code == 403


@pytest.mark.parametrize("address", [TOPICS, NAMES])
def test_the_number_of_questions_does_not_grow(address):
    client, source = signed_in(make_user("editor")), publish(make_source())

    def more(first: int) -> None:
        for number in range(first, first + 3):
            publish(make_testimony(source, camp=publish(make_camp(number)))).topics.add(publish(make_topic()))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    more(11)
    few = questions()
    more(31)
    assert questions() == few
