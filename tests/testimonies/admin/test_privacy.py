"""What the desk shows to whom: nothing to strangers, and no script or style in any of its pages."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from testimonies.models import Topic
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in

pytestmark = pytest.mark.django_db

SECRET = "Synthetic words of a draft"
NOUNS = (
    "testimony",
    "claim",
    "camp",
    "entity",
    "witness",
    "source",
    "topic",
    "figure",
    "disagreement",
    "collection",
)


def a_draft():
    testimony = make_testimony(texts=(SECRET,), camp=publish(make_camp(18)), title=SECRET)
    perform(Action.EDIT, testimony, make_user("contributor"))
    return testimony


def pages_of(record) -> list[str]:
    named = ["record_review", "record_history", "record_preview"]
    return [
        "/curate/",
        "/curate/testimonies/testimony/",
        "/curate/testimonies/testimony/add/",
        "/curate/proposals/",
        "/curate/vocabulary/",
        "/curate/vocabulary/names/",
        reverse("admin:testimonies_testimony_change", args=[record.pk]),
        *(reverse(f"admin:{name}", args=[record.pk]) for name in named),
        reverse("admin:record_act", args=[record.pk, "comment"]),
        reverse("admin:record_act", args=[record.pk, "erase"]),
    ]


def test_nobody_who_is_not_signed_in_sees_a_word_of_a_draft():
    for address in pages_of(a_draft()):
        answer = Client().get(address)
        assert answer.status_code == 302 and "/curate/login/" in answer.headers["Location"]
        assert SECRET not in Client().get(address, follow=True).content.decode()


def test_staff_without_a_permission_on_records_see_none():
    draft, client = a_draft(), signed_in(make_user())
    perform(Action.SUBMIT, draft, make_user("contributor"))
    for address in pages_of(draft)[1:]:
        assert client.get(address).status_code == 403
    assert SECRET not in client.get("/curate/").content.decode()


def test_the_stock_autocomplete_tells_nobody_anything():
    query = {"term": "Synthetic", "app_label": "testimonies", "model_name": "stay", "field_name": "camp"}
    for user in (make_user(), make_user("contributor")):
        assert signed_in(user).get("/curate/autocomplete/", query).status_code == 404
    assert Client().get("/curate/autocomplete/", query).status_code == 302


def test_no_page_holds_a_script_or_a_style_of_its_own():
    draft, client = a_draft(), signed_in(make_user("moderator", is_superuser=True))
    addresses = pages_of(draft) + [f"/curate/testimonies/{noun}/add/" for noun in NOUNS]
    addresses += ["/curate/auth/user/", "/curate/auth/user/add/", "/curate/notices/"]
    addresses += ["/curate/account/password/", "/curate/account/factors/"]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = answer.content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), address
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html)), address
        assert not re.search(r'(src|href)="(https?:)?//', html), address


def test_pages_of_the_desk_are_kept_out_of_caches():
    answer = signed_in(make_user("contributor")).get("/curate/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_people_are_for_superusers():
    assert signed_in(make_user("editor")).get("/curate/auth/user/").status_code == 403
    assert signed_in(make_user(is_superuser=True)).get("/curate/auth/user/").status_code == 200


def test_the_admins_own_log_keeps_no_second_copy_of_titles():
    draft, client = a_draft(), signed_in(make_user("contributor"))
    send(client, "/curate/testimonies/topic/add/", {"slug": "synthetic", "label_en": SECRET})
    send(
        client, reverse("admin:testimonies_testimony_change", args=[draft.pk]), {"title": f"{SECRET}, again"}
    )
    draft.refresh_from_db()
    assert (draft.revision, Topic.objects.get().label_en) == (2, SECRET)
    assert not LogEntry.objects.exists()
