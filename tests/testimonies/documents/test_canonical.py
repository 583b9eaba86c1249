"""One content, one sequence of bytes; what has none is refused with its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from testimonies.documents import NotCanonical, Tombstone, TopicDocument, canonical, read


class _Free(BaseModel):
    value: object


def _topic(**fields):
    return TopicDocument(**{"slug": "hunger", "label_en": "Hunger", "sensitivity": "plain"} | fields)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.5, "float"),
        (1e16, "float"),
        (-0.0, "float"),
        (2**53, "too large"),
        (-(2**53), "too large"),
        ("a\0b", "NUL"),
        ("\ud800", "half of a character"),
        ("a\udfffb", "half of a character"),
    ],
)
@pytest.mark.parametrize("wrap", [lambda value: value, lambda value: [0, {"deep": [value]}]])
def test_it_refuses_what_has_no_one_form(value, why, wrap):
    with pytest.raises((NotCanonical, ValueError), match=f"{why}|surrogates|utf-8"):
        canonical(_Free(value=wrap(value)))


def test_the_refusal_says_where():
    with pytest.raises(NotCanonical, match=r"document\.scope_note holds a NUL"):
        canonical(_topic(scope_note="a\0b"))


def test_the_largest_whole_number_passes():
    assert canonical(_Free(value=2**53 - 1)) == '{"value":9007199254740991}'


def test_text_is_composed():
    assert canonical(_topic(label_en="Ha\u0308nger")) == canonical(_topic(label_en="Hänger"))
    decomposed = "\u1107\u116e\u11a8\u110e\u1161\u11bc"
    assert "북창" in canonical(_topic(label_ko=decomposed))


def test_keys_are_sorted_and_nothing_is_padded_or_escaped():
    assert canonical(Tombstone(reason="safety")) == '{"noun":"tombstone","reason":"safety"}'
    assert canonical(_Free(value={"b": "é", "a": None})) == '{"value":{"a":null,"b":"é"}}'


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


@given(texts, texts)
def test_reading_and_writing_again_gives_the_same_bytes(label, note):
    body = canonical(_topic(label_en=label or "Label", scope_note=note))
    assert canonical(read(body)) == body
    assert json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False, separators=(",", ":")) == body
