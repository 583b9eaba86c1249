"""What contradicts itself does not pass the gate, though no form was asked."""

from decimal import Decimal

import pytest

from testimonies import ledger
from testimonies.documents import NotPublishable, from_record
from testimonies.models import Claim, Topic
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_camp, make_claim, make_source, make_topic, make_user, publish

pytestmark = pytest.mark.django_db


def refused(record, why: str) -> None:
    """Neither a document nor a submission comes of it."""
    with pytest.raises(NotPublishable, match=why):
        from_record(record)


def submitted(record, why: str) -> None:
    with pytest.raises(Refused, match=why):
        perform(Action.SUBMIT, record, make_user("contributor"))


def test_a_claim_whose_low_is_above_its_high():
    claim = make_claim(publish(make_camp()), unit="people", metric="stock")
    claim.low, claim.high = Decimal(200), Decimal(100)
    refused(claim, "“from” is above “to”")


def test_a_claim_that_leads_to_its_own_subject():
    claim = make_claim(publish(make_camp()))
    claim.object = claim.subject
    refused(claim, "to the same entity")


def test_a_claim_whose_subject_is_among_its_alternatives():
    claim = make_claim(publish(make_camp()), property="transfer")
    claim.alternatives.add(claim.subject)
    refused(claim, "cannot be among")
    submitted(claim, "cannot be among")


def test_a_claim_that_answers_itself():
    claim = publish(make_claim(publish(make_camp())))
    claim = Claim.objects.get(pk=claim.pk)
    claim.answers = claim
    refused(claim, "cannot answer itself")


def test_a_source_that_derives_from_itself():
    source = publish(make_source())
    source.derives_from.add(source)
    refused(source, "cannot derive from itself")
    perform(Action.EDIT, source, make_user("contributor"))
    submitted(source, "cannot derive from itself")


def test_a_source_that_was_never_published_and_derives_from_itself():
    source = make_source()
    source.derives_from.add(source)
    refused(source, "cannot derive from itself")


def test_a_source_that_derives_from_itself_through_two_others():
    first = publish(make_source())
    second, third = make_source(), make_source()
    second.derives_from.add(first)
    publish(second)
    third.derives_from.add(second)
    publish(third)
    first.derives_from.add(third)
    refused(first, f"by way of {third.identifier}, {second.identifier}")
    perform(Action.EDIT, first, make_user("contributor"))
    submitted(first, "derive from itself")


def test_a_derivation_that_is_drafted_only_closes_no_circle():
    one, two = publish(make_source()), publish(make_source())
    two.derives_from.add(one)  # a draft nobody approved
    one.derives_from.add(two)
    assert from_record(one).derives_from == (two.identifier,)
    publish(one)
    refused(two, f"by way of {one.identifier}")


def test_two_circles_of_sources_are_never_both_approved():
    one, two = publish(make_source()), publish(make_source())
    people = make_user("contributor"), make_user("moderator")
    for source, other in ((one, two), (two, one)):
        source.derives_from.add(other)
        perform(Action.EDIT, source, people[0])
        perform(Action.SUBMIT, source, people[0])
        perform(Action.START, source, people[1])
    perform(Action.APPROVE, one, people[1], checked=CHECKED)
    with pytest.raises(Refused, match="derive from itself"):
        perform(Action.APPROVE, two, people[1], checked=CHECKED)
    assert ledger.current(two.identifier).version == 1


def test_a_topic_that_is_broader_than_itself_through_another():
    top = publish(make_topic())
    below = publish(make_topic(broader=top))
    top = Topic.objects.get(pk=top.pk)
    top.broader = Topic.objects.get(pk=below.pk)
    top.save()
    refused(top, f"by way of {below.identifier}")
    perform(Action.EDIT, top, make_user("contributor"))
    submitted(top, "broader than itself")


def test_a_topic_that_is_its_own_broader_term():
    topic = Topic.objects.get(pk=publish(make_topic()).pk)
    topic.broader = topic
    refused(topic, "cannot be broader than itself")


def test_what_leads_to_others_only_passes():
    top = publish(make_topic())
    middle = publish(make_topic(broader=top))
    assert from_record(make_topic(broader=middle)).broader == middle.identifier
