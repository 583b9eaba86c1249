"""What files of the sample may say: any kinds, in any order; and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from testimonies import ledger
from testimonies.models import Claim, Topic
from testimonies.sample import Counts, WrongFile, load, reading
from testimonies.vocabulary import Noun
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder that stands for the sample's."""
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    return tmp_path


def documents(noun: Noun) -> list[Any]:
    return [published.document for published in ledger.listing(noun)]


def test_what_refers_to_a_draft_is_left_out_and_named(folder):
    write_topics(folder, TWO_TOPICS)
    Topic.objects.create(slug="synthetic-broad", label_en="Synthetic broad topic")
    lines: list[str] = []
    assert load(lines.append) == Counts(changed=1, left_out=1)
    assert any("left out" in line and "synthetic-narrow" in line for line in lines)
    assert not Topic.objects.filter(slug="synthetic-narrow").exists()


def test_what_refers_to_nothing_is_left_out_and_named(folder):
    write_topics(folder, TWO_TOPICS.replace('broader = "synthetic-broad"', 'broader = "nowhere"'))
    lines: list[str] = []
    assert load(lines.append) == Counts(published=1, left_out=1)
    assert any("nowhere" in line for line in lines)


def test_disagreements_are_numbered_in_the_order_of_the_file(folder):
    before = len(documents(Noun.DISAGREEMENT))
    (folder / "mixed.toml").write_text(MIXED)
    (folder / "disagreements.toml").write_text(TWO_QUESTIONS)
    load(lambda line: None)
    added = ledger.listing(Noun.DISAGREEMENT)[before:]
    asked = ["Synthetic zebra?", "Synthetic apple?", "Synthetic question?"]
    assert [item.document.question for item in added] == asked
    assert [item.identifier for item in added] == [f"D-{before + n:03d}" for n in (1, 2, 3)]


def test_a_file_may_hold_any_kinds_and_what_is_referred_to_comes_first(folder):
    (folder / "mixed.toml").write_text(MIXED)
    (folder / "topics.toml").write_text(TWO_TOPICS)
    assert load(lambda line: None) == Counts(published=9)
    assert load(lambda line: None) == Counts(already=9)
    claims = {claim.heading: claim for claim in documents(Noun.CLAIM)}
    first, second = claims["Synthetic first claim"], claims["Synthetic second claim"]
    assert first.links[0].relation == "contradicts"
    assert claims_of(first.links[0].target).heading == second.heading
    assert (first.covers, first.alternatives) == (("synthetic-place",), ("synthetic-place",))
    assert (first.reason, first.hedge, first.limits) == ("A reason.", "suspected", "A limit.")
    assert first.flags == ("citation_needed", "tone")


def test_a_disagreement_gets_its_sides_with_claims_and_passages(folder):
    (folder / "mixed.toml").write_text(MIXED)
    load(lambda line: None)
    question = next(item for item in documents(Noun.DISAGREEMENT) if item.question == "Synthetic question?")
    assert question.subjects == ("synthetic-place",)
    one, other = question.sides
    assert [claims_of(claim).heading for claim in one.claims] == ["Synthetic first claim"]
    assert [(claims_of(at.testimony).title, at.passage) for at in other.passages] == [("Synthetic record", 2)]
    assert (claims_of(other.passages[0].testimony).medium, question.status) == ("memoir", "open")


def test_a_collection_is_pinned_to_the_versions_that_are_current(folder):
    (folder / "mixed.toml").write_text(MIXED)
    load(lambda line: None)
    claim = publish(Claim.objects.get(heading="Synthetic second claim"))
    (folder / "collections.toml").write_text(PINNED)
    load(lambda line: None)
    (item,) = ledger.current("synthetic-collection").document.items
    assert (item.record, item.version, item.note) == (claim.identifier, 2, "A note.")


def test_a_circle_is_refused_by_name_before_anything_is_published(folder):
    before = ledger.head().number
    broad = 'slug = "synthetic-broad"'
    (folder / "topics.toml").write_text(TWO_TOPICS.replace(broad, f'{broad}\nbroader = "synthetic-narrow"'))
    with pytest.raises(
        WrongFile, match="“synthetic-broad” → topic “synthetic-narrow” → topic “synthetic-broad”"
    ):
        load(lambda line: None)
    assert ledger.head().number == before


@pytest.mark.parametrize(
    ("content", "message"),
    [("[[camp]]\nkey = 'x'", "“camp” is no kind"), (2 * "[[topic]]\nslug = 'x'\n", "Two rows are the topic")],
)
def test_a_file_that_cannot_be_meant_is_refused(folder, content, message):
    (folder / "wrong.toml").write_text(content)
    with pytest.raises(WrongFile, match=message):
        load(lambda line: None)


def test_a_passage_that_is_not_there_leaves_its_disagreement_out(folder):
    (folder / "mixed.toml").write_text(MIXED.replace("passage = 2", "passage = 9"))
    lines: list[str] = []
    assert load(lines.append) == Counts(published=6, left_out=1)
    assert any("has no passage 9" in line for line in lines)


def claims_of(identifier: str) -> Any:
    """The document under an identifier, whatever its kind."""
    published = ledger.current(identifier)
    assert published is not None
    return published.document


def write_topics(folder: Path, topics: str) -> None:
    (folder / "topics.toml").write_text(topics)


TWO_TOPICS = """
[[topic]]
slug = "synthetic-broad"
label_en = "Synthetic broad topic"

[[topic]]
slug = "synthetic-narrow"
label_en = "Synthetic narrow topic"
broader = "synthetic-broad"
"""

# The first claim stands above the one it refers to, and the disagreement above everything.
MIXED = """
[[disagreement]]
key = "synthetic-question"
question = "Synthetic question?"
subjects = ["synthetic-place"]
sides = [
    { answer = "One.", claims = ["synthetic-first"] },
    { answer = "Other.", passages = [{ testimony = "synthetic-record", passage = 2 }] },
]

[[claim]]
key = "synthetic-first"
heading = "Synthetic first claim"
statement = "Synthetic."
subject = "synthetic-camp"
property = "other"
kind = "inference"
reason = "A reason."
hedge = "suspected"
limits = "A limit."
flags = "citation_needed tone"
covers = ["synthetic-place"]
alternatives = ["synthetic-place"]
links = [{ relation = "contradicts", target = "synthetic-second" }]
references = [{ source = "synthetic-source" }]

[[claim]]
key = "synthetic-second"
heading = "Synthetic second claim"
statement = "Synthetic."
subject = "synthetic-place"
property = "other"
kind = "inference"
references = [{ source = "synthetic-source", locator = "p. 1" }]

[[testimony]]
key = "synthetic-record"
title = "Synthetic record"
medium = "memoir"
interviewer = "Nobody"
passages = [
    { number = 1, text = "One.", references = [{ source = "synthetic-source" }] },
    { number = 2, text = "Two.", references = [{ source = "synthetic-source" }] },
]

[[entity]]
slug = "synthetic-camp"
kind = "camp"
heading = "Synthetic camp"

[[entity]]
slug = "synthetic-place"
kind = "place"
heading = "Synthetic place"

[[source]]
key = "synthetic-source"
kind = "book"
title = "Synthetic source"
flags = "broken"
"""

TWO_QUESTIONS = """
[[disagreement]]
key = "synthetic-zebra"
question = "Synthetic zebra?"
sides = [{ answer = "One.", claims = ["synthetic-second"] }]

[[disagreement]]
key = "synthetic-apple"
question = "Synthetic apple?"
sides = [{ answer = "One.", claims = ["synthetic-first"] }]
"""

PINNED = """
[[collection]]
slug = "synthetic-collection"
title = "Synthetic collection"
items = [{ noun = "claim", record = "synthetic-second", note = "A note." }]
"""
