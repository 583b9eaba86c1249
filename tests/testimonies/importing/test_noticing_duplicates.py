"""Rows whose account was entered before are pointed out in the preview and after the import, not refused."""

import json

import pytest

from testimonies import importing, ledger
from testimonies.models import Record, Sketch, Stay, Testimony
from testimonies.vocabulary import ReasonClass
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_testimony, make_user, make_witness, publish
from tests.testimonies.importing.tables import (
    checked,
    csv_of,
    imported,
    problems_of,
    rows_of,
    unlike,
    verdicts_of,
)

pytestmark = pytest.mark.django_db
COLUMNS = ("title", "summary")


def test_a_row_like_a_record_is_told_in_the_preview_and_after_the_import():
    before = make_testimony(texts=(unlike(1),))
    perform(Action.EDIT, before, make_user("contributor"))
    content = csv_of([("Another title", unlike(1)), ("Other", unlike(2))], COLUMNS)
    job = checked(content)
    told = [{"word": f"#{before.pk}", "pk": before.pk, "why": "the same words"}]
    assert [line["alike"] for line in verdicts_of(job)] == [told, []]
    done = imported(content)
    assert [(line["number"], line["alike"]) for line in importing.results(done, "outcomes.jsonl")] == [
        (2, told)
    ]
    assert (done.counts["good"], done.counts["alike"]) == (2, 1)


def test_rows_of_one_file_with_the_same_words_are_told_in_the_preview():
    rows = [*rows_of(150), ("Another title", unlike(3), "", "", "")]
    job = checked(csv_of(rows))
    assert [line["again"] for line in verdicts_of(job)] == [None] * 150 + [4]
    assert job.counts["alike"] == 1


def test_rows_of_one_file_with_the_same_words_are_told_after_the_import():
    done = imported(csv_of([("One", unlike(1)), ("Two", unlike(1))], COLUMNS))
    first, second = Testimony.objects.order_by("pk")
    outcomes = list(importing.results(done, "outcomes.jsonl"))
    assert [(line["pk"], line["alike"][0]["pk"]) for line in outcomes] == [(second.pk, first.pk)]


def test_a_row_of_the_same_witness_camp_and_period_is_told():
    witness, camp = publish(make_witness(public_name="Kim Sample")), publish(make_camp(18))
    before = make_testimony(witness=witness)
    Stay.objects.create(testimony=before, camp=camp, role="prisoner", period="1977 to 1987")
    header = (*COLUMNS, "witness", "camp", "role", "period")
    rows = [("One", unlike(1), "Sample Kim", "18", "prisoner", years) for years in ("late 1970s", "1990")]
    job = checked(csv_of(rows, header))
    assert [bool(line["alike"]) for line in verdicts_of(job)] == [True, False]


def test_drafts_are_in_no_ledger_row():
    imported(csv_of(rows_of(3)))
    assert Sketch.objects.count() == 3
    assert ledger.head().number == 0
    assert set(Record.objects.values_list("identifier", flat=True)) == {None}


def test_an_erased_record_does_not_come_back_with_the_same_file():
    content = csv_of([("One", unlike(1))], COLUMNS)
    imported(content)
    perform(Action.ERASE, Testimony.objects.get(), make_user("custodian"), reason=ReasonClass.SAFETY)
    again = imported(content)
    assert (again.counts["good"], again.counts["already"], Testimony.objects.count()) == (0, 1, 1)
    assert not Testimony.objects.get().passages.exists()


def test_real_summaries_are_all_good_and_their_duplicate_texts_are_noticed(real_data):
    content, again = real_summaries(real_data)
    job = checked(content, "summaries.jsonl")
    assert (job.rows, job.counts["good"], problems_of(job)) == (3718, 3718, [])
    noticed = [line["number"] for line in verdicts_of(job) if line["again"]]
    assert set(again) <= set(noticed) and len(noticed) < 300


@pytest.mark.assure
def test_real_summaries_all_become_drafts_once_and_their_duplicate_texts_are_noticed(real_data):
    content, again = real_summaries(real_data)
    job = imported(content, "summaries.jsonl")
    assert job.mapping == {
        "title": "title",
        "summary": "text",
        "language": "lang",
        "topics": "topics",
        "source": "source",
    }
    assert (job.rows, job.counts["good"], problems_of(job)) == (3718, 3718, [])
    outcomes = list(importing.results(job, "outcomes.jsonl"))
    same = [line for line in outcomes if any(other["why"] == "the same words" for other in line["alike"])]
    assert set(again) <= {line["number"] for line in same}
    assert imported(content, "summaries.jsonl").counts["already"] == 3718
    assert Testimony.objects.count() == 3718


def real_summaries(real_data) -> tuple[bytes, list[int]]:
    """The file, and the lines whose text stands in an earlier line too."""
    content = (real_data / "trc_summaries_sample.jsonl").read_bytes()
    texts = [json.loads(line)["text"] for line in content.decode().splitlines()]
    again = [number for number, text in enumerate(texts, 1) if text in texts[: number - 1]]
    assert len(again) == 207
    return content, again
