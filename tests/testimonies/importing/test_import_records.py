"""The command: drafts in, progress and refused rows told, nothing left lying."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from testimonies.models import Event, Import, Testimony
from tests.factories import make_user
from tests.testimonies.importing.tables import csv_of, rows_of, unlike

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "synthetic.csv"
    path.write_bytes(csv_of([*rows_of(150), ("", unlike(0), "", "", "")]))
    return path


def run(*arguments) -> str:
    told = StringIO()
    call_command("import_records", *map(str, arguments), stdout=told)
    assert not Import.objects.exists()
    assert list((Path(settings.DATA_DIR) / "imports").glob("*")) == []
    return told.getvalue()


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()


@pytest.fixture(autouse=True)
def told_often(monkeypatch):
    monkeypatch.setattr("testimonies.management.commands.import_records.TOLD_EVERY", 100)


def test_rows_become_drafts_with_progress_and_the_refused_are_told(table):
    told = run(table)
    assert "CSV, UTF-8, separated by commas: 151 rows." in told
    assert "title from “title”, summary from “summary”" in told
    assert "100 of 151 rows" in told and "151 of 151 rows" in told
    assert "150 rows became drafts" in told and "1 were refused" in told
    assert "Row 152: Title: empty, and a draft needs it." in told
    assert unlike(0)[:20] not in told
    assert Testimony.objects.count() == 150
    assert str(Event.objects.last().actor) == "system-importer"


def test_a_dry_run_imports_nothing(table):
    assert "150 rows would become drafts" in run(table, "--dry-run")
    assert not Testimony.objects.exists()


def test_the_report_is_written_where_one_says(table, tmp_path):
    report = tmp_path / "refused.csv"
    assert f"stand in {report}" in run(table, "--dry-run", "--report", report)
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].startswith("152,")


def test_columns_are_mapped_by_hand(tmp_path):
    path = tmp_path / "synthetic.csv"
    path.write_bytes(csv_of([("A heading", "A text.", "x")], ("Spalte A", "Spalte B", "language")))
    with pytest.raises(CommandError, match="Which column is the title and the summary"):
        run(path)
    run(path, "--map", "title=Spalte A", "--map", "summary=Spalte B", "--map", "language==ko")
    assert Testimony.objects.get().language == "ko"


def test_entries_are_those_of_the_person_named(table):
    user = make_user("contributor")
    run(table, "--by", user.username)
    assert {event.actor.user for event in Event.objects.all()} == {user}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--by", "nobody"], "no account “nobody”"),
        (["--map", "title"], "is not FIELD=COLUMN"),
        (["--map", "colour=title"], "“colour” is no field"),
    ],
)
def test_wrong_options_are_refused(table, arguments, why):
    with pytest.raises(CommandError, match=why):
        run(table, *arguments)
    assert not Testimony.objects.exists()


def test_who_may_not_contribute_may_not_import(table):
    with pytest.raises(CommandError, match="needs the permission"):
        run(table, "--by", make_user("custodian").username)


def test_a_file_that_is_not_there_and_one_that_is_no_table_are_refused(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "nothing.csv")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 10)
    with pytest.raises(CommandError, match="no text"):
        run(tmp_path / "binary.csv")


def test_a_run_that_is_stopped_leaves_whole_rows_and_the_next_goes_on(table, monkeypatch):
    def stop(self, job):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped, pytest.raises(KeyboardInterrupt):
        stopped.setattr("testimonies.management.commands.import_records.Command._tell_progress", stop)
        run(table)
    assert Testimony.objects.count() == 100
    assert "50 rows became drafts" in run(table)
    assert Testimony.objects.count() == 150
