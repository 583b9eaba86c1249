"""The file of refused rows says why, is safe to open in a spreadsheet, and can be mended and imported."""

import csv
import io

import pytest

from testimonies import importing
from testimonies.models import Testimony
from tests.testimonies.importing.tables import HEADER, checked, csv_of, imported, rows_of, unlike

pytestmark = pytest.mark.django_db
FORMULAS = ("=1+1", "+1", "-1", "@sum", '=HYPERLINK("http://example.org","x")', "＝1")


def refused(job) -> list[list[str]]:
    text = "".join(importing.refused_rows(job))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_each_refused_row_stands_there_with_its_number_and_reason():
    content = csv_of([*rows_of(2), ("", unlike(9), "", "", ""), ("No period", unlike(8), "", "", "long ago")])
    header = ["row in file", "problem", *HEADER]
    for job in (checked(content), imported(content)):
        rows = refused(job)
        assert rows[0] == header
        assert [(row[0], row[3]) for row in rows[1:]] == [("4", unlike(9)), ("5", unlike(8))]
        assert rows[1][1] == "Title: empty, and a draft needs it."
        assert rows[2][1].startswith("Period at the camp: “long ago” is not read as a date.")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_stored_as_text_and_quoted_in_the_file(formula):
    done = imported(csv_of([(formula, f"{formula} and words", "", "", "")]))
    draft = Testimony.objects.get()
    assert (draft.title, draft.passages.get().text) == (formula, f"{formula} and words")
    assert refused(done)[1:] == []
    job = checked(csv_of([("", formula, "", "", "")], ("title", "summary", "+camp", "role", "period")))
    rows = refused(job)
    assert (rows[0][4], rows[1][3]) == ("'+camp", "'" + formula)


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_mended_file_is_imported_without_the_quotes(formula):
    job = checked(csv_of([("", f"{formula} and words", "", "", "")]))
    header, row = refused(job)
    row[2] = "A title at last"
    done = imported(csv_of([tuple(row)], tuple(header)))
    assert done.counts["good"] == 1
    assert Testimony.objects.get().passages.get().text == f"{formula} and words"


def test_a_quote_that_someone_wrote_stays():
    imported(csv_of([("'=1+1", "'tis a synthetic summary", "", "", "")]))
    assert Testimony.objects.get().title == "'=1+1"
