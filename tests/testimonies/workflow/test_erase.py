import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from testimonies import ledger
from testimonies.models import Figure, LedgerRow, Passage, Record, Remark, Source, Testimony
from testimonies.signals import text_erased
from testimonies.vocabulary import ReasonClass, Standing
from testimonies.workflow import Action, Refused, perform
from tests.factories import (
    CHECKED,
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_user,
    make_witness,
    publish,
)
from tests.testimonies.ledger.dumping import dump

pytestmark = pytest.mark.django_db
SECRET = "The synthetic neighbour kept a blue bicycle."


def _erase(record, **particulars):
    return perform(Action.ERASE, record, make_user("custodian"), **particulars)


def _testimony(**fields):
    return make_testimony(texts=("It begins harmlessly.", SECRET), **fields)


def test_an_erased_passage_is_in_no_table_and_the_chain_verifies():
    testimony = publish(publish(_testimony()))
    Passage.objects.filter(testimony=testimony, number=1).update(text="It begins otherwise.")
    publish(testimony)
    assert SECRET in dump()
    _erase(testimony, passage=2)
    assert "bicycle" not in dump()
    assert ledger.verify() == []
    assert [version.document for version in ledger.history(testimony.identifier)] == [None] * 4


def test_the_number_of_an_erased_passage_remains_and_the_others_stand():
    testimony = publish(_testimony())
    _erase(testimony, passage=2)
    publish(testimony)
    first, second = ledger.current(testimony.identifier).document.passages
    assert (first.text, first.standing) == ("It begins harmlessly.", "stands")
    assert (second.number, second.standing, second.text, second.references) == (2, "removed", "", ())


def test_versions_that_never_held_the_passage_keep_their_bodies():
    testimony = publish(make_testimony(texts=("It begins harmlessly.",)))
    passage = Passage.objects.create(testimony=testimony, number=2, text=SECRET)
    passage.references.create(source=Source.objects.get())
    publish(testimony)
    _erase(testimony, passage=2)
    rows = LedgerRow.objects.filter(record_id=testimony.pk, kind="published").order_by("version")
    assert [row.body is None for row in rows] == [False, True]


def test_after_the_erasure_of_a_passage_that_stood_nothing_is_public_until_a_second_person_approves():
    testimony, custodian = publish(_testimony()), make_user("moderator", "custodian")
    perform(Action.ERASE, testimony, custodian, passage=2)
    assert ledger.standing(testimony) == Standing.WITHDRAWN
    assert ledger.at_version(testimony.identifier, 1).document is None
    perform(Action.SUBMIT, testimony, custodian)
    with pytest.raises(Refused, match="someone else"):
        perform(Action.START, testimony, custodian)
    perform(Action.START, testimony, make_user("moderator"))
    perform(Action.APPROVE, testimony, make_user("moderator"), checked=CHECKED)
    assert ledger.standing(testimony) == Standing.PUBLIC
    assert ledger.at_version(testimony.identifier, 1).document is None
    assert ledger.at_version(testimony.identifier, 2).document.passages[1].standing == "removed"


def test_a_passage_removed_before_can_be_erased_from_the_old_versions_while_the_record_stays_public():
    testimony = publish(_testimony())
    testimony.passages.get(number=2).delete()
    publish(testimony)
    _erase(testimony, passage=2)
    assert ledger.standing(testimony) == Standing.PUBLIC
    assert "bicycle" not in dump()


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_passage_that_is_not_there_is_refused(number):
    testimony = publish(_testimony())
    with pytest.raises(Refused, match="no passage"):
        _erase(testimony, passage=number)
    assert ledger.current(testimony.identifier).document is not None


def test_an_erased_passage_is_not_erased_twice():
    testimony = publish(_testimony())
    _erase(testimony, passage=2)
    with pytest.raises(Refused, match="no passage"):
        _erase(testimony, passage=2)


@pytest.mark.parametrize("noun", ["testimony", "claim", "source", "witness", "camp"])
def test_an_erased_record_is_in_no_table(noun):
    record = {
        "testimony": lambda: _testimony(title=SECRET, about=SECRET),
        "claim": lambda: make_claim(
            publish(make_camp()),
            statement=SECRET,
            heading=SECRET,
            attributed_to=SECRET,
            low=7,
            unit="people",
            metric="stock",
        ),
        "source": lambda: make_source(title=SECRET, note=SECRET, designation=SECRET),
        "witness": lambda: make_witness(public_name=SECRET, about=SECRET),
        "camp": lambda: make_camp(heading=SECRET, about=SECRET, heading_ko=SECRET),
    }[noun]()
    if noun in ("witness", "camp"):
        record.names.create(text=SECRET)
    publish(record)
    Record.objects.filter(pk=record.pk).update(change=SECRET)
    publish(record)
    _erase(record, reason=ReasonClass.CONSENT)
    assert "bicycle" not in dump()
    assert ledger.verify() == []
    gone = ledger.current(record.identifier)
    assert (gone.document, gone.reason) == (None, ReasonClass.CONSENT)


def test_remarks_and_the_log_of_the_desk_are_gone_and_those_of_others_are_kept():
    testimony, other, person = publish(_testimony()), publish(make_source()), make_user("moderator")
    for record, kind in ((testimony, Testimony), (testimony, Record), (other, Source)):
        perform(Action.COMMENT, record, person, note=f"Note: {SECRET}")
        LogEntry.objects.create(
            user=person,
            content_type=ContentType.objects.get_for_model(kind),
            object_id=str(record.pk),
            object_repr=SECRET,
            action_flag=CHANGE,
            change_message=SECRET,
        )
    _erase(testimony, passage=2)
    assert {remark.event.record_id for remark in Remark.objects.all()} == {other.pk}
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(other.pk)]


def test_a_draft_that_was_never_public_is_erased_too():
    testimony = _testimony()
    perform(Action.EDIT, testimony, make_user("contributor"), note=SECRET)
    salt = testimony.salt
    _erase(testimony)
    assert "bicycle" not in dump()
    assert salt not in dump(), "under its salt the digests of the draft could be guessed at"
    assert (testimony.identifier, testimony.stage) == (None, "draft")


def test_the_salt_of_an_erased_version_is_gone():
    source = make_source()
    salt = source.salt
    publish(source)
    _erase(source)
    assert salt not in dump()


@pytest.fixture
def figure(settings, tmp_path):
    """A figure in its second version; each version has a file of its own."""
    settings.MEDIA_ROOT = tmp_path
    figure = Figure(title="Synthetic", alt="A square.", credit="None", rights="CC0", width=1, height=1)
    for digit in "ab":
        figure.image.save(f"{digit * 64}.png", ContentFile(b"pixels"), save=False)
        figure.save()
        publish(figure)
    return figure


def test_the_files_of_every_version_of_a_figure_are_deleted(
    figure, tmp_path, django_capture_on_commit_callbacks
):
    assert len(list((tmp_path / "figures").iterdir())) == 2
    with django_capture_on_commit_callbacks(execute=True):
        _erase(figure)
    assert list((tmp_path / "figures").iterdir()) == []
    assert "a" * 64 not in dump()


def test_a_file_that_another_figure_shows_is_kept(figure, tmp_path, django_capture_on_commit_callbacks):
    twin = Figure.objects.create(
        title="Twin", alt="A square.", credit="None", rights="CC0", width=1, height=1, image=figure.image.name
    )
    publish(twin)
    with django_capture_on_commit_callbacks(execute=True):
        _erase(figure)
    assert [path.name for path in (tmp_path / "figures").iterdir()] == ["b" * 64 + ".png"]


def test_holders_of_copies_are_told_after_the_commit(django_capture_on_commit_callbacks):
    told = []

    def hear(identifier, **kwargs):
        told.append(identifier)

    text_erased.connect(hear)
    try:
        testimony = publish(_testimony())
        with django_capture_on_commit_callbacks(execute=True):
            _erase(testimony, passage=2)
            assert told == []
    finally:
        text_erased.disconnect(hear)
    assert told == [testimony.identifier]
