"""Columns are proposed by their names in English and Korean; a wrong mapping is refused."""

import pytest

from testimonies import importing
from testimonies.importing import FIELDS, Unreadable
from testimonies.importing.columns import cells_of, propose
from testimonies.models import Testimony
from tests.testimonies.importing.tables import checked, csv_of, imported, rows_of, taken_in, verdicts_of


def test_every_field_is_proposed_under_its_own_name():
    assert propose(field.name for field in FIELDS) == {field.name: field.name for field in FIELDS}


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (
            ["Title", "Camp Name", "ROLE AT CAMP"],
            {"title": "Title", "camp": "Camp Name", "role": "ROLE AT CAMP"},
        ),
        (
            ["제목", "요약", "수용소", "시기"],
            {"title": "제목", "summary": "요약", "camp": "수용소", "period": "시기"},
        ),
        (["id", "title", "text", "lang"], {"title": "title", "summary": "text", "language": "lang"}),
        (["date", "place", "number"], {}),
        (["row in file", "problem", "title"], {"title": "title"}),
    ],
)
def test_columns_are_proposed_by_name(columns, found):
    assert propose(columns) == found


def test_no_two_fields_are_called_alike():
    names = [name for field in FIELDS for name in {field.name, *field.called}]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_value_can_be_the_same_in_every_row():
    assert cells_of({"a": "Text"}, {"summary": "a", "role": "=guard", "camp": "b"}) == {
        "summary": "Text",
        "role": "guard",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({}, "Which column is the title and the summary"),
        ({"title": "title"}, "Which column is the summary"),
        ({"title": "title", "summary": "nothing"}, "no column “nothing”: the columns are “camp”, “period”"),
        (
            {"title": "title", "summary": "summary", "colour": "camp"},
            "“colour” is no field: choose from title",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_would_be_right(mapping, why):
    job = taken_in(csv_of(rows_of(1)))
    with pytest.raises(Unreadable, match=why):
        importing.name_columns(job, mapping)
    assert job.phase == "mapping"


@pytest.mark.django_db
def test_a_wrong_header_imports_nothing_and_says_which_columns_there_are():
    with pytest.raises(Unreadable, match="The columns are “Spalte A”, “Spalte B”"):
        imported(csv_of([("a", "b")], ("Spalte A", "Spalte B")))
    assert not Testimony.objects.exists()


@pytest.mark.django_db
def test_a_column_whose_name_begins_like_a_formula_is_still_a_column():
    rows = [("A title", "A summary.", "ko"), ("Another", "Words.", "")]
    job = checked(csv_of(rows, ("title", "summary", "=language")))
    assert job.mapping["language"] == "language"
    assert [line["language"] for line in verdicts_of(job)] == ["ko", "en"]


@pytest.mark.django_db
def test_columns_can_be_named_again_after_the_preview():
    job = checked(csv_of([("First", "Second")], ("title", "summary")))
    importing.name_columns_again(job)
    importing.name_columns(job, {"title": "summary", "summary": "title"})
    importing.Run(job).to_end()
    assert [(line["title"], line["summary"]) for line in verdicts_of(job)] == [("Second", "First")]
