"""From working rows to the public: what goes through the gate, and what does not."""

import pytest

from testimonies import ledger
from testimonies.documents import NotPublishable, canonical, from_record, mentions, read
from testimonies.models import (
    Claim,
    ClaimLink,
    Collection,
    Disagreement,
    Figure,
    Item,
    Passage,
    Side,
    Witness,
)
from testimonies.workflow import Action, Refused, perform
from tests.factories import (
    CHECKED,
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    make_witness,
    publish,
)

pytestmark = pytest.mark.django_db


def _figure():
    return Figure.objects.create(
        title="Synthetic drawing",
        image="figures/" + "a" * 64 + ".png",
        alt="A square.",
        credit="Tests",
        rights="CC0",
        width=3,
        height=2,
    )


def _camp():
    camp = make_camp(latitude="39.56", longitude="126.27", position_of="county", heading_ko="18호")
    camp.names.create(
        text="북창", language="ko", script="hangul", system="original", source=publish(make_source())
    )
    camp.figures.add(publish(_figure()))
    return camp


def _testimony():
    source, topic = publish(make_source()), publish(make_topic())
    testimony = make_testimony(source, ("One.", "Two.", "Three."), publish(_camp()), given="spring 2003")
    second = testimony.passages.get(number=2)
    second.standing, second.retracted_by, second.retracted = "retracted", "The witness", "2015"
    second.retraction_source = source
    second.save()
    Passage.objects.filter(testimony=testimony, number=3).update(standing="removed", text="")
    testimony.passages.get(number=1).topics.add(topic)
    testimony.topics.add(topic)
    testimony.witness = publish(make_witness())
    testimony.save()
    return testimony


def _claim():
    camp = publish(_camp())
    numbers = {"low": "15000", "high": "50000.5", "unit": "people", "metric": "stock", "as_of": "late 1990s"}
    other = publish(make_camp(22))
    claim = make_claim(camp, answers=publish(make_claim(camp)), object=other, **numbers)
    claim.reason, claim.hedge, claim.limits = "a flood", "reported", "Seen from above only."
    claim.flags = "citation_needed single_source"
    claim.save()
    claim.covers.add(other)
    claim.alternatives.add(publish(make_camp(25)))
    ClaimLink.objects.create(claim=claim, relation="qualifies", target=publish(make_claim(camp)))
    return claim


def _source():
    source = make_source(date="c. 1998", url="https://example.org/a", organisation="Synthetic institute")
    source.derives_from.add(publish(make_source()))
    return source


def _witness():
    witness = make_witness(naming="pseudonym")
    witness.names.create(text="김", language="ko", script="hangul", system="original")
    return witness


def _topic():
    return make_topic(broader=publish(make_topic()), label_ko="굶주림", sensitivity="painful")


def _disagreement():
    testimony, claim = publish(make_testimony()), publish(make_claim(publish(make_camp())))
    found = Disagreement.objects.create(question="Which of both?", note="Counted in different years.")
    found.subjects.add(claim.subject)
    for answer in ("The one", "The other"):
        Side.objects.create(disagreement=found, answer=answer)
    found.sides.first().claims.add(claim)
    found.sides.last().passages.add(testimony.passages.get())
    return found


def _collection():
    found = Collection.objects.create(slug="synthetic-list", title="Synthetic list")
    for record in (publish(make_testimony()), publish(make_camp())):
        Item.objects.create(collection=found, item=record, version=1, note="Read this.")
    return found


KINDS = {
    "testimony": _testimony,
    "claim": _claim,
    "source": _source,
    "witness": _witness,
    "camp": _camp,
    "topic": _topic,
    "figure": _figure,
    "disagreement": _disagreement,
    "collection": _collection,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_back_as_it_was_published(kind):
    record = publish(KINDS[kind]())
    record.refresh_from_db()
    document, shown = from_record(record), ledger.current(record.identifier).document
    assert shown == document
    assert canonical(read(canonical(document))) == canonical(document)


@pytest.mark.parametrize(
    "kind", ["testimony", "claim", "source", "camp", "topic", "disagreement", "collection"]
)
def test_what_a_document_refers_to_is_public_and_found_from_the_other_end(kind):
    record = publish(KINDS[kind]())
    pairs = mentions(ledger.current(record.identifier).document)
    assert pairs
    for relation, target in pairs:
        assert ledger.current(target).document is not None
        assert record.identifier in {hit.identifier for hit in ledger.mentioning(target, relation)}


def test_numbers_are_decimal_strings_without_needless_zeros():
    document = from_record(Claim.objects.get(pk=_claim().pk))
    assert (document.low, document.high) == ("15000", "50000.5")


def test_an_unlinked_witness_appears_in_no_document():
    witness = make_witness(public_name="Synthetic and unlinked", unlinked=True)
    testimony = make_testimony(witness=witness)
    publish(testimony)
    bodies = " ".join(row.document.model_dump_json() for row in ledger.listing("testimony"))
    assert '"witness":null' in bodies
    assert "unlinked" not in bodies
    with pytest.raises(Refused, match="no public page"):
        perform(Action.SUBMIT, witness, make_user("contributor"))


def test_a_witness_unlinked_between_submission_and_approval_is_not_published_by_it():
    witness = publish(make_witness())
    testimony = make_testimony(witness=witness)
    perform(Action.SUBMIT, testimony, make_user("contributor"))
    perform(Action.START, testimony, make_user("moderator"))
    Witness.objects.filter(pk=witness.pk).update(unlinked=True)
    with pytest.raises(Refused, match="not what was submitted"):
        perform(Action.APPROVE, testimony, make_user("moderator"), checked=CHECKED)


def test_a_witness_who_is_not_named_has_no_names():
    witness = make_witness(naming="anonymous", public_name="A former prisoner")
    witness.names.create(text="Somebody")
    with pytest.raises(NotPublishable, match="not named has no names"):
        from_record(witness)


def test_a_draft_is_not_referred_to():
    with pytest.raises(NotPublishable, match="is not published"):
        from_record(make_testimony(witness=make_witness()))


def test_a_removed_passage_gives_nothing_but_its_number():
    passage = Passage(number=4, standing="removed", content_note="Note.", retracted_by="Somebody")
    testimony = make_testimony()
    passage.testimony = testimony
    passage.save()
    assert from_record(testimony).passages[1].model_dump() == {
        "number": 4,
        "text": "",
        "basis": None,
        "standing": "removed",
        "content_note": "",
        "topics": (),
        "references": (),
        "retraction": None,
    }


def test_every_problem_is_told_with_its_place():
    figure = _figure()
    figure.alt, figure.credit = "", ""
    figure.save()
    with pytest.raises(NotPublishable) as refusal:
        from_record(figure)
    assert [line.split(":")[0] for line in refusal.value.problems] == ["alt", "credit"]
