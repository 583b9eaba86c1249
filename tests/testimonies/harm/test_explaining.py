"""An open finding stops submission and approval; an explanation opens the way for exactly that text."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from testimonies import harm, ledger
from testimonies.models import Actor, Event, Explanation, NotPublicName
from testimonies.sample import load, reading
from testimonies.vocabulary import Stage
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_source, make_testimony, make_user, publish

pytestmark = pytest.mark.django_db
TELLING = "She escaped on 12 March 1998."


@pytest.fixture
def author():
    return make_user("contributor")


def explain(record, user, note="The source prints the day."):
    return [
        perform(Action.COMMENT, record, user, note, explains=finding.key)
        for finding in harm.open_findings(record)
    ]


def test_a_finding_that_is_open_stops_the_submission_and_is_named(author):
    record = make_testimony(texts=(TELLING,))
    with pytest.raises(Refused, match="exact date of an escape, passage 1"):
        perform(Action.SUBMIT, record, author)
    assert record.stage == Stage.DRAFT


def test_changing_the_text_resolves_it(author):
    record = make_testimony(texts=(TELLING,))
    record.passages.update(text="She escaped in 1998.")
    assert perform(Action.SUBMIT, record, author)


def test_an_explanation_lets_it_pass_and_keeps_who_when_and_why(author):
    record = make_testimony(texts=(TELLING,))
    (event,) = explain(record, author)
    assert (event.actor.user, event.remark.text) == (author, "The source prints the day.")
    (item,) = harm.checked(record)
    assert item.explained == event
    publish(record, author)
    assert ledger.current(record.identifier).document.passages[0].text == TELLING
    assert ledger.verify() == []


def test_it_holds_for_the_next_version_while_the_text_is_the_same(author):
    record = make_testimony(texts=(TELLING, "Another."))
    explain(record, author)
    publish(record, author)
    record.passages.filter(number=2).update(text="Another one.")
    publish(record, author)
    record.passages.filter(number=1).update(text=f"{TELLING} At night.")
    perform(Action.EDIT, record, author)
    with pytest.raises(Refused, match="Do-no-harm"):
        perform(Action.SUBMIT, record, author)


def test_it_holds_for_that_record_and_that_finding_only(author):
    record, other = make_testimony(texts=(TELLING,)), make_testimony(texts=(TELLING,))
    explain(record, author)
    assert len(harm.open_findings(other)) == 1
    record.passages.update(text=f"{TELLING} Her brother Kim Chol-su stayed.")
    assert len(harm.open_findings(record)) == 2


def test_a_name_listed_after_the_submission_stops_the_approval(author):
    record, reviewer = make_testimony(texts=("Pak Yong-hui was there.",)), make_user("moderator")
    perform(Action.SUBMIT, record, author)
    perform(Action.START, record, reviewer)
    NotPublicName.objects.create(name="박영희", actor=Actor.of(reviewer), at=ledger.now())
    with pytest.raises(Refused, match="not-public list"):
        perform(Action.APPROVE, record, reviewer, checked=CHECKED)


@pytest.mark.parametrize("note", ["", "  \n"])
def test_an_explanation_without_words_is_refused(author, note):
    record = make_testimony(texts=(TELLING,))
    with pytest.raises(Refused, match="needs a reason"):
        explain(record, author, note)
    assert not Explanation.objects.exists()


@pytest.mark.parametrize("roles", [(), ("custodian",)])
def test_who_may_not_contribute_explains_nothing(roles):
    with pytest.raises(Refused, match="needs the permission"):
        explain(make_testimony(texts=(TELLING,)), make_user(*roles))


def test_what_is_no_open_finding_cannot_be_explained(author):
    record = make_testimony(texts=(TELLING,))
    key = harm.findings_of(record)[0].key
    record.passages.update(text="It was cold.")
    events = Event.objects.count()
    with pytest.raises(Refused, match="not open"):
        perform(Action.COMMENT, record, author, "Too late.", explains=key)
    assert Event.objects.count() == events


def test_the_database_keeps_explanations_as_they_are(author):
    record = make_testimony(texts=(TELLING,))
    explain(record, author)
    for attempt in (
        lambda: Explanation.objects.update(key="0" * 64),
        lambda: Explanation.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="an explanation"), transaction.atomic():
            attempt()


def test_the_database_takes_an_explanation_only_with_a_comment_on_that_record(author):
    record, other = make_testimony(texts=(TELLING,)), make_source()
    edit, comment = perform(Action.EDIT, record, author), perform(Action.COMMENT, other, author, "A word.")
    for event in (edit, comment):
        with pytest.raises(IntegrityError, match="a comment on its record"), transaction.atomic():
            Explanation.objects.create(event=event, record=record, key="0" * 64)


def test_after_an_erasure_an_explanation_holds_nothing(author):
    record = make_testimony(texts=(TELLING, "Another."))
    explain(record, author)
    publish(record, author)
    perform(Action.ERASE, record, make_user("custodian"), passage=2)
    assert len(harm.open_findings(record)) == 1


def test_the_loader_explains_what_is_found_in_a_published_account(monkeypatch, tmp_path):
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nkey = "s"\ntitle = "Synthetic book"\nkind = "book"\nlines = [1]\n'
    )
    (tmp_path / "testimonies.toml").write_text(
        '[[testimony]]\nkey = "t"\ntitle = "Synthetic account"\nlines = [1]\n\n'
        "[[testimony.passages]]\nnumber = 1\n"
        f'text = "{TELLING}"\nreferences = [{{ source = "s", locator = "p. 1" }}]\nlines = [1]\nquote = "q"\n'
    )
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    assert load(lambda line: None).published == 2
    note = Explanation.objects.get().event.remark.text
    assert note.startswith("Published in the source named: ") and "Synthetic book" in note
