"""What the database itself refuses, whoever writes: each nonsense behind the back of every form."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from testimonies.models import (
    Actor,
    Camp,
    Claim,
    ClaimLink,
    Collection,
    Disagreement,
    Entity,
    Event,
    Item,
    Name,
    Passage,
    Record,
    Reference,
    Source,
    Stay,
    Testimony,
    Topic,
    Witness,
)
from tests.factories import (
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    make_witness,
)

pytestmark = pytest.mark.django_db
LATER, EARLIER = date(1999, 1, 2), date(1999, 1, 1)


def _backwards(name):
    return {f"{name}_earliest": LATER, f"{name}_latest": EARLIER}


NONSENSE = [
    (Source, _backwards("date")),
    (Source, {"kind": ""}),
    (Source, {"kind": "rumour"}),
    (Source, {"reach": "perhaps"}),
    (Testimony, _backwards("given")),
    (Stay, _backwards("period")),
    (Stay, {"role": "tourist"}),
    (Stay, {"standing": "removed?"}),
    (Passage, _backwards("retracted")),
    (Passage, {"number": 0}),
    (Passage, {"text": ""}),
    (Passage, {"standing": "removed"}),
    (Passage, {"standing": "retracted"}),
    (Passage, {"standing": "retracted", "retracted_by": "Somebody"}),
    (Passage, {"standing": "doubted"}),
    (Passage, {"basis": "dream"}),
    (Claim, _backwards("as_of")),
    (Claim, {"low": 2, "high": 1, "unit": "people", "metric": "stock"}),
    (Claim, {"low": 2}),
    (Claim, {"high": 2, "unit": "people"}),
    (Claim, {"low": 2, "metric": "stock"}),
    (Claim, {"kind": ""}),
    (Claim, {"kind": "gossip"}),
    (Claim, {"property": ""}),
    (Claim, {"method": ""}),
    (ClaimLink, {"relation": "dislikes"}),
    (Disagreement, {"status": "forgotten"}),
    (Item, {"version": 0}),
    (Camp, {"number": 0}),
    (Camp, {"facility_type": "hotel"}),
    (Entity, {"kind": ""}),
    (Entity, {"latitude": 39}),
    (Entity, {"longitude": 126}),
    (Entity, {"latitude": 91, "longitude": 126}),
    (Entity, {"latitude": 39, "longitude": -181}),
    (Witness, {"naming": ""}),
    (Name, {"script": "runes"}),
    (Name, {"system": ""}),
    (Topic, {"sensitivity": "rude"}),
    (Record, {"stage": "published"}),
    (Record, {"noun": "secret"}),
    (Reference, {"claim": None}),
]


@pytest.fixture
def rows():
    """One sound row of every table."""
    camp = make_camp()
    camp.names.create(text="Synthetic camp")
    make_testimony(camp=camp)
    claim, other = make_claim(camp), make_claim(camp)
    ClaimLink.objects.create(claim=claim, relation="supports", target=other)
    Disagreement.objects.create(question="Which of both?")
    collection = Collection.objects.create(slug="synthetic-list", title="Synthetic list")
    Item.objects.create(collection=collection, item=claim, version=1)
    make_topic()
    make_witness()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("model", "values"), NONSENSE, ids=lambda value: getattr(value, "__name__", None) or ",".join(value)
)
def test_it_is_refused_by_the_database(model, values):
    row = model.objects.last()
    with pytest.raises(IntegrityError, match=r"CHECK constraint failed"):
        model.objects.filter(pk=row.pk).update(**values)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("column", ["kind", "subject"])
def test_a_claim_has_a_kind_and_a_subject(column):
    with pytest.raises(IntegrityError, match="NOT NULL"):
        Claim.objects.update(**{column: None})


def test_a_topic_is_not_its_own_broader_term():
    topic = make_topic()
    with pytest.raises(IntegrityError, match="broader"):
        Topic.objects.filter(pk=topic.pk).update(broader=topic.pk)


@pytest.mark.usefixtures("rows")
def test_a_claim_does_not_lead_to_its_own_subject():
    with pytest.raises(IntegrityError, match="claim_does_not_lead_to_itself"):
        Claim.objects.update(object=F("subject"))


@pytest.mark.usefixtures("rows")
def test_a_claim_does_not_answer_itself():
    claim = Claim.objects.last()
    with pytest.raises(IntegrityError, match="claim_does_not_answer_itself"):
        Claim.objects.filter(pk=claim.pk).update(answers=claim.pk)


@pytest.mark.usefixtures("rows")
def test_a_claim_does_not_stand_in_a_relation_to_itself():
    with pytest.raises(IntegrityError, match="claimlink_leads_elsewhere"):
        ClaimLink.objects.update(target=F("claim"))


def test_a_reference_hangs_on_one_place_only():
    testimony, claim = make_testimony(), make_claim(make_camp())
    with pytest.raises(IntegrityError, match="reference_has_one_place"):
        Reference.objects.filter(claim=claim).update(passage=testimony.passages.get())


def test_two_passages_of_a_testimony_have_two_numbers():
    testimony = make_testimony(texts=("One.", "Two."))
    with pytest.raises(IntegrityError, match="UNIQUE"):
        Passage.objects.filter(testimony=testimony).update(number=1)


def test_a_name_is_entered_once_in_a_system():
    camp = make_camp()
    camp.names.create(text="Bukchang", system="rr")
    camp.names.create(text="Bukchang", system="press")
    with pytest.raises(IntegrityError, match="UNIQUE"):
        camp.names.create(text="Bukchang", system="rr")


@pytest.mark.parametrize("action", ["submit", "approve"])
def test_a_passage_or_claim_without_a_reference_is_not_submitted_even_behind_the_workflow(action):
    actor = Actor.of(make_user("contributor"))
    for record in (make_testimony(), make_claim(make_camp())):
        Reference.objects.all().delete()
        with pytest.raises(IntegrityError, match="needs a reference"), transaction.atomic():
            Event.objects.create(record=record, actor=actor, action=action, digest="0" * 64, at="now")


def test_a_removed_passage_needs_no_reference():
    testimony = make_testimony()
    Reference.objects.all().delete()
    Passage.objects.update(standing="removed", text="")
    actor = Actor.of(make_user("contributor"))
    assert Event.objects.create(record=testimony, actor=actor, action="submit", digest="0" * 64, at="now").pk


def test_the_forms_say_it_before_the_database_does():
    claim = make_claim(make_camp())
    claim.low, claim.high, claim.unit, claim.metric = 2, 1, "people", "stock"
    with pytest.raises(ValidationError, match="exchange them"):
        claim.validate_constraints()
    camp = make_camp(22)
    camp.latitude = 39
    with pytest.raises(ValidationError, match="latitude and longitude"):
        camp.validate_constraints()


def test_saving_a_date_as_said_derives_its_days():
    source = make_source(date="late 1970s")
    source.refresh_from_db()
    assert (source.date_edtf, source.date_earliest, source.date_latest) == (
        "1976/1979",
        date(1976, 1, 1),
        date(1979, 12, 31),
    )
    source.date = ""
    source.save()
    source.refresh_from_db()
    assert (source.date_edtf, source.date_earliest, source.date_latest) == ("", None, None)
