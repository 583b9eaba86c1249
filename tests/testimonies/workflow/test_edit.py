import pytest

from testimonies.models import Actor, Remark, Source
from testimonies.workflow import Action, authors, perform
from tests.factories import make_source, make_testimony, make_user, publish

pytestmark = pytest.mark.django_db


def test_it_makes_the_editor_an_author():
    source, person = make_source(), make_user("contributor")
    perform(Action.EDIT, source, person)
    assert authors(source) == {Actor.of(person).pk}


def test_authorship_ends_with_a_publication():
    source, person = make_source(), make_user("contributor")
    publish(source, person)
    assert authors(source) == set()
    perform(Action.EDIT, source, person)
    assert authors(source) == {Actor.of(person).pk}


def test_an_unfinished_draft_can_be_saved():
    testimony = make_testimony()
    testimony.passages.all().delete()
    assert perform(Action.EDIT, testimony, make_user("contributor")).digest


def test_what_cannot_be_published_can_still_be_returned_to_and_mended():
    source, person = make_source(), make_user("contributor")
    perform(Action.SUBMIT, source, person)
    Source.objects.filter(pk=source.pk).update(note="a\0b")
    perform(Action.RETURN, source, make_user("moderator"), note="A stray character.")
    perform(Action.EDIT, source, person)
    assert source.stage == "draft"


def test_a_remark_is_kept_beside_the_event_without_its_blanks():
    event = perform(Action.EDIT, make_source(), make_user("contributor"), note="  From the second edition. ")
    assert Remark.objects.get(event=event).text == "From the second edition."
