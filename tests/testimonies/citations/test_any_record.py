"""Whatever a record and its sources are called, every style gives one whole line."""

import unicodedata

import pytest
from hypothesis import given, settings

from testimonies.citations import STYLES, cite, cite_in_text, cite_runs, plain
from tests.testimonies.citations.anything import CITED


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=40)
@given(record=CITED)
def test_it_is_one_line_that_pins_and_keeps_the_title(style, record):
    line = cite(record, style)
    assert len(line.splitlines()) == 1
    assert line == unicodedata.normalize("NFC", line)
    assert "\ue000" not in line and "\ue001" not in line
    assert record.address in line and record.ark in line and f"ersion {record.version}" in line
    assert "".join(run.text for run in cite_runs(record, style)) == line
    assert len(cite_in_text(record, style).splitlines()) <= 1


@given(CITED)
def test_the_plain_form_holds_each_fact_on_a_line(record):
    lines = plain(record).split("\n")
    assert f"Title: {record.title}" in lines
    assert f"Ledger: {record.ledger}:{record.sha256}" in lines
    assert cite(record, "chicago-notes") == lines[0]
