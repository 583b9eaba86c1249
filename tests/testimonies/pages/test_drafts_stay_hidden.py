"""Nothing of a draft is on any page: not a new record, not an edit of a public one."""

import pytest

from testimonies.models import Claim, Passage, Source, Testimony, Witness
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_topic, make_witness

pytestmark = pytest.mark.django_db


def test_new_drafts_are_on_no_page(client, archive, addresses):
    make_source(title="Unpublished source")
    make_topic(label_en="Unpublished topic")
    make_witness(public_name="Unpublished witness")
    make_camp(77, heading="Unpublished camp")
    make_testimony(archive.source, ("Unpublished passage.",), archive.camp, title="Unpublished testimony")
    make_claim(archive.camp, archive.source, heading="Unpublished claim", statement="Unpublished statement")
    for address in [*addresses, "/sitemap.xml"]:
        assert "Unpublished" not in client.get(address).text, address


def test_edits_of_public_records_are_on_no_page(client, archive, addresses):
    for model, column in (
        (Source, "title"),
        (Testimony, "title"),
        (Witness, "public_name"),
        (Claim, "statement"),
    ):
        model.objects.update(**{column: "Unpublished edit"})
    Passage.objects.update(text="Unpublished edit")
    for address in addresses:
        assert "Unpublished" not in client.get(address).text, address
