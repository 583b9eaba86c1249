"""Good rows become drafts of the person who imports; a row is imported once."""

import pytest

from testimonies import importing, ledger
from testimonies.models import Event, Import, ImportedRow, Testimony
from testimonies.workflow import Action, Refused, perform
from tests.factories import make_camp, make_source, make_topic, make_user, make_witness, publish
from tests.testimonies.importing.tables import (
    HEADER,
    csv_of,
    files_of,
    imported,
    problems_of,
    rows_of,
    taken_in,
)

pytestmark = pytest.mark.django_db
ALL = (*HEADER, "language", "witness", "date given", "topics", "source", "page", "content note")


def a_whole_row() -> bytes:
    publish(make_camp(18)), publish(make_source(title="Synthetic book"))
    publish(make_topic(slug="coal", label_en="Coal")), publish(make_topic(slug="hunger", label_en="Hunger"))
    publish(make_witness(public_name="Kim Sample"))
    row = ("Synthetic row", "First paragraph.\n\nSecond paragraph.", "Camp 18", "Prisoner", "late 1970s")
    return csv_of(
        [(*row, "English", "Sample Kim", "2004", "coal; Hunger", "synthetic book", "p. 3", "Hunger.")], ALL
    )


def test_a_whole_row_becomes_a_draft_with_everything_it_says():
    user = make_user("contributor")
    job = imported(a_whole_row(), user=user)
    assert problems_of(job) == [] and job.counts["good"] == 1 and job.counts["incomplete"] == 0
    draft = Testimony.objects.get()
    assert (draft.title, draft.language, draft.given, draft.content_note) == (
        "Synthetic row",
        "en",
        "2004",
        "Hunger.",
    )
    assert (str(draft.witness), draft.stage, draft.identifier) == ("Kim Sample", "draft", None)
    assert sorted(draft.topics.values_list("slug", flat=True)) == ["coal", "hunger"]
    passages = [(row.number, row.text, row.references.get().locator) for row in draft.passages.all()]
    assert passages == [(1, "First paragraph.", "p. 3"), (2, "Second paragraph.", "p. 3")]
    stay = draft.stays.get()
    assert (stay.camp.slug, stay.role, stay.period, stay.period_edtf) == (
        "kwalliso-18",
        "prisoner",
        "late 1970s",
        "1976/1979",
    )
    event = Event.objects.get(record=draft)
    assert (event.action, event.actor.user) == ("edit", user)


def test_a_complete_draft_can_be_submitted_and_not_approved_by_who_imported_it():
    user = make_user("contributor", "moderator")
    imported(a_whole_row(), user=user)
    draft = Testimony.objects.get()
    perform(Action.SUBMIT, draft, user)
    with pytest.raises(Refused, match="someone else"):
        perform(Action.START, draft, user)
    assert ledger.standing(draft) == "none"


def test_an_incomplete_row_becomes_a_draft_that_says_what_lacks():
    row = ("Synthetic row", "A paragraph.", "no topic like this", "no source like this", "Nobody Known")
    job = imported(csv_of([row], ("title", "summary", "topics", "source", "witness")))
    assert job.counts["good"] == job.counts["incomplete"] == 1
    told = Event.objects.get().remark.text
    assert "row 2" in told and "no topic like this" in told and "no source like this" in told
    assert "witness is left empty" in told and "Nobody Known" not in told


def test_running_the_same_file_again_doubles_nothing():
    content = csv_of(rows_of(250))
    assert imported(content).counts["good"] == 250
    again = imported(content)
    assert (again.counts["good"], again.counts["already"], Testimony.objects.count()) == (0, 250, 250)


def test_the_same_row_twice_in_a_file_is_imported_once():
    assert imported(csv_of(rows_of(1) * 3)).counts["good"] == Testimony.objects.count() == 1


def test_another_order_of_columns_is_the_same_row():
    imported(csv_of([("A title", "A summary.")], ("title", "summary")))
    again = imported(csv_of([("A summary.", "A title")], ("summary", "title")))
    assert again.counts["already"] == 1


def test_a_run_that_was_cut_off_leaves_whole_rows_and_goes_on(monkeypatch):
    job = taken_in(csv_of(rows_of(250)))
    importing.name_columns(job, job.mapping)
    importing.begin_importing(job)
    importing.Run(job).step(0)
    assert (job.done, Testimony.objects.count(), ImportedRow.objects.count()) == (100, 100, 100)
    later = Import.objects.get(pk=job.pk)
    importing.Run(later).to_end()
    assert (later.phase, later.counts["good"], Testimony.objects.count()) == ("done", 250, 250)


def test_a_batch_that_fails_leaves_nothing_of_itself_and_is_done_again(monkeypatch):
    job = taken_in(csv_of([*rows_of(30), ("", "No title.", "", "", "")]))
    importing.name_columns(job, job.mapping)
    importing.begin_importing(job)
    save = Import.save

    def cut(self, *args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(Import, "save", cut)
    with pytest.raises(KeyboardInterrupt):
        importing.Run(job).to_end()
    assert Testimony.objects.count() == 0
    monkeypatch.setattr(Import, "save", save)
    importing.Run(Import.objects.get(pk=job.pk)).to_end()
    assert Testimony.objects.count() == 30
    assert len(problems_of(Import.objects.get(pk=job.pk))) == 1


def test_who_may_not_contribute_gets_every_row_back_with_the_reason():
    job = imported(csv_of(rows_of(2)), user=make_user("custodian"))
    assert ["permission" in problem for problem in problems_of(job)] == [True, True]
    assert Testimony.objects.count() == ImportedRow.objects.count() == 0


def test_the_file_is_gone_once_it_is_imported():
    job = taken_in(csv_of(rows_of(2)))
    assert files_of(job) == ["rows.jsonl"]
    importing.name_columns(job, job.mapping)
    importing.Run(job).to_end()
    importing.begin_importing(job)
    importing.Run(job).to_end()
    assert files_of(job) == ["lock", "outcomes.jsonl"]
    importing.discard(job)
    assert files_of(job) == [] and not Import.objects.exists()
