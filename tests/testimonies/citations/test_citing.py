"""What is cited, built from public documents."""

import pytest

from testimonies import citing, ledger
from testimonies.citations import STYLES, cite
from testimonies.models import Figure, Passage, Reference
from testimonies.vocabulary import PassageStanding, ReasonClass
from testimonies.workflow import Action, perform
from tests import factories
from tests.factories import make_user, publish

pytestmark = pytest.mark.django_db
SITE = "https://archive.example"


def cited(record, **asked):
    return citing.cited(ledger.current(record.identifier), SITE, **asked)


def make_testimony(**fields):
    witness = publish(factories.make_witness(public_name="Kang Chol-hwan"))
    book = publish(
        factories.make_source(
            title="Synthetic book", author="Harden, Blaine; Hawk, David", publisher="Viking", date="2012"
        )
    )
    texts = ("First.", "Second.", "Third.")
    return publish(factories.make_testimony(source=book, texts=texts, witness=witness, **fields))


def test_a_testimony_names_who_speaks_and_what_it_summarises():
    record = make_testimony(title="Synthetic record 17")
    found = cited(record, passage=2)
    assert (found.identifier, found.version, found.title) == (record.identifier, 1, "Synthetic record 17")
    assert found.who == "Kang Chol-hwan"
    assert found.address == f"{SITE}/testimonies/{record.identifier}/v1/#p2"
    assert found.ark == citing.ark_of(record.identifier, 1, 2)
    (book,) = found.originals
    assert book.authors == ("Harden, Blaine", "Hawk, David")
    assert (book.title, book.publisher, book.locator, book.when.year) == (
        "Synthetic book",
        "Viking",
        "p. 2",
        2012,
    )


def test_it_carries_the_ledger_row_it_was_read_from():
    record = make_testimony()
    row = ledger.current(record.identifier)
    found = cited(record)
    assert (found.ledger, found.sha256, found.day.isoformat()) == (row.number, row.sha256, row.day)


def test_of_a_whole_record_each_source_is_named_once_with_its_places():
    (book,) = cited(make_testimony()).originals
    assert book.locator == "p. 1, p. 2, p. 3"


def test_a_source_referred_to_all_over_is_cited_whole():
    book = publish(factories.make_source())
    record = publish(factories.make_testimony(source=book, texts=("a", "b", "c", "d")))
    assert cited(record).originals[0].locator == ""
    assert cited(record, passage=4).originals[0].locator == "p. 4"


def test_an_account_without_a_linked_witness_names_nobody():
    witness = factories.make_witness(public_name="Synthetic Person", unlinked=True)
    record = publish(factories.make_testimony(witness=witness))
    found = cited(record)
    assert found.who is None
    assert all("Synthetic Person" not in cite(found, style) for style in STYLES)


def test_a_passage_that_is_not_there_is_answered_with_those_that_are():
    record = make_testimony()
    with pytest.raises(citing.PassageError, match=r"no passage 9: there are 1, 2, 3\."):
        cited(record, passage=9)


def test_a_removed_passage_cannot_be_cited():
    record = make_testimony()
    perform(Action.ERASE, record, make_user("custodian"), reason=ReasonClass.SAFETY, passage=2)
    publish(record)
    with pytest.raises(citing.PassageError, match="removed") as refused:
        cited(record, passage=2)
    assert refused.value.removed
    assert cited(record, passage=1).version == 2


def test_a_retracted_passage_says_so():
    record = make_testimony()
    passage = Passage.objects.get(testimony_id=record.pk, number=1)
    passage.standing, passage.retracted_by = PassageStanding.RETRACTED, "Kang Chol-hwan"
    passage.retraction_source = Reference.objects.get(passage=passage).source
    passage.save()
    publish(record)
    assert cited(record, passage=1).retracted
    assert not cited(record, passage=2).retracted


def test_a_claim_names_who_it_is_by_and_its_source():
    camp = publish(factories.make_camp(18))
    source = publish(
        factories.make_source(title="Synthetic report", organisation="Synthetic Body", kind="ngo_report")
    )
    claim = publish(factories.make_claim(camp, source, attributed_to="Synthetic Body"))
    found = cited(claim)
    assert (found.noun, found.who) == ("claim", "Synthetic Body")
    assert [original.organisation for original in found.originals] == ["Synthetic Body"]
    with pytest.raises(citing.PassageError, match="no numbered passages"):
        cited(claim, passage=1)


def test_a_camp_is_cited_at_its_own_address():
    camp = publish(factories.make_camp(18))
    assert cited(camp).address == f"{SITE}/camps/kwalliso-18/v1/"


def test_a_source_is_cited_as_recorded_here():
    source = publish(factories.make_source(title="Synthetic book", author="Harden, Blaine"))
    found = cited(source)
    assert [original.title for original in found.originals] == ["Synthetic book"]
    assert "as recorded in" in cite(found, "chicago-notes")


def test_topics_witnesses_and_figures_are_cited_too():
    topic = publish(factories.make_topic(label_en="Synthetic topic"))
    witness = publish(factories.make_witness(public_name="Kang Chol-hwan"))
    figure = publish(
        Figure.objects.create(
            title="Synthetic drawing",
            alt="A square.",
            credit="The archive",
            rights="CC BY 4.0",
            image=f"figures/{'a' * 64}.png",
            sha256="a" * 64,
            width=10,
            height=10,
        )
    )
    assert [cited(record).title for record in (topic, witness, figure)] == [
        "Synthetic topic",
        "Kang Chol-hwan",
        "Synthetic drawing",
    ]
    assert cited(figure).who == "The archive"


def test_an_unresolved_source_says_so_in_every_style():
    source = publish(factories.make_source(title="note [32]", kind="unresolved", reach="unresolved"))
    found = cited(publish(factories.make_testimony(source=source)), passage=1)
    assert all("note [32], p" in cite(found, style).lower() for style in STYLES)
    assert all("unresolved" in cite(found, style) for style in STYLES)


def test_a_withdrawn_source_is_named_as_withdrawn_and_by_nothing_else():
    record = make_testimony()
    source = Reference.objects.filter(passage__testimony_id=record.pk).first().source
    perform(Action.WITHDRAW, source, make_user("moderator"), note="x", reason=ReasonClass.RIGHTS)
    line = cite(cited(record, passage=1), "chicago-notes")
    assert line.startswith(f"Source {source.identifier}, withdrawn, as summarised in")
    assert "Synthetic book" not in line and "Harden" not in line


def test_a_source_merged_into_another_is_cited_as_the_other():
    record = make_testimony()
    source = Reference.objects.filter(passage__testimony_id=record.pk).first().source
    other = publish(factories.make_source(title="The better record"))
    perform(Action.MERGE, source, make_user("moderator"), note="x", into=other)
    assert [original.title for original in cited(record, passage=1).originals] == ["The better record"]


def test_joined_as_of_a_number_a_source_is_as_it_stood():
    record = make_testimony()
    row = ledger.current(record.identifier)
    source = Reference.objects.filter(passage__testimony_id=record.pk).first().source
    source.title = "Synthetic book, corrected"
    source.save()
    publish(source)
    assert citing.cited(row, SITE, upto=row.number).originals[0].title == "Synthetic book"
    assert citing.cited(row, SITE).originals[0].title == "Synthetic book, corrected"


def test_a_withdrawn_record_cannot_be_cited():
    record = make_testimony()
    perform(Action.WITHDRAW, record, make_user("moderator"), note="x", reason=ReasonClass.CONSENT)
    with pytest.raises(ValueError, match="not public"):
        cited(record)


def test_it_asks_the_database_for_no_more_than_it_needs(django_assert_max_num_queries):
    row = ledger.current(make_testimony().identifier)
    with django_assert_max_num_queries(2):
        citing.cited(row, SITE)
