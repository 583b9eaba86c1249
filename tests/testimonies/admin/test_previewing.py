"""A preview is the public page of what would be published: marked, kept by nobody, changing nothing."""

import pytest
from django.urls import reverse

from testimonies import ledger
from testimonies.models import Collection, Disagreement, Event, Figure, Item, Side
from testimonies.workflow import Action, perform
from tests.factories import (
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    make_witness,
    publish,
)
from tests.testimonies.admin.forms_on_pages import signed_in
from tests.testimonies.admin.test_figures import entered, picture

pytestmark = pytest.mark.django_db


def preview(record, user=None):
    address = reverse("admin:record_preview", args=[record.pk])
    return signed_in(user or make_user("moderator")).get(address)


def test_it_is_marked_kept_out_of_caches_and_indexes_and_writes_nothing():
    testimony = make_testimony(texts=("What would be public.",))
    perform(Action.SUBMIT, testimony, make_user("contributor"))
    before = (Event.objects.count(), ledger.head().number)
    answer = preview(testimony)
    html = answer.content.decode()
    assert "Preview: not public." in html and "What would be public." in html
    assert '<meta name="robots" content="noindex, noarchive">' in html
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (Event.objects.count(), ledger.head().number) == before


def test_it_shows_the_proposed_version_and_what_is_private_nowhere():
    testimony = publish(make_testimony(texts=("As it is public.",), camp=publish(make_camp(18))))
    testimony.passages.update(text="As it is proposed.")
    stay = testimony.stays.get()
    stay.period, stay.public_period = "4 May 1977", "late 1970s"
    stay.save()
    perform(Action.EDIT, testimony, make_user("contributor"))
    html = preview(testimony).content.decode()
    assert "As it is proposed." in html
    assert "As it is public." not in html
    assert "late 1970s" in html and "4 May 1977" not in html


def test_it_says_the_same_as_the_page_after_publication():
    testimony = make_testimony(texts=("Word for word.",), camp=publish(make_camp(18)))
    testimony.topics.add(publish(make_topic()))
    before = preview(testimony).content.decode()
    publish(testimony)
    after = signed_in(make_user()).get(f"/testimonies/{testimony.identifier}/").content.decode()

    def body(html: str) -> str:
        return html[html.index('<div class="body"') : html.index('aria-labelledby="h-src"')]

    assert body(before) == body(after)


def every_kind():
    source, camp = publish(make_source()), publish(make_camp(18))
    question = Disagreement.objects.create(question="Synthetic question?")
    for number in (1, 2):
        claim = publish(make_claim(camp, source))
        Side.objects.create(disagreement=question, answer=f"Answer {number}").claims.add(claim)
    collection = Collection.objects.create(slug="synthetic", title="Synthetic collection")
    Item.objects.create(collection=collection, item=source, version=1)
    entered(signed_in(make_user("contributor")), picture())
    return [
        make_testimony(source),
        make_claim(camp, source),
        make_source(),
        make_camp(14),
        make_topic(),
        make_witness(),
        question,
        collection,
        Figure.objects.get(),
        publish(make_topic()),
    ]


def test_every_kind_of_record_has_one():
    for record in every_kind():
        html = preview(record).content.decode()
        assert "Preview: not public." in html, record.noun


def test_there_is_none_of_what_is_incomplete_and_none_for_strangers():
    testimony = make_testimony(texts=())
    assert preview(testimony).status_code == 404
    assert preview(make_source(), make_user()).status_code == 403
