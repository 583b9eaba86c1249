"""Files are read in the usual encodings and separators; what cannot be read is refused with a reason."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from testimonies.importing import MOST_ROWS, Unreadable
from testimonies.importing.holding import first_rows
from testimonies.importing.spreadsheets import MOST_UNPACKED, refuse_a_bomb
from testimonies.models import Import, Testimony
from tests.testimonies.importing.tables import checked as checked_file
from tests.testimonies.importing.tables import csv_of, problems_of, rows_of, taken_in, xlsx_of

pytestmark = pytest.mark.django_db
KOREAN = "제목,요약\n합성 기록,증언의 요약입니다\n"


def rows_in(content: bytes, name: str = "synthetic.csv") -> list[dict[str, str]]:
    return [row.cells for row in first_rows(taken_in(content, name), 100)]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "CSV, UTF-8, separated by commas"),
        ("utf-8-sig", "CSV, UTF-8, separated by commas"),
        ("utf-16", "CSV, UTF-16, separated by commas"),
        ("utf-16-le", "CSV, UTF-16, separated by commas"),
        ("cp949", "CSV, CP949 (Korean), guessed"),
        ("euc-kr", "CSV, CP949 (Korean), guessed"),
    ],
)
def test_korean_is_read_in_the_usual_encodings(encoding, told):
    job = taken_in(KOREAN.encode(encoding))
    assert job.told.startswith(told)
    assert [row.cells for row in first_rows(job, 5)] == [{"제목": "합성 기록", "요약": "증언의 요약입니다"}]


def test_western_letters_without_a_mark_are_read_as_windows_1252_and_said_to_be_guessed():
    job = taken_in("title,summary\nCafé,Señor Müller\n".encode("cp1252"))
    assert "Windows-1252, guessed" in job.told
    assert first_rows(job, 1)[0].cells == {"title": "Café", "summary": "Señor Müller"}


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbftitle\n\xff\xfe\n",
        b"title,summary\n\x81\x8d\x90\x9d,\xff\n",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
    ],
    ids=["not the UTF-8 it claims", "no encoding at all", "a picture"],
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(Unreadable):
        taken_in(content)
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("separator", "word"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_separators_are_told_apart(separator, word):
    rows = [("A, title; with | all", "Some, text; with | all of them", "", "", "")]
    job = taken_in(csv_of(rows, separator=separator))
    assert job.told.endswith(f"separated by {word}")
    assert first_rows(job, 1)[0].cells == {"title": rows[0][0], "summary": rows[0][1]}


def test_a_first_line_that_only_names_the_separator_is_passed_over():
    assert rows_in(b"sep=;\r\ntitle;summary\r\nA, title;A summary\r\n") == [
        {"title": "A, title", "summary": "A summary"}
    ]


def test_a_cell_may_hold_paragraphs_and_quotes():
    assert rows_in(csv_of([("A “title”", 'One.\n\n"Two", he said.', "", "", "")])) == [
        {"title": "A “title”", "summary": 'One.\n\n"Two", he said.'}
    ]


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    job = taken_in(b'title,summary\nOne,"Two\n\nparagraphs"\n\nTwo,Text\n')
    assert [row.number for row in first_rows(job, 5)] == [2, 4]


def test_a_quotation_mark_that_is_missing_is_told_with_its_line():
    with pytest.raises(Unreadable, match="quotation mark missing"):
        taken_in(b'title,summary\nOne,"never closed\nTwo,text\n')


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"title,summary\n", "no row"),
        (b"title,title\na,b\n", "Several columns are called"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old or a locked Excel"),
        (b"PK\x03\x04 and nothing more", "no whole XLSX"),
    ],
)
def test_files_without_a_table_are_refused_with_a_reason(content, why):
    with pytest.raises(Unreadable, match=why):
        taken_in(content)


def test_a_json_list_is_refused_with_what_would_be_right():
    with pytest.raises(Unreadable, match="JSON Lines"):
        taken_in(b'[{"title": "a"}]', "synthetic.json")


def test_a_row_with_more_cells_than_names_is_a_bad_row():
    job = checked_file(b"title,summary\nA,B,C\nD,E\n")
    assert problems_of(job) == [
        "It has more cells than the first row has names: is a separator not in quotes?"
    ]
    assert job.counts["good"] == 1


def test_json_lines_are_read_with_lists_joined_and_broken_lines_told():
    lines = [
        json.dumps({"title": "One", "text": "First.", "topics": ["a", "b"], "x": {"deep": 1}, "year": 1977}),
        "{broken",
        "",
        "17",
        json.dumps({"title": "Two", "text": "Second.", "page": "p. 3"}),
    ]
    job = checked_file("\n".join(lines).encode(), "synthetic.jsonl")
    assert (job.told, job.columns) == ("JSON Lines, UTF-8", ["title", "text", "topics", "year", "page"])
    assert (job.counts["good"], [line.split(" (")[0] for line in problems_of(job)]) == (
        2,
        ["The line is no JSON", "The line is JSON, but no object with names and values."],
    )


def test_half_a_character_in_json_is_a_bad_row_and_no_crash():
    job = checked_file(b'{"title": "half \\ud800", "text": "Words."}\n', "synthetic.jsonl")
    assert "a character was lost" in problems_of(job)[0]


def test_a_spreadsheet_gives_values_and_never_formulas():
    book = Workbook()
    book.active.append(["title", "summary", "count"])
    book.active.append(["=1+1", "Text", '=HYPERLINK("x")'])
    book.active.append(["Plain", "Text", 18.0])
    file = io.BytesIO()
    book.save(file)
    assert rows_in(file.getvalue(), "synthetic.xlsx") == [
        {"summary": "Text"},
        {"title": "Plain", "summary": "Text", "count": "18"},
    ]


def test_macros_are_not_looked_at():
    content = io.BytesIO(xlsx_of([("A title", "A summary")], ("title", "summary")))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro can be read from this")
    assert rows_in(content.getvalue(), "synthetic.xlsm") == [{"title": "A title", "summary": "A summary"}]


def test_the_rows_of_a_spreadsheet_keep_their_numbers():
    job = taken_in(xlsx_of([("One", "Text"), (None, None), ("Two", "Text")], ("title", "summary")), "a.xlsx")
    assert [row.number for row in first_rows(job, 5)] == [2, 4]
    assert job.told == "XLSX, sheet “Sheet”"


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _turn in range(MOST_UNPACKED // 1024 // 1024 + 1):
                part.write(bytes(1024 * 1024))

    def unpacked(*args, **kwargs):
        raise AssertionError("something was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    with pytest.raises(Unreadable, match="would unpack"):
        refuse_a_bomb(path)
    with pytest.raises(Unreadable, match="would unpack"):
        taken_in(path.read_bytes(), "bomb.xlsx")
    assert not Import.objects.exists()


def test_a_small_bomb_is_told_by_its_ratio(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(20 * 1024 * 1024))
    with pytest.raises(Unreadable, match="would unpack"):
        refuse_a_bomb(path)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_beyond_it(tmp_path):
    honest = xlsx_of([("A title", "x" * 4000)] * 50, ("title", "summary"))
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    small = (100).to_bytes(4, "little")
    assert honest.count(sheet.to_bytes(4, "little")) >= 1
    with pytest.raises(Unreadable):
        taken_in(honest.replace(sheet.to_bytes(4, "little"), small), "lying.xlsx")


def test_entities_in_the_xml_of_a_spreadsheet_do_not_swell():
    swelling = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    content = xlsx_of([("A title", "A summary")], ("title", "summary"))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                text = f"{swelling}]><x>&j;</x>".encode()
            new.writestr(part.filename, text)
    with pytest.raises(Unreadable):
        taken_in(changed.getvalue(), "laughs.xlsx")


def test_a_hundred_thousand_rows_are_refused_and_nothing_is_imported():
    with pytest.raises(Unreadable, match=f"more than {MOST_ROWS:,} rows"):
        taken_in(csv_of([("A title", "A summary")] * 100_000, ("title", "summary")))
    assert not Import.objects.exists() and not Testimony.objects.exists()


def test_a_file_that_is_too_large_is_refused_while_it_comes_in(monkeypatch):
    monkeypatch.setattr("testimonies.importing.tables.MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="larger than"):
        taken_in(csv_of(rows_of(50)))
