"""Drafts, withdrawn and erased texts and hidden names are nowhere in a bag: looked for by canary words."""

import pytest

from testimonies.models import Passage
from testimonies.workflow import Action, perform
from tests.factories import make_claim, make_source, make_testimony, make_user, make_witness, publish
from tests.testimonies.export.checking import exported, faults, rows, text_of
from tests.testimonies.pages.conftest import (  # noqa: F401
    _media_of_its_own,
    archive,
    make_figure,
)

pytestmark = pytest.mark.django_db


def bagged(tmp_path):
    """The text of a valid bag of the archive as it is now."""
    bag = exported(tmp_path / "bag")
    assert faults(bag) == []
    return bag, text_of(bag)


def test_drafts_and_edits_are_not_in_it(archive, tmp_path):  # noqa: F811
    make_testimony(archive.source, ("Canary of a draft.",), title="Canary title")
    Passage.objects.filter(testimony=archive.testimony, number=1).update(text="Canary of an edit.")
    make_figure("red", title="Canary figure")
    bag, text = bagged(tmp_path)
    assert "First words." in text
    assert "Canary" not in text
    assert len(list((bag / "data/media").iterdir())) == 1


def test_a_withdrawn_record_is_a_line_of_the_ledger_alone(archive, tmp_path):  # noqa: F811
    claim = publish(make_claim(archive.camp, archive.source, heading="Canary", statement="Canary words."))
    perform(Action.WITHDRAW, claim, make_user("moderator"), "Canary of a reason", reason="consent")
    bag, text = bagged(tmp_path)
    assert "Canary" not in text
    assert [row["kind"] for row in rows(bag) if row["identifier"] == claim.identifier] == [
        "published",
        "withdrawn",
    ]


def test_what_was_published_before_a_withdrawal_stays_out_when_it_is_published_anew(archive, tmp_path):  # noqa: F811
    claim = publish(make_claim(archive.camp, archive.source, statement="Canary words."))
    perform(Action.WITHDRAW, claim, make_user("moderator"), "wrong", reason="error")
    claim.statement = "Other words."
    claim.save()
    publish(claim)
    bag, text = bagged(tmp_path)
    assert "Canary" not in text
    assert [path.name for path in (bag / "data/versions/claims" / claim.identifier).iterdir()] == ["v2.json"]


def test_an_erased_passage_is_in_no_version(archive, tmp_path):  # noqa: F811
    record = publish(make_testimony(archive.source, ("Canary words.", "Kept words.")))
    record.about = "Edited"
    record.save()
    publish(record)
    perform(Action.ERASE, record, make_user("custodian", is_superuser=True), passage=1)
    publish(record)
    _bag, text = bagged(tmp_path)
    assert "Canary" not in text
    assert "Kept words." in text


def test_an_erased_record_is_not_in_it(archive, tmp_path):  # noqa: F811
    record = publish(make_testimony(archive.source, ("Canary words.",), title="Canary title"))
    perform(Action.ERASE, record, make_user("custodian", is_superuser=True))
    _bag, text = bagged(tmp_path)
    assert "Canary" not in text


def test_a_merged_record_is_named_by_the_one_it_went_into(archive, tmp_path):  # noqa: F811
    kept = publish(make_source(title="The one that is kept"))
    perform(Action.MERGE, archive.source, make_user("moderator"), "the same book", into=kept)
    bag, text = bagged(tmp_path)
    assert "Synthetic book" not in text
    page = (bag / f"data/html/testimonies/{archive.testimony.identifier}.html").read_text()
    assert f"../sources/{kept.identifier}.html" in page


def test_an_earlier_name_of_a_witness_and_an_earlier_link_to_one_are_not_in_it(archive, tmp_path):  # noqa: F811
    witness = publish(make_witness(public_name="Canary Name"))
    record = publish(make_testimony(archive.source, witness=witness))
    witness.public_name, witness.naming = "Someone", "pseudonym"
    witness.save()
    publish(witness)
    witness.unlinked = True
    witness.save()
    publish(record)
    bag, text = bagged(tmp_path)
    assert "Canary" not in text
    versions = sorted((bag / "data/versions/testimonies" / record.identifier).iterdir())
    assert len(versions) == 2
    assert not [path for path in versions if witness.identifier in path.read_text()]


def test_what_people_wrote_at_the_desk_and_who_they_are_is_not_in_it(archive, tmp_path):  # noqa: F811
    perform(Action.COMMENT, archive.claim, make_user("moderator", last_name="Canary"), "Canary of a comment")
    _bag, text = bagged(tmp_path)
    assert "Canary" not in text
    assert "person-" not in text
