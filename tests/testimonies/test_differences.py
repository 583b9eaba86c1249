"""Differences between two documents."""

from hypothesis import given
from hypothesis import strategies as st

from testimonies.differences import Piece, differences, pieces, unchanged
from testimonies.documents import (
    ClaimDocument,
    CollectionDocument,
    DisagreementDocument,
    ItemDocument,
    LinkDocument,
    PassageDocument,
    PassagePointer,
    PeriodDocument,
    ReferenceDocument,
    SideDocument,
    StayDocument,
    TestimonyDocument,
)


def passage(number: int, text: str, source: str = "S-0001", **fields) -> PassageDocument:
    reference = ReferenceDocument(source=source, locator="p. 3")
    return PassageDocument(
        number=number, text=text, basis="first_hand", standing="stands", references=(reference,), **fields
    )


def document(*passages: PassageDocument, **fields) -> TestimonyDocument:
    defaults = {"title": "Synthetic record", "language": "en", "witness": None, "given": None}
    return TestimonyDocument(**defaults | fields, passages=passages)


def test_equal_documents_differ_nowhere():
    one = document(passage(1, "A synthetic passage."))
    assert differences(one, one.model_copy()) == []
    assert "passage 1" in unchanged(one, one)


def test_a_changed_passage_is_named_by_its_number():
    found = differences(document(passage(1, "He worked in the mine.")), document(passage(1, "He worked.")))
    assert [(item.field, item.passage, item.before, item.after) for item in found] == [
        ("text", 1, "He worked in the mine.", "He worked.")
    ]
    assert found[0].place == "passage 1"


def test_a_new_passage_has_nothing_before_and_a_lost_one_nothing_after():
    old, new = document(passage(1, "One.")), document(passage(2, "Two."))
    texts = [item for item in differences(old, new) if item.field == "text"]
    assert [(item.passage, item.before, item.after) for item in texts] == [(1, "One.", ""), (2, "", "Two.")]


def test_a_passage_that_rests_on_another_source_differs_in_its_references():
    found = differences(document(passage(1, "One.")), document(passage(1, "One.", source="S-0002")))
    assert [item.place for item in found] == ["passage 1: references"]


def test_identifiers_are_shown_by_their_labels_where_there_are_any():
    period = PeriodDocument(text="late 1970s", edtf="1976/1979", earliest="1976-01-01", latest="1979-12-31")
    stay = StayDocument(camp="kwalliso-18", zone=None, role="prisoner", period=period, standing="stands")
    found = differences(
        document(passage(1, "One.")),
        document(passage(1, "One."), stays=(stay,)),
        {"kwalliso-18": "Camp 18"},
    )
    assert [item.after for item in found] == ["Camp 18, prisoner, late 1970s (1976/1979)"]


def test_a_side_is_told_with_the_claims_and_passages_it_holds():
    side = SideDocument(
        answer="In 1990",
        claims=("C-000001",),
        passages=(PassagePointer(testimony="T-000003", passage=2),),
    )
    one = DisagreementDocument(question="When?", status="open", subjects=("kwalliso-18",), sides=(side,))
    labels = {"C-000001": "Closed in 1990 (C-000001)", "kwalliso-18": "Camp 18"}
    found = {item.field: item.after for item in differences(None, one, labels)}
    assert found["sides"] == "In 1990: Closed in 1990 (C-000001); T-000003, passage 2"
    assert (found["subjects"], found["status"]) == ("Camp 18", "open")


def test_an_item_is_told_with_its_version_and_note():
    item = ItemDocument(record="T-000003", version=2, note="Read this first.")
    one = CollectionDocument(slug="a-list", title="A list", items=(item,))
    found = {item.field: item.after for item in differences(None, one, {"T-000003": "A record (T-000003)"})}
    assert found["items"] == "A record (T-000003), version 2, Read this first."


def test_a_claims_links_flags_and_entities_are_told_in_words():
    claim = ClaimDocument(
        heading="A claim", statement="S.", subject="kwalliso-18", property="transfer", kind="estimate",
        method="unstated", references=(ReferenceDocument(source="S-0001"),), flags=("single_source", "tone"),
        hedge="likely", alternatives=("kwalliso-22",), covers=("kwalliso-25",),
        links=(LinkDocument(relation="qualifies", target="C-000002"),),
    )  # fmt: skip
    labels = {"kwalliso-22": "Camp 22", "kwalliso-25": "Camp 25", "C-000002": "Another (C-000002)"}
    found = {item.field: item.after for item in differences(None, claim, labels)}
    assert found["flags"] == "rests on a single source\ntone or style"
    assert (found["hedge"], found["alternatives"], found["covers"]) == ("likely", "Camp 22", "Camp 25")
    assert found["links"] == "qualifies: Another (C-000002)"


def test_the_line_on_what_changed_is_not_a_difference():
    one = document(passage(1, "One."))
    assert differences(one, one.model_copy(update={"change": "nothing"})) == []


def test_everything_in_a_first_version_is_new():
    found = differences(None, document(passage(1, "One.")))
    assert {item.before for item in found} == {""}
    assert "title" in {item.field for item in found}


def test_words_are_kept_gone_and_new():
    assert pieces("He worked in the mine.", "He worked in coal mining.") == [
        Piece("same", "He worked in "),
        Piece("gone", "the mine"),
        Piece("new", "coal mining"),
        Piece("same", "."),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_hold_both_texts_whole(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
    assert "".join(piece.text for piece in found if piece.kind != "new") == before
