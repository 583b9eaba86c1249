"""A contributor enters records on the desk."""

import pytest
from django.urls import reverse

from testimonies.models import Claim, Source, Testimony
from testimonies.vocabulary import Stage
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_source, make_testimony, make_topic, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/testimony/add/"


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def page_of(record) -> str:
    return reverse(f"admin:testimonies_{record._meta.model_name}_change", args=[record.pk])


def test_a_testimony_with_passages_sources_topics_and_stays_is_entered_on_one_page(desk):
    source, camp, topic = publish(make_source()), publish(make_camp(18)), publish(make_topic())
    answer = send(
        desk,
        ADD,
        {
            "title": "Synthetic record of one page",
            "stays-0-camp": "kwalliso-18",
            "stays-0-role": "prisoner",
            "stays-0-period": "late 1970s",
            "passages-0-text": "The first synthetic passage.",
            "passages-0-references-source": [source.identifier, ""],
            "passages-0-references-locator": ["p. 12", ""],
            "passages-0-topics": [topic.pk],
            "passages-1-text": "The second synthetic passage.",
            "passages-1-basis": "hearsay",
            "passages-1-references-source": [source.title],
            "passages-1-references-locator": ["p. 13"],
        },
        "_submit",
    )
    assert "Saved and submitted" in answer.content.decode()
    testimony = Testimony.objects.get()
    assert testimony.stage == Stage.SUBMITTED
    assert list(testimony.passages.values_list("number", "text", "basis")) == [
        (1, "The first synthetic passage.", "first_hand"),
        (2, "The second synthetic passage.", "hearsay"),
    ]
    assert [row.locator for passage in testimony.passages.all() for row in passage.references.all()] == [
        "p. 12",
        "p. 13",
    ]
    assert list(testimony.passages.get(number=1).topics.all()) == [topic]
    stay = testimony.stays.get()
    assert (stay.camp_id, stay.period_edtf, str(stay.period_earliest)) == (camp.pk, "1976/1979", "1976-01-01")
    assert list(testimony.events.values_list("action", flat=True)) == ["edit", "submit"]


def test_a_date_that_cannot_be_read_shows_how_far_it_was_understood_and_loses_nothing(desk):
    answer = send(
        desk,
        ADD,
        {
            "title": "Kept title",
            "given": "late 1970s or whenever",
            "passages-0-text": "A passage that stays typed.",
        },
    )
    html = answer.content.decode()
    assert "Understood: “late 1970s" in html
    assert "Not understood: “" in html and "whenever”" in html
    values = values_of(answer, "seen_revision")
    assert values["title"] == ["Kept title"]
    assert values["given"] == ["late 1970s or whenever"]
    assert values["passages-0-text"] == ["A passage that stays typed."]
    assert not Testimony.objects.exists()


def test_a_date_that_is_read_is_shown_as_days(desk):
    testimony = make_testimony(camp=publish(make_camp(18)))
    assert "Read as 1 January 1977 to 31 December 1987" in desk.get(page_of(testimony)).content.decode()


def test_a_source_nobody_knows_is_an_error_beside_the_field_and_stays_typed(desk):
    answer = send(
        desk,
        ADD,
        {
            "title": "Synthetic record",
            "passages-0-text": "A passage.",
            "passages-0-references-source": ["A book that is nowhere"],
            "passages-0-references-locator": ["p. 9"],
        },
    )
    assert "No source is known as “A book that is nowhere”" in answer.content.decode()
    values = values_of(answer, "seen_revision")
    assert values["passages-0-references-source"][0] == "A book that is nowhere"
    assert values["passages-0-references-locator"][0] == "p. 9"


def test_words_that_fit_several_sources_list_them(desk):
    for part in ("first", "second"):
        make_source(title=f"Synthetic atlas, {part} part")
    typed = {"passages-0-references-source": ["Synthetic atlas"], "passages-0-references-locator": [""]}
    answer = send(desk, ADD, {"title": "T", "passages-0-text": "P."} | typed)
    assert "fits several" in answer.content.decode()


def test_an_incomplete_record_is_saved_as_a_draft_and_says_what_it_lacks(desk):
    answer = send(desk, ADD, {"title": "Unfinished", "passages-0-text": "No source yet."}, "_submit")
    html = answer.content.decode()
    assert "Saved as a draft, but not submitted" in html
    assert "at least one reference" in html
    assert Testimony.objects.get().stage == Stage.DRAFT


def test_sources_of_a_passage_can_be_changed_and_taken_away(desk):
    testimony = make_testimony()
    other = publish(make_source())
    send(
        desk,
        page_of(testimony),
        {
            "passages-0-references-source": [other.identifier, ""],
            "passages-0-references-locator": ["ch. 2", ""],
        },
    )
    assert [(row.source_id, row.locator) for row in testimony.passages.get().references.all()] == [
        (other.pk, "ch. 2")
    ]
    send(desk, page_of(testimony), {"passages-0-references-source": [], "passages-0-references-locator": []})
    assert not testimony.passages.get().references.exists()


def test_an_untouched_save_changes_no_row(desk):
    testimony = make_testimony(camp=publish(make_camp(18)))
    before = (
        list(testimony.passages.values()),
        list(testimony.passages.get().references.values()),
        list(testimony.stays.values()),
    )
    send(desk, page_of(testimony), {})
    after = (
        list(testimony.passages.values()),
        list(testimony.passages.get().references.values()),
        list(testimony.stays.values()),
    )
    assert after == before


def test_a_passage_of_a_draft_can_be_deleted_and_a_published_one_cannot(desk):
    testimony = make_testimony(texts=("One.", "Two."))
    send(desk, page_of(testimony), {"passages-1-DELETE": "on"})
    assert testimony.passages.count() == 1
    publish(testimony)
    answer = send(desk, page_of(testimony), {"passages-0-DELETE": "on"})
    assert "its number is its own for ever" in answer.content.decode()
    assert testimony.passages.count() == 1


def test_a_published_passage_keeps_its_number_and_a_new_one_gets_the_next(desk):
    testimony = publish(make_testimony(texts=("One.", "Two.")))
    answer = send(desk, page_of(testimony), {"passages-0-number": "7"})
    assert "Published as passage 1" in answer.content.decode()
    send(desk, page_of(testimony), {"passages-2-text": "Three."})
    assert list(testimony.passages.values_list("number", flat=True)) == [1, 2, 3]


def test_two_passages_of_a_draft_exchange_their_places_in_one_save(desk):
    testimony = make_testimony(texts=("One.", "Two."))
    send(desk, page_of(testimony), {"passages-0-number": "2", "passages-1-number": "1"})
    assert list(testimony.passages.values_list("number", "text")) == [(1, "Two."), (2, "One.")]


@pytest.mark.parametrize(
    ("number", "why"), [("2", "has the number 2"), ("0", "from 1"), ("70000", "from 1 to 9999")]
)
def test_a_number_that_is_taken_or_none_is_refused(desk, number, why):
    testimony = make_testimony(texts=("One.", "Two."))
    answer = send(desk, page_of(testimony), {"passages-0-number": number})
    assert why in answer.content.decode()
    assert list(testimony.passages.values_list("number", "text")) == [(1, "One."), (2, "Two.")]


def test_a_retraction_asks_who_and_where_it_is_reported(desk):
    testimony = make_testimony()
    answer = send(desk, page_of(testimony), {"passages-0-standing": "retracted"})
    assert answer.content.decode().count("Needed for a passage that is taken back.") == 2
    source = Source.objects.get()
    send(
        desk,
        page_of(testimony),
        {"passages-0-standing": "retracted", "passages-0-retracted_by": "the witness",
         "passages-0-retraction_source": source.identifier},
    )  # fmt: skip
    assert testimony.passages.get().standing == "retracted"


def test_a_number_in_a_claim_asks_for_its_unit_and_for_what_it_counts(desk):
    source, camp = publish(make_source()), publish(make_camp(18))
    claim = {
        "heading": "Synthetic claim",
        "statement": "Said to hold 100 to 200 people.",
        "subject": camp.identifier,
        "property": "population",
        "kind": "estimate",
        "low": "200",
        "high": "100",
        "references-source": [source.identifier],
        "references-locator": ["p. 4"],
    }
    answer = send(desk, "/curate/testimonies/claim/add/", claim)
    assert "A number needs this" in answer.content.decode()
    answer = send(desk, "/curate/testimonies/claim/add/", claim | {"unit": "people", "metric": "stock"})
    assert "“From” is above “to”" in answer.content.decode()
    send(
        desk,
        "/curate/testimonies/claim/add/",
        claim | {"unit": "people", "metric": "stock", "low": "50"},
        "_submit",
    )
    saved = Claim.objects.get()
    assert (saved.stage, saved.references.get().locator) == (Stage.SUBMITTED, "p. 4")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("source", {"kind": "book", "title": "Synthetic book", "date": "2012"}),
        ("witness", {"naming": "pseudonym", "public_name": "Witness X"}),
        ("topic", {"slug": "synthetic-topic", "label_en": "Synthetic topic"}),
        ("entity", {"kind": "place", "slug": "synthetic-place", "heading": "Synthetic place"}),
        (
            "camp",
            {"slug": "kwalliso-99", "heading": "Camp 99", "number": "99", "names-0-text": "Synthetic camp"},
        ),
    ],
)
def test_every_other_kind_of_record_is_entered_and_submitted(desk, kind, fields):
    answer = send(desk, f"/curate/testimonies/{kind}/add/", fields, "_submit")
    assert "Saved and submitted" in answer.content.decode()


def test_the_address_of_a_published_record_can_no_longer_be_changed(desk):
    topic = publish(make_topic(slug="first-slug"))
    send(desk, page_of(topic), {"slug": "second-slug"})
    topic.refresh_from_db()
    assert topic.slug == "first-slug"


def test_an_edit_of_a_published_record_makes_it_a_draft_and_leaves_the_public_version(desk):
    source = publish(make_source(title="Public title"))
    send(desk, page_of(source), {"title": "Working title", "change": "title corrected"})
    source.refresh_from_db()
    assert (source.stage, source.title, source.change) == (Stage.DRAFT, "Working title", "title corrected")


def test_a_record_waiting_for_review_is_shown_and_not_editable(desk):
    testimony = make_testimony(title="Synthetic record that waits")
    perform(Action.SUBMIT, testimony, make_user("contributor"))
    html = desk.get(page_of(testimony)).content.decode()
    assert "What would become public" in html and "A synthetic passage." in html
    assert 'name="title"' not in html and "Save draft" not in html


def test_no_record_is_ever_deleted(desk):
    testimony = make_testimony()
    root = signed_in(make_user("moderator", is_superuser=True))
    for client in (desk, root):
        address = reverse("admin:testimonies_testimony_delete", args=[testimony.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        bulk = {"action": "delete_selected", "_selected_action": [testimony.pk], "post": "yes"}
        client.post("/curate/testimonies/testimony/", bulk)
    assert Testimony.objects.filter(pk=testimony.pk).exists()
