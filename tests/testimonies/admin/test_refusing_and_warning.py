"""What contradicts itself is refused beside its field; what is odd is saved, and said there and at review."""

import re

import pytest
from django.urls import reverse

from testimonies.models import Claim, Entity, Source, Testimony, Topic
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_topic, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def page_of(record) -> str:
    return reverse(f"admin:testimonies_{record._meta.model_name}_change", args=[record.pk])


def beside(answer, field: str) -> str:
    """What the page says beside one field."""
    found = re.search(
        rf'<ul class="errorlist" id="id_{field}_error">(.*?)</ul>', answer.content.decode(), re.S
    )
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def test_a_low_above_its_high(desk):
    claim = make_claim(publish(make_camp(18)))
    typed = {"low": "200", "high": "100", "unit": "people", "metric": "stock"}
    answer = send(desk, page_of(claim), typed)
    assert beside(answer, "low") == "“From” is above “to”: exchange them."
    assert answer.content.decode().count("exchange them") == 1
    assert values_of(answer, "seen_revision")["low"] == ["200"]
    assert Claim.objects.get().low is None


def test_a_transfer_to_itself(desk):
    claim = make_claim(publish(make_camp(18)), property="transfer")
    answer = send(desk, page_of(claim), {"object": "kwalliso-18"})
    assert "the entity the claim is about: name another" in beside(answer, "object")
    answer = send(desk, page_of(claim), {"alternatives": ["kwalliso-18"]})
    assert "cannot be among these" in beside(answer, "alternatives")
    assert Claim.objects.get().object is None


def test_a_claim_that_answers_itself(desk):
    claim = publish(make_claim(publish(make_camp(18))))
    answer = send(desk, page_of(claim), {"answers": claim.identifier})
    assert beside(answer, "answers") == "A claim cannot answer itself."


def test_a_claim_that_stands_in_a_relation_to_itself(desk):
    claim = publish(make_claim(publish(make_camp(18))))
    link = {"links-0-relation": "supports", "links-0-target": claim.identifier}
    assert "This is the claim itself" in beside(send(desk, page_of(claim), link), "links-0-target")


def test_a_source_that_derives_from_itself(desk):
    source = publish(make_source())
    answer = send(desk, page_of(source), {"derives_from": [source.identifier]})
    assert beside(answer, "derives_from") == "A source cannot derive from itself."
    assert not Source.objects.get().derives_from.exists()


def test_a_source_that_derives_from_itself_through_others_is_told_the_way(desk):
    first = make_source(title="First")
    second, third = make_source(title="Second"), make_source(title="Third")
    second.derives_from.add(first)
    third.derives_from.add(second)
    answer = send(desk, page_of(first), {"derives_from": [f"#{third.pk}"]})
    assert beside(answer, "derives_from") == (
        "A source cannot derive from itself, and it would: by way of “Third”, “Second”."
    )
    assert values_of(answer, "seen_revision")["derives_from"][0] == f"#{third.pk}"
    assert not first.derives_from.exists()


def test_a_topic_below_one_that_it_is_broader_than(desk):
    top = make_topic(label_en="Top")
    below = make_topic(label_en="Below", broader=top)
    answer = send(desk, page_of(top), {"broader": f"#{below.pk}"})
    assert "by way of “Below”" in beside(answer, "broader")
    answer = send(desk, page_of(top), {"broader": f"#{top.pk}"})
    assert beside(answer, "broader") == "A topic cannot be broader than itself."
    assert Topic.objects.get(pk=top.pk).broader is None


def test_what_leads_elsewhere_is_saved(desk):
    first, second = make_source(), make_source()
    send(desk, page_of(first), {"derives_from": [f"#{second.pk}"]})
    assert list(first.derives_from.all()) == [second]
    top, below = make_topic(), make_topic()
    send(desk, page_of(below), {"broader": f"#{top.pk}"})
    assert Topic.objects.get(pk=below.pk).broader == top


def closed_in_1990():
    camp = publish(make_camp(18))
    publish(make_claim(camp, property="status", kind="inference", value="closed", as_of="1990"))
    return camp


def test_a_stay_after_the_camp_was_closed_is_saved_with_a_warning_that_the_review_repeats(desk):
    closed_in_1990()
    testimony = make_testimony()
    stay = {"stays-0-camp": "kwalliso-18", "stays-0-role": "prisoner", "stays-0-period": "1995 to 1999"}
    html = send(desk, page_of(testimony), stay, "_submit").content.decode()
    warning = "begins after the camp's latest known closing, 1990"
    assert "Saved and submitted" in html
    assert re.search(rf'<li class="warning">[^<]*{warning}', html.replace("&#x27;", "'"))
    assert testimony.stays.get().period == "1995 to 1999"
    review = reverse("admin:record_review", args=[testimony.pk])
    shown = signed_in(make_user("moderator")).get(review).content.decode().replace("&#x27;", "'")
    assert warning in shown


def test_a_draft_that_is_not_complete_is_warned_of_too(desk):
    closed_in_1990()
    stay = {"stays-0-camp": "kwalliso-18", "stays-0-role": "prisoner", "stays-0-period": "1995"}
    typed = {"title": "Unfinished", "passages-0-text": "No source yet."} | stay
    html = send(desk, "/curate/testimonies/testimony/add/", typed, "_submit").content.decode()
    assert "not submitted" in html and "latest known closing" in html


def test_a_stay_within_its_life_says_nothing(desk):
    closed_in_1990()
    testimony = make_testimony()
    stay = {"stays-0-camp": "kwalliso-18", "stays-0-role": "prisoner", "stays-0-period": "1985"}
    html = send(desk, page_of(testimony), stay).content.decode()
    assert 'class="warning"' not in html


def test_a_stay_at_a_place_is_named_by_its_identifier_saved_and_warned_of(desk):
    Entity.objects.create(kind="place", slug="synthetic-town", heading="Synthetic town")
    place = publish(Entity.objects.get())
    testimony = make_testimony()
    stay = {"stays-0-camp": place.identifier, "stays-0-role": "prisoner"}
    html = send(desk, page_of(testimony), stay).content.decode()
    assert "a place, neither a camp nor a zone" in html
    send(desk, page_of(testimony), {"title": "The place stays on an untouched save"})
    saved = Testimony.objects.get()
    assert (saved.title, saved.stays.get().camp_id) == ("The place stays on an untouched save", place.pk)


def test_the_list_of_camps_offers_camps_only(desk):
    Entity.objects.create(kind="place", slug="synthetic-town", heading="Synthetic town")
    make_camp(18)
    html = desk.get("/curate/testimonies/testimony/add/").content.decode()
    (camps,) = re.findall(r'<datalist id="list-camp">.*?</datalist>', html, re.DOTALL)
    assert "Camp 18" in camps and "Synthetic town" not in camps
