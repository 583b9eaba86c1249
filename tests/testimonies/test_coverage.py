"""The reference against the sample archive: what is covered, and what makes the command exit 1."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from testimonies import coverage
from testimonies.coverage import SECTIONS, Coverage, look
from testimonies.models import Claim
from testimonies.sample import key_of, read_all, reading
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests.factories import make_user, publish

pytestmark = pytest.mark.django_db

HEADING = "Camp 18: capacity 23,800"
KEY = "18-capacity"


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder for tables that stands for the project's."""
    monkeypatch.setattr(coverage, "FOLDER", tmp_path)
    return tmp_path


def write(folder: Path, *rows: str, columns: str = "item,lines,record,value") -> None:
    (folder / "table.csv").write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")


def why(found: Coverage) -> list[str]:
    return [reason for _row, reason in found.missing]


def in_every_section(value: str = "23800") -> list[str]:
    return [f"{section} synthetic item,L1,{KEY},{value}" for section in SECTIONS]


def test_every_row_whose_record_the_files_hold_is_covered(loaded):
    names = {key_of(row) for rows in read_all().values() for row in rows}
    found = look()
    assert len(found.rows) > 1000
    assert [(row, reason) for row, reason in found.missing if row.record in names] == []


def test_the_sample_covers_everything(loaded):
    found = look()
    assert (found.missing, found.empty) == ([], [])


def test_a_complete_table_is_said_to_be_complete(loaded, tables, capsys):
    write(tables, *in_every_section())
    call_command("coverage")
    printed = capsys.readouterr().out
    assert "3A     1 of    1" in printed
    assert f"covered: all {len(SECTIONS)} rows" in printed


def test_all_tables_of_the_folder_count_together(loaded, tables):
    write(tables, *in_every_section()[:9])
    (tables / "table.csv").rename(tables / "other.csv")
    write(tables, *in_every_section()[9:])
    assert look().complete


def test_it_exits_1_when_a_record_was_removed(loaded, tables, capsys):
    write(tables, *in_every_section())
    claim = Claim.objects.get(heading=HEADING)
    perform(Action.WITHDRAW, claim, make_user("moderator"), "Synthetic reason.", reason=ReasonClass.ERROR)
    with pytest.raises(CommandError) as refusal:
        call_command("coverage")
    assert refusal.value.returncode == 1
    printed = capsys.readouterr().out
    assert "3A     0 of    1" in printed
    assert f"missing: 3A synthetic item (L1), {KEY}, “23800”: its record is not public" in printed


def test_it_exits_1_when_a_section_has_no_row(loaded, tables, capsys):
    write(tables, *in_every_section()[1:])
    with pytest.raises(CommandError) as refusal:
        call_command("coverage")
    assert refusal.value.returncode == 1
    assert "no row at all: 3A" in capsys.readouterr().out


def test_a_value_that_the_current_version_lost_is_missing(loaded, tables):
    write(tables, f"3K synthetic,L1,{KEY},23800")
    claim = Claim.objects.get(heading=HEADING)
    claim.low = claim.high = 23801
    claim.save()
    assert why(look()) == []  # a draft is not what the public reads
    publish(claim)
    assert why(look()) == ["its record does not hold this value"]


def test_a_label_of_what_the_record_refers_to_is_not_its_own(loaded, tables):
    write(
        tables,
        f"3D slug,L1,{KEY},kwalliso-18",
        f"3D name,L1,{KEY},Bukchang",
        "3D own,L1,kwalliso-18,Bukchang",
    )
    assert [(row.item, reason) for row, reason in look().missing] == [
        ("3D name", "its record does not hold this value")
    ]


def test_a_quotation_mark_and_a_decomposed_letter_are_found(loaded, tables):
    claim = Claim.objects.get(heading=HEADING)
    claim.statement = 'It says "Pukch’ŏng".'
    claim.save()
    publish(claim)
    write(tables, f'3D quoted,L1,{KEY},"says ""Pukch"', f"3D letter,L1,{KEY},Pukch’o\u0306ng")
    assert why(look()) == []


def test_a_name_that_no_row_of_the_sample_has_is_missing(tables):
    write(tables, "3D nobody,L1,nobody-of-this-name,x")
    assert why(look()) == ["no row of the sample has this name"]


def test_what_is_in_the_files_but_not_loaded_is_missing(tables, monkeypatch, tmp_path):
    write(tables, "3D early,L1,synthetic-topic,Synthetic")
    (tmp_path / "topics.toml").write_text('[[topic]]\nslug = "synthetic-topic"\n')
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    found = look()
    assert why(found) == ["its record is not public"]
    assert found.sections["3D"] == (0, 1)


@pytest.mark.parametrize(
    ("columns", "row", "message"),
    [
        ("item,record", "3A x,y", "the columns are item, lines, record, value"),
        ("item,lines,record,value", "3Y x,L1,y,z", "no section in “3Y x”"),
        ("item,lines,record,value", "3A x,L1,y", "each column needs a value"),
        ("item,lines,record,value", "3A x,L1,y,z,more", "each column needs a value"),
        ("item,lines,record,value", "3A x,L1,y,", "each column needs a value"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(tables, columns, row, message):
    write(tables, row, columns=columns)
    with pytest.raises(CommandError, match=message):
        call_command("coverage")


def test_a_number_that_the_sources_give_to_two_places_asks_which(client, loaded):
    answer = client.get("/camps/12/")
    assert answer.status_code == 200
    assert "/camps/kwalliso-12/" in answer.text
    assert "/entities/jongori/" in answer.text
    assert client.get("/camps/18/").headers["Location"] == "/camps/kwalliso-18/"
