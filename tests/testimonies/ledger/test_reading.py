"""What the ledger says is public: now, at a version, as of a number."""

import pytest
from django.db import connection

from testimonies import guards, ledger
from testimonies.documents import Tombstone, canonical
from testimonies.models import LedgerRow, Source, Witness
from testimonies.vocabulary import ReasonClass, Standing
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_testimony, make_user, make_witness, publish
from tests.testimonies.ledger.scene import LEDGER, build_scene, insert

pytestmark = pytest.mark.django_db


def _second_version(source, title):
    Source.objects.filter(pk=source.pk).update(title=title)
    return publish(source)


def test_a_draft_and_an_edit_are_not_public():
    draft, source = make_source(), publish(make_source(title="Public title"))
    Source.objects.filter(pk=source.pk).update(title="Edited title")
    perform(Action.EDIT, source, make_user("contributor"))
    assert [hit.document.title for hit in ledger.listing("source")] == ["Public title"]
    assert ledger.standing(draft) == Standing.NONE


def test_each_version_is_kept_and_pinned():
    source = _second_version(publish(make_source(title="First title")), "Second title")
    assert [ledger.at_version("S-0001", n).document.title for n in (1, 2)] == ["First title", "Second title"]
    assert ledger.current("S-0001").version == 2
    assert ledger.at_version("S-0001", 3) is None
    assert ledger.at_version("S-0002", 1) is None
    assert [version.number for version in ledger.history(source.identifier)] == [2, 1]


def test_the_archive_as_of_a_number_joins_what_stood_then():
    source = publish(make_source(title="First title"))
    then = ledger.head().number
    _second_version(source, "Second title")
    publish(make_source())
    assert ledger.as_of(then).get("S-0001").document.title == "First title"
    assert ledger.as_of(then).get("S-0002") is None


def test_a_witness_bears_the_present_name_in_the_past_too():
    witness = publish(make_witness(public_name="Full Name"))
    then = ledger.head().number
    Witness.objects.filter(pk=witness.pk).update(public_name="Pseudonym", naming="pseudonym")
    publish(witness)
    assert ledger.as_of(then).get(witness.identifier).document.public_name == "Pseudonym"


def test_withdrawal_wins_over_the_past():
    source = publish(make_source())
    then = ledger.head().number
    perform(Action.WITHDRAW, source, make_user("moderator"), note="For a test.", reason=ReasonClass.RIGHTS)
    assert ledger.as_of(then).get("S-0001").reason == ReasonClass.RIGHTS


def test_the_latest_versions_are_current_ones_each_record_once():
    source = _second_version(publish(make_source()), "Second title")
    publish(make_camp())
    assert [(hit.identifier, hit.version) for hit in ledger.latest_versions(5)] == [
        ("kwalliso-18", 1),
        (source.identifier, 2),
    ]
    assert len(ledger.latest_versions(1)) == 1


def test_many_asks_once(django_assert_num_queries):
    keys = [publish(make_source()).identifier for _ in range(4)]
    with django_assert_num_queries(1):
        assert set(ledger.many(keys)) == set(keys)
    with django_assert_num_queries(0):
        assert ledger.many([]) == ledger.many(["", ""]) == {}


def test_mentions_follow_the_current_version():
    camp, testimony = publish(make_camp()), make_testimony()
    publish(testimony)
    assert ledger.mentioning(camp.identifier) == []
    testimony.stays.create(camp=camp, role="prisoner")
    publish(testimony)
    assert [hit.identifier for hit in ledger.mentioning(camp.identifier, "camp")] == [testimony.identifier]
    assert ledger.mentioning(camp.identifier, "zone") == []
    assert ledger.mentioning(camp.identifier, noun="claim") == []


def test_another_body_under_an_approved_digest_is_withheld_and_found():
    """The database cannot compute a digest, so it takes the row; nobody is shown it."""
    scene = build_scene()
    forged = scene.row(scene.other)
    document = ledger.current(scene.public.identifier).document.model_copy(update={"title": "Slipped in"})
    insert(LEDGER, forged | {"body": canonical(document)})
    shown = ledger.current(forged["identifier"])
    assert (shown.document, shown.reason) == (None, ReasonClass.ERROR)
    assert f"row {forged['number']}: its digest does not fit its body" in ledger.verify()


def test_a_row_that_withdraws_never_serves_content():
    scene = build_scene()
    perform(Action.RETURN, scene.waiting, scene.other, note="For a test.")
    insert(LEDGER, scene.row(scene.author, scene.public, kind="withdrawn", version=2))
    assert ledger.current(scene.public.identifier).document is None


def test_a_published_tombstone_is_no_document():
    source = publish(make_source())
    guards.drop(connection)
    row = LedgerRow.objects.get()
    row.body = canonical(Tombstone(reason="error"))
    row.digest = ledger.digest_of(row.salt, row.body)
    row.save()
    assert ledger.standing(source) == Standing.WITHDRAWN
