import pytest

from testimonies import ledger
from testimonies.documents import canonical, from_record
from testimonies.models import Passage, Source
from testimonies.workflow import Action, Refused, authors, perform, submitted_digest
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_topic, make_user

pytestmark = pytest.mark.django_db


def test_its_event_holds_the_digest_of_the_content_and_none_of_the_content():
    source = make_source(title="Synthetic and telling")
    event = perform(Action.SUBMIT, source, make_user("contributor"))
    assert event.digest == ledger.digest_of(source.salt, canonical(from_record(source)))
    assert "telling" not in str(list(type(event).objects.values()))


def test_submitting_counts_as_authorship():
    source, person = make_source(), make_user("contributor")
    event = perform(Action.SUBMIT, source, person)
    assert authors(source) == {event.actor_id}


def test_an_incomplete_record_is_refused_with_what_is_missing():
    testimony = make_testimony()
    testimony.passages.all().delete()
    with pytest.raises(Refused, match=r"not complete yet\. passages"):
        perform(Action.SUBMIT, testimony, make_user("contributor"))


def test_a_passage_without_a_reference_is_refused():
    testimony = make_testimony()
    Passage.objects.create(testimony=testimony, number=2, text="Nobody says where this is from.")
    with pytest.raises(Refused, match="passage 2 needs text and at least one reference"):
        perform(Action.SUBMIT, testimony, make_user("contributor"))


@pytest.mark.parametrize("target", ["source", "camp", "topic", "subject"])
def test_a_reference_to_a_draft_is_refused(target):
    record = {
        "source": lambda: make_testimony(source=make_source()),
        "camp": lambda: make_testimony(camp=make_camp()),
        "topic": lambda: make_topic(broader=make_topic()),
        "subject": lambda: make_claim(make_camp()),
    }[target]()
    with pytest.raises(Refused, match="is not published"):
        perform(Action.SUBMIT, record, make_user("contributor"))


def test_content_that_cannot_be_written_canonically_is_refused():
    source = make_source()
    Source.objects.filter(pk=source.pk).update(note="a\0b")
    with pytest.raises(Refused, match="NUL"):
        perform(Action.SUBMIT, source, make_user("contributor"))


def test_what_was_taken_back_does_not_wait_any_more():
    source, person = make_source(), make_user("contributor")
    event = perform(Action.SUBMIT, source, person)
    assert submitted_digest(source) == event.digest
    perform(Action.RECALL, source, person)
    assert submitted_digest(source) is None
