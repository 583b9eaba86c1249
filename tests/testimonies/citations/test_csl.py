"""CSL-JSON: the archive as author of its summary, the original beside it, Korean names as literals."""

import json
from dataclasses import replace

from hypothesis import given

from testimonies.citations import csl
from tests.testimonies.citations.anything import CITED
from tests.testimonies.citations.csl_schema import faults
from tests.testimonies.citations.samples import ADDRESS, ARK, BOOK, MEMOIR, NEWS, TESTIMONY, of


def test_the_archive_is_the_author_of_its_summary():
    item = csl(TESTIMONY)
    assert item["type"] == "document"
    assert item["author"] == [{"literal": "Testimony Archive"}]
    assert item["genre"] == "Summary of testimony by Kang Chol-hwan"
    assert item["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert (item["number"], item["version"], item["section"]) == ("T-000117", "2", "para. 3")
    assert (item["URL"], item["archive_location"]) == (ADDRESS, ARK)


def test_one_original_fills_the_fields_for_it():
    item = csl(of(BOOK))
    assert item["original-author"] == [{"family": "Harden", "given": "Blaine"}]
    assert item["original-title"] == "Escape from Camp 14"
    assert item["original-publisher"] == "Viking"
    assert item["original-date"] == {"date-parts": [[2012]]}


def test_several_originals_stand_in_the_note_alone():
    item = csl(of(BOOK, NEWS))
    assert "original-title" not in item
    assert "Escape from Camp 14" in item["note"] and "Bloomberg" in item["note"]


def test_a_korean_name_is_literal():
    assert csl(of(MEMOIR))["original-author"] == [{"literal": "Kang Chol-hwan"}]
    turned = replace(MEMOIR, authors=("Kang, Chol-hwan",))
    assert csl(of(turned))["original-author"] == [{"literal": "Kang Chol-hwan"}]


@given(CITED)
def test_it_is_json_without_empty_fields(record):
    item = json.loads(json.dumps(csl(record)))
    assert item["title"] == record.title
    assert all(item.values())
    assert faults([item]) == []
