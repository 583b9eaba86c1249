"""The sample says nothing that the reference does not say: figures, quotations and names are looked up."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from testimonies.dates import parse
from testimonies.sample import ORDER, read
from testimonies.vocabulary import Noun

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "kwalliso.txt"
FIRST_LINE_OF_G = 110
STATES = {"opened", "closed", "operating", "reopened", "enlarged", "reduced"}
LONGEST_QUOTE = 12  # words
LONGEST_ECHO = 9  # words in a row that our own text may share with the reference
IN_WORDS = {"two": 2, "four": 4, "six": 6, "fourteen": 14}
MILLION = 1_000_000
NOT_OF_THE_REFERENCE = {"geonames", "admin-data"}


@pytest.fixture(scope="module")
def lines() -> list[str]:
    if not REFERENCE.exists():
        pytest.skip("the reference is not beside the project")
    return REFERENCE.read_text(encoding="utf-8").splitlines()


def claims() -> list[dict[str, Any]]:
    return read(Noun.CLAIM)


def passages() -> Iterator[dict[str, Any]]:
    return chain.from_iterable(row["passages"] for row in read(Noun.TESTIMONY))


def statements() -> list[dict[str, Any]]:
    """Every row that carries a quotation: claims and passages, with our own words as `text`."""
    return [row | {"text": row["statement"]} for row in claims()] + list(passages())


def names() -> list[dict[str, Any]]:
    rows = chain(read(Noun.ENTITY), read(Noun.WITNESS))
    return [name for row in rows for name in row.get("names", ())]


def test_every_claim_and_passage_points_at_lines_and_quotes_a_few_words():
    for row in statements():
        assert row["lines"], row["text"]
        assert 2 <= len(row["quote"].split()) < LONGEST_QUOTE, row["quote"]


def test_every_quotation_is_in_the_lines_it_points_at(lines):
    for row in statements():
        assert any(row["quote"] in lines[number - 1] for number in row["lines"]), row["quote"]


def test_every_number_is_printed_in_its_quotation():
    numbers = [(row, row[side]) for row in claims() for side in ("low", "high") if side in row]
    assert len(numbers) > 40
    for row, number in numbers:
        assert number in printed(row["quote"]), row["heading"]


def test_every_number_in_our_own_words_is_in_the_lines_it_points_at(lines):
    for row in statements():
        told = set(re.findall(r"\d[\d,]*\d|\d", row["text"]))
        there = " ".join(lines[number - 1] for number in row["lines"])
        lacking = {number for number in told if number not in there}
        assert not lacking, (row["text"], lacking)


def test_every_number_of_a_note_is_printed_in_the_lines_it_is_cited_for(lines):
    for row in statements():
        there = " ".join(lines[number - 1] for number in row["lines"])
        for reference in row["references"]:
            note = re.fullmatch(r"g(\d+)", reference["source"])
            assert note is None or f"[{note[1]}]" in there, (row["quote"], reference)


def test_a_note_without_a_list_is_marked_as_unresolved():
    notes = [row for row in read(Noun.SOURCE) if re.fullmatch(r"g\d+", row["key"])]
    assert len(notes) > 30
    for row in notes:
        assert (row["kind"], row["reach"]) == ("unresolved", "unresolved")
        assert row["title"] == f"Grokipedia, “Kwalliso”, note [{row['key'][1:]}]"
        assert "derives_from" not in row, row["key"]


def test_an_article_derives_from_what_it_cites():
    sources = {row["key"]: row for row in read(Noun.SOURCE)}
    notes = {key for key in sources if re.fullmatch(r"g\d+", key)}
    assert set(sources["g"]["derives_from"]) == notes
    listed = set(sources["w"]["derives_from"])
    assert {key for key in sources if re.fullmatch(r"w\d+", key)} <= listed
    assert listed <= set(sources)


def test_a_number_of_a_note_is_said_by_the_source_and_not_again_by_the_place():
    places = [reference.get("locator", "") for row in statements() for reference in row["references"]]
    assert any(place.startswith("cited in “") for place in places)
    assert [place for place in places if re.match(r"\[\d+\]|note \d", place)] == []


def test_every_other_source_has_its_title_in_the_reference(lines):
    for row in read(Noun.SOURCE):
        if row["kind"] != "unresolved" and row["key"] not in NOT_OF_THE_REFERENCE:
            assert any(row["title"] in lines[number - 1] for number in row["lines"]), row["title"]


@pytest.mark.parametrize(("key", "of_g"), [("w", False), ("g", True)])
def test_every_name_is_printed_where_its_source_is(lines, key, of_g):
    printed = "\n".join(lines[FIRST_LINE_OF_G - 1 :] if of_g else lines[: FIRST_LINE_OF_G - 1])
    found = [name["text"] for name in names() if name.get("source") == key]
    assert len(found) > 10
    assert [text for text in found if text not in printed] == []


def test_every_name_and_position_from_the_gazetteer_is_in_it(real_data):
    rows = [json.loads(row) for row in (real_data / "gazetteer_kp_open.jsonl").read_text().splitlines()]
    spelled = {
        text for row in rows for text in (row["name"], *row["hangul"], *row["roman"], row.get("rr_computed"))
    }
    taken = [name["text"] for name in names() if name.get("source") in NOT_OF_THE_REFERENCE]
    assert [text for text in taken if text not in spelled] == []
    positions = {(str(row["lat"]), str(row["lon"])) for row in rows if row["kind"] == "county"}
    placed = [row for row in read(Noun.ENTITY) if "latitude" in row]
    assert len(placed) > 10
    assert {(row["latitude"], row["longitude"]) for row in placed} <= positions


def test_no_camp_has_a_position_of_its_own():
    assert [row["slug"] for row in read(Noun.ENTITY) if row["kind"] != "place" and "latitude" in row] == []


def test_the_text_is_in_our_own_words(lines):
    reference = " ".join(words("\n".join(lines)))
    for row in statements():
        assert echoes(row["text"], reference) == []
    for row in claims():
        assert echoes(row["heading"], reference) + echoes(row.get("reason", ""), reference) == []
    for row in read(Noun.ENTITY):
        assert echoes(row.get("about", ""), reference) == [], row["slug"]
    for row in read(Noun.DISAGREEMENT):
        assert echoes(row.get("note", ""), reference) == [], row["question"]


@pytest.mark.parametrize("noun", ORDER)
def test_keys_and_what_a_record_is_known_by_are_unique(noun):
    rows = read(noun)
    known = [(row.get("key"), row.get("slug")) for row in rows]
    telling = ("title", "heading", "slug", "public_name", "publisher", "author", "question")
    titles = [tuple(row.get(name) for name in telling) for row in rows]
    assert len(set(known)) == len(known)
    assert len(set(titles)) == len(titles)


def test_a_status_is_said_in_one_of_a_few_words_so_that_rival_claims_meet():
    states = [row for row in claims() if row["property"] == "status" and row["subject"] != "kwalliso-system"]
    assert len(states) > 30
    assert {row["value"] for row in states if "value" in row} == STATES


def test_every_date_of_the_files_can_be_read():
    said = [row["as_of"] for row in claims() if "as_of" in row]
    said += [row["date"] for row in read(Noun.SOURCE) if "date" in row]
    said += [
        stay["period"] for row in read(Noun.TESTIMONY) for stay in row.get("stays", ()) if "period" in stay
    ]
    assert [text for text in said if not parse(text).edtf] == []


def test_painful_topics_are_announced_by_a_content_note():
    painful = {row["slug"] for row in read(Noun.TOPIC) if row["sensitivity"] == "painful"}
    grave = painful & {"executions", "torture", "beatings"}
    assert len(grave) == 3
    for row in passages():
        assert not grave & set(row.get("topics", ())) or row.get("content_note"), row["text"]


def printed(quote: str) -> set[float]:
    """The numbers that a few words print: in digits, in words, in millions."""
    found = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", quote)}
    found |= {number for word, number in IN_WORDS.items() if word in words(quote)}
    millions = re.findall(r"([\d.]+)(?:-([\d.]+))? million", quote)
    return found | {float(number) * MILLION for pair in millions for number in pair if number}


def echoes(text: str, reference: str) -> list[str]:
    """Runs of words that a text shares with the reference."""
    said = words(text)
    runs = (" ".join(said[start : start + LONGEST_ECHO]) for start in range(len(said) - LONGEST_ECHO + 1))
    return [run for run in runs if run in reference]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
