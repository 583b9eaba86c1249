"""What can become public, field by field. A new field is a decision: is it safe for everyone in it?"""

import pytest
from pydantic import ValidationError

from testimonies.documents import PassageDocument, Tombstone, read, reading, schema

PUBLIC = {
    "TestimonyDocument": "about change content_note figures given interviewer language medium noun passages"
    " schema_number stays title topics witness",
    "PassageDocument": "basis content_note number references retraction standing text topics",
    "RetractionDocument": "by source when why",
    "StayDocument": "camp note period role standing zone",
    "ReferenceDocument": "locator source",
    "PeriodDocument": "earliest edtf latest text",
    "ClaimDocument": "alternatives answers as_of attributed_to change covers flags heading hedge high kind"
    " limits links low method metric noun object property reason references schema_number statement subject"
    " unit value",
    "LinkDocument": "relation target",
    "SourceDocument": "archive_url author change date derives_from designation flags kind language note noun"
    " organisation pages publisher reach schema_number title url",
    "WitnessDocument": "about change names naming noun public_name schema_number",
    "NameDocument": "language script source system text",
    "EntityDocument": "about camp change figures heading heading_ko kind names noun position schema_number"
    " slug",
    "CampFacts": "facility_type number",
    "PositionDocument": "latitude longitude of",
    "TopicDocument": "broader change label_en label_ko noun schema_number scope_note sensitivity slug",
    "FigureDocument": "alt caption change credit height media noun rights schema_number title width",
    "DisagreementDocument": "change note noun question schema_number sides status subjects",
    "SideDocument": "answer claims passages",
    "PassagePointer": "passage testimony",
    "CollectionDocument": "change introduction items noun schema_number slug title",
    "ItemDocument": "note record version",
    "Tombstone": "noun reason",
    "MergeNotice": "into noun",
    "ErasureNotice": "noun passages reason",
    "PublicDocument": "change schema_number",
    "Part": "",
}


def _parts(kind=schema.Part):
    yield kind
    for heir in kind.__subclasses__():
        if heir.__module__ == schema.__name__:
            yield from _parts(heir)


def test_nothing_else_has_a_way_out():
    fields = {part.__name__: " ".join(sorted(part.model_fields)) for part in _parts()}
    assert fields == PUBLIC


@pytest.mark.parametrize("part", list(_parts()), ids=lambda part: part.__name__)
def test_every_part_refuses_fields_it_does_not_know_and_changes(part):
    assert part.model_config["extra"] == "forbid"
    assert part.model_config["frozen"]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"references": ()},
        {"standing": "removed"},
        {"standing": "retracted"},
        {"standing": "gone"},
        {"number": 0},
        {"topics": ("no such/thing",)},
        {"real_name": "somebody"},
    ],
)
def test_a_passage_that_is_not_whole_is_refused(fields):
    whole = {
        "number": 1,
        "text": "Text.",
        "basis": "first_hand",
        "standing": "stands",
        "references": ({"source": "S-0001"},),
    }
    assert PassageDocument.model_validate(whole)
    with pytest.raises(ValidationError):
        PassageDocument.model_validate(whole | fields)


def test_a_body_of_no_known_kind_is_refused():
    with pytest.raises(ValidationError):
        read('{"noun":"secret","name":"somebody"}')


def test_an_old_schema_is_lifted_step_by_step(monkeypatch):
    def named(data):
        return {"noun": "tombstone", "cause": data["why"]}

    def renamed(data):
        return {"noun": data["noun"], "reason": data["cause"]}

    monkeypatch.setattr(reading, "UPCASTS", {-1: named, 0: renamed})
    assert read('{"why":"safety"}', schema=-1) == Tombstone(reason="safety")
    assert read('{"noun":"tombstone","cause":"safety"}', schema=0) == Tombstone(reason="safety")


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_schema_that_is_not_known_is_refused(number):
    with pytest.raises(ValueError, match=f"schema {number} are not known"):
        read('{"noun":"tombstone","reason":"safety"}', schema=number)
