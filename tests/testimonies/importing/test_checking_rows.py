"""What is wrong with a row is said so that it can be mended; what is only lacking is a note."""

import json
from datetime import date, datetime

import pytest

from testimonies.importing.rows import paragraphs
from testimonies.importing.when import WhenError, said
from testimonies.models import Name, Testimony
from tests.factories import make_camp, make_source, make_topic, make_witness, publish
from tests.testimonies.importing.tables import checked, csv_of, imported, problems_of, verdicts_of, xlsx_of

pytestmark = pytest.mark.django_db


def problem_of(**cells: str) -> str:
    """What is wrong with one row of these cells."""
    cells = {"title": "A title", "summary": "A summary."} | cells
    job = checked(csv_of([tuple(cells.values())], tuple(cells)))
    return (problems_of(job) or [""])[0]


def verdict_of(**cells: str) -> dict:
    cells = {"title": "A title", "summary": "A summary."} | cells
    return verdicts_of(checked(csv_of([tuple(cells.values())], tuple(cells))))[0]


def camp_with_names(number: int, *names: str, **fields):
    camp = make_camp(number, **fields)
    for text in names:
        Name.objects.create(owner=camp, text=text)
    return publish(camp)


@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_draft_needs_title_and_summary(field):
    assert "empty, and a draft needs it" in problem_of(**{field: "", "language": "en"})


@pytest.mark.parametrize(
    "spelling",
    [
        "Pukchang",
        "Pukch'ang",
        "Bukchang",
        "북창",
        "Camp 18",
        "18",
        "No. 18",
        "18호 관리소",
        "kwalliso-18",
        "KWALLISO-18",
    ],
)
def test_a_camp_is_found_by_any_spelling(spelling):
    camp_with_names(18, "Bukchang", "북창")
    assert verdict_of(camp=spelling, role="prisoner")["camp"] == "Camp 18"


def test_an_ambiguous_camp_says_which_it_may_mean():
    (
        camp_with_names(12, heading="Camp 12, first"),
        camp_with_names(12, slug="camp-12-b", heading="Camp 12, second"),
    )
    told = problem_of(camp="12", role="prisoner")
    assert "“12” may mean Camp 12, second (camp-12-b, a camp); Camp 12, first (kwalliso-12, a camp)" in told


def test_an_unknown_camp_says_which_are_near():
    camp_with_names(18, "Bukchang")
    assert "no public camp is known as “Bukchand”. Near to it: Camp 18" in problem_of(
        camp="Bukchand", role="guard"
    )


def test_a_camp_that_is_not_public_is_not_known():
    make_camp(18)
    assert "no public camp is known" in problem_of(camp="Camp 18", role="guard")


@pytest.mark.parametrize(
    ("cell", "role"),
    [("Prisoner", "prisoner"), ("수감자", "prisoner"), ("GUARD", "guard"), ("경비병", "guard"), ("", "")],
)
def test_roles_are_read_in_english_and_korean_and_needed_for_a_stay(cell, role):
    camp_with_names(18)
    verdict = verdict_of(camp="18", role=cell)
    assert (verdict["role"], bool(verdict["problems"])) == (role, not role)


def test_a_role_without_a_camp_is_told():
    assert "Camp: empty, though a role or a period" in problem_of(role="guard")


def test_a_language_is_read_or_told_from_the_letters():
    assert verdict_of(language="한국어")["language"] == "ko"
    assert verdict_of(summary="증언의 요약입니다.")["language"] == "ko"
    assert verdict_of()["language"] == "en"
    assert "neither en (English) nor ko (Korean)" in problem_of(language="Klingon")


@pytest.mark.parametrize("name", ["Kim Sample", "Sample Kim", "KIM  SAMPLE"])
def test_a_witness_is_found_in_either_order(name):
    publish(make_witness(public_name="Kim Sample"))
    assert not any("witness" in note for note in verdict_of(witness=name)["notes"])


def test_two_witnesses_of_one_name_leave_it_empty_and_are_named():
    publish(make_witness(public_name="Kim Sample")), publish(make_witness(public_name="Sample Kim"))
    notes = verdict_of(witness="Kim Sample")["notes"]
    assert "left empty" in notes[0] and "W-0001" in notes[0] and "W-0002" in notes[0]


def test_a_source_is_found_by_identifier_or_title_and_two_of_one_title_are_told():
    publish(make_source(title="Synthetic Book")), make_source(title="Twice"), make_source(title="Twice")
    assert verdict_of(source="S-0001")["notes"] == verdict_of(source="synthetic  book")["notes"] == []
    assert "it may be Twice (#" in verdict_of(source="Twice")["notes"][0]


def test_topics_are_found_by_label_in_both_languages_and_by_short_name():
    publish(make_topic(slug="coal", label_en="Coal mining", label_ko="석탄 채굴"))
    notes = verdict_of(topics="coal; COAL MINING | 석탄 채굴; unknown")["notes"]
    assert [note for note in notes if "topic" in note] == [
        "The topic “unknown” is left out: none is known so."
    ]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("late 1970s", "late 1970s"),
        ("1977-1987", "1977-1987"),
        ("1985년 4월", "1985년 4월"),
        ("25/12/1985", "1985-12-25"),
        ("12/25/1985", "1985-12-25"),
        ("25.12.1985", "1985-12-25"),
        ("04/04/1985", "1985-04-04"),
        ("1985/12/25", "1985/12/25"),
        ("1985-12-25 00:00:00", "1985-12-25"),
        ("1985-12-25T00:00:00Z", "1985-12-25"),
    ],
)
def test_dates_are_read_in_the_forms_that_are_certain(cell, kept):
    assert said(cell) == kept


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("03/04/1985", "may be 1985-03-04 or 1985-04-03"),
        ("31/31/1985", "may be no day at all"),
        ("482198400000", r"milliseconds since 1970 \(1985-04-13\)"),
        ("-482198400000", r"milliseconds since 1970 \(1954-09-21\)"),
        ("482198400", r"seconds since 1970 \(1985-04-13\)"),
        ("36526", r"count of days \(2000-01-01\)"),
        ("36526.5", r"count of days \(2000-01-01\)"),
        ("19850412", "may be 1985-04-12 without hyphens"),
        ("99999999", "is a number"),
        ("9" * 5000, "is a number"),
        ("85", "four-digit year"),
        ("once upon a time", "is not read as a date"),
        ("2001-02-30", "is not read as a date"),
    ],
)
def test_dates_that_may_mean_something_else_are_refused_with_what_they_may_mean(cell, why):
    with pytest.raises(WhenError, match=why):
        said(cell)


def test_mixed_dates_in_one_column_are_judged_row_by_row():
    dates = ["1985-04-12", "12.4.1985", "482198400000", "spring 1985", "36526", "1985"]
    job = checked(
        csv_of(
            [(f"Row {n}", f"Text {n}.", day) for n, day in enumerate(dates)],
            ("title", "summary", "date given"),
        )
    )
    assert [bool(line["problems"]) for line in verdicts_of(job)] == [False, True, True, False, True, False]


def test_days_of_a_spreadsheet_are_read_and_its_bare_numbers_are_not():
    rows = [
        ("One", "Text.", date(1985, 4, 12)),
        ("Two", "Text.", datetime(1985, 4, 12, 9, 30)),
        ("Three", "Text.", 31149),
        ("Four", "Text.", 1985),
    ]
    job = checked(xlsx_of(rows, ("title", "summary", "date given")), "synthetic.xlsx")
    assert [(line["given"], bool(line["problems"])) for line in verdicts_of(job)] == [
        ("1985-04-12", False),
        ("", True),
        ("", True),
        ("1985", False),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."]),
        ("One line\nbroken.\n\nTwo.", ["One line\nbroken.", "Two."]),
        ("One.\r\nTwo.", ["One.", "Two."]),
        ("\n\n", []),
    ],
)
def test_paragraphs_become_passages(text, parts):
    assert paragraphs(text) == parts


@pytest.mark.parametrize("cell", ["#REF!", "lost \ufffd letter", "a\x07bell"])
def test_what_is_no_text_is_told(cell):
    assert problem_of(summary=cell).startswith("Summary: ")


def test_a_title_that_is_too_long_is_told():
    assert "longer than 200 characters" in problem_of(title="x" * 201)


def test_edge_strings_become_drafts_as_they_are_or_are_refused_with_a_reason(real_data):
    lines = (real_data / "edge_strings.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[::25]]
    content = "\n".join(json.dumps({"title": text[:200], "text": text}) for text in texts)
    job = imported(content.encode(), "edge.jsonl")
    assert (
        all(problems_of(job)) and job.counts["good"] + job.counts["already"] + job.counts["bad"] == job.rows
    )
    kept = {
        "".join(p.text for p in draft.passages.all())
        for draft in Testimony.objects.prefetch_related("passages")
    }
    wanted = {"".join(paragraphs(text)) for text in texts}
    assert kept <= wanted and len(kept) > 0.8 * len(wanted)
