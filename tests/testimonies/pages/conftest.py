"""A small archive of synthetic records, with one of each kind."""

import io
from functools import partial
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from testimonies.images import take_in
from testimonies.models import Collection, Disagreement, Figure, Name, Passage
from testimonies.workflow import Action, perform
from tests.factories import (
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    make_witness,
)
from tests.factories import publish as published


def make_figure(colour="navy", **fields):
    """A draft figure with a picture of its own."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(drawn, "PNG")
    taken = take_in(drawn.getvalue())
    defaults = {
        "title": "Synthetic figure",
        "alt": "A field of one colour",
        "credit": "Tests",
        "rights": "CC0",
    }
    figure = Figure(**defaults | fields, sha256=taken.sha256, width=taken.width, height=taken.height)
    figure.image.save(taken.sha256 + taken.extension, ContentFile(taken.data), save=False)
    figure.save()
    return figure


def make_disagreement(sides, **fields):
    """A draft disagreement; `sides` maps an answer to the claims and passages that give it."""
    question = Disagreement.objects.create(**{"question": "A synthetic question?"} | fields)
    for answer, held in sides.items():
        side = question.sides.create(answer=answer)
        side.claims.set([one for one in held if not isinstance(one, Passage)])
        side.passages.set([one for one in held if isinstance(one, Passage)])
    return question


def make_collection(items, **fields):
    """A draft collection; `items` are records, each pinned to version 1 with a note."""
    defaults = {"slug": "synthetic-readings", "title": "Synthetic readings", "introduction": "Read in order."}
    collection = Collection.objects.create(**defaults | fields)
    for record in items:
        collection.items.create(item=record, version=1, note=f"Why {record.identifier} is here.")
    return collection


def make_circle():
    """Two published sources that derive from each other, since a third was found to be one of them."""
    two = make_source(author="Two, Ben")
    one, third = make_source(author="One, Ann"), published(make_source())
    one.derives_from.add(third)
    published(one)
    two.derives_from.add(one)
    published(two)
    perform(Action.MERGE, third, make_user("moderator"), "the same report", into=two)
    return one, two


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def archive(db):
    """One public record of each kind, referring to each other."""
    world = SimpleNamespace()
    publish = partial(published, author=make_user("contributor"), approver=make_user("moderator"))
    world.source = publish(make_source(title="Synthetic book", author="Author, Anne", date="2001"))
    world.figure = publish(make_figure())
    world.topic = publish(make_topic(slug="synthetic-topic", label_en="Synthetic topic", label_ko="주제"))
    world.witness = publish(make_witness(public_name="Synthetic witness"))
    world.camp = make_camp(
        18, heading="Camp 18, Pukch’ang", heading_ko="북창", latitude="39.559", longitude="126.268"
    )
    world.camp.position_of = "county"
    world.camp.save()
    Name.objects.create(owner=world.camp, text="Bukchang", system="rr", source=world.source)
    publish(world.camp)
    world.testimony = make_testimony(
        world.source, ("First words.", "Second words.", "Third words."), world.camp, witness=world.witness
    )
    Passage.objects.filter(testimony=world.testimony, number=2).update(
        standing="retracted",
        retracted_by="The witness",
        retracted_why="Told wrongly",
        retraction_source=world.source,
    )
    world.testimony.topics.add(world.topic)
    world.testimony.figures.add(world.figure)
    publish(world.testimony)
    numbers = {"low": 23800, "high": 23900, "unit": "people", "metric": "stock", "as_of": "mid-2024"}
    world.claim = publish(
        make_claim(world.camp, world.source, heading="A count", method="informants", **numbers)
    )
    status = {"property": "status", "kind": "official", "value": "closed", "as_of": "since the 1950s"}
    world.status = publish(make_claim(world.camp, world.source, heading="A state", **status))
    denial = {"property": "existence", "kind": "denial", "statement": "It is denied."}
    world.denial = publish(
        make_claim(world.camp, world.source, heading="A denial", answers=world.claim, **denial)
    )
    third = world.testimony.passages.get(number=3)
    world.question = make_disagreement(
        {"As counted": [world.claim], "None, as denied": [world.denial, third]},
        question="Synthetic question: how many?",
        note="Counted in different years.",
    )
    world.question.subjects.add(world.camp)
    publish(world.question)
    world.collection = publish(make_collection([world.testimony, world.claim, world.question, world.source]))
    return world


@pytest.fixture
def addresses(archive):
    """The addresses of all pages there are, a record's versions and histories included."""
    lists = ["testimonies", "camps", "entities", "claims", "sources", "witnesses", "topics", "figures"]
    lists += ["disagreements", "collections"]
    records = [
        f"/testimonies/{archive.testimony.identifier}/",
        "/camps/kwalliso-18/",
        f"/claims/{archive.claim.identifier}/",
        f"/claims/{archive.denial.identifier}/",
        f"/sources/{archive.source.identifier}/",
        f"/witnesses/{archive.witness.identifier}/",
        "/topics/synthetic-topic/",
        f"/figures/{archive.figure.identifier}/",
        f"/disagreements/{archive.question.identifier}/",
        "/collections/synthetic-readings/",
    ]
    further = [record + end for record in records for end in ("v1/", "history/")]
    citing = [f"{records[0]}cite/", f"/citation-status/?ref={archive.testimony.identifier}"]
    return ["/", *(f"/{name}/" for name in lists), *records, *further, *citing]
