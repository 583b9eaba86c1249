"""RIS: its line rules, and the same fields when another program reads it back."""

import re

import rispy
from hypothesis import given

from testimonies.citations import ris
from tests.testimonies.citations.anything import CITED
from tests.testimonies.citations.samples import ADDRESS, ARK, TESTIMONY, cited


def read(written):
    (entry,) = rispy.loads(written.replace("\r\n", "\n"))
    return entry


def test_it_is_read_back_with_the_same_fields():
    entry = read(ris(TESTIMONY))
    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"] == "Synthetic record 17"
    assert entry["authors"] == ["Testimony Archive"]
    assert (entry["year"], entry["date"]) == ("2026", "2026/11/21")
    assert entry["edition"] == "Version 2, para. 3"
    assert entry["accession_number"] == "T-000117"
    assert entry["urls"] == [ADDRESS]
    assert entry["call_number"] == ARK
    assert entry["type_of_work"] == "Summary of testimony by Kang Chol-hwan"


def test_the_original_source_and_the_ledger_stand_in_the_notes():
    assert read(ris(TESTIMONY))["notes"] == [
        "Original source, as summarised in this record: "
        "Blaine Harden, Escape from Camp 14 (Viking, 2012), 12.",
        f"Ledger 412:{'5c1e' * 16}",
    ]


def test_two_records_in_one_file_stay_two():
    written = ris(TESTIMONY) + ris(cited(identifier="T-000118"))
    assert [entry["accession_number"] for entry in rispy.loads(written)] == ["T-000117", "T-000118"]


@given(CITED)
def test_every_line_is_a_tag_and_the_last_one_ends_the_record(record):
    lines = ris(record).split("\r\n")
    assert lines[0] == "TY  - ELEC" and lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) and len(line.splitlines()) == 1 for line in lines[:-1])
    assert sum(line.startswith(("TY", "ER")) for line in lines) == 2


@given(CITED)
def test_whatever_the_title_it_is_read_back(record):
    entry = read(ris(record))
    assert entry["title"] == record.title
    assert entry["authors"] == [record.archive]
    assert entry["urls"] == [record.address]
