"""A date is read while it is typed; what is typed stands in no address."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.testimonies.admin.forms_on_pages import send, signed_in

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/testimony/add/"


@pytest.mark.parametrize(
    ("said", "text", "position"),
    [
        ("late 1970s", "Read as 1 January 1976 to 31 December 1979, possible", None),
        ("1 May 1985", "Read as 1 May 1985", None),
        ("1970년대 후반", "Read as 1 January 1976 to 31 December 1979, possible", None),
        ("  ", "", None),
    ],
)
def test_what_was_understood_is_told(said, text, position):
    told = signed_in(make_user("contributor")).post(reverse("admin:typing_date"), {"said": said}).json()
    assert (told["text"], told["position"]) == (text, position)


def test_what_was_not_understood_is_told_with_its_place():
    desk = signed_in(make_user("contributor"))
    told = desk.post(reverse("admin:typing_date"), {"said": "late 1970s or whenever"}).json()
    assert told["position"] == 14 and told["days"] == ""
    assert "Not understood: “whenever”, from character 15 on." in told["text"]


def test_without_script_the_same_stands_beside_the_field_when_the_form_comes_back():
    desk = signed_in(make_user("contributor"))
    html = send(desk, ADD, {"given": "late 1970s or whenever", "stays-0-period": "1985"}).content.decode()
    assert "Not understood: “whenever”, from character 15 on." in html
    assert "Read as 1 January 1985 to 31 December 1985, possible" in html


@pytest.mark.parametrize("name", ["date", "names", "passages", "keep", "forget"])
def test_only_contributors_ask_and_only_by_a_post_that_is_not_forged(name):
    address = reverse(f"admin:typing_{name}")
    user = make_user("contributor")
    assert Client().post(address).headers["Location"].startswith("/curate/login/")
    assert signed_in(make_user()).post(address).status_code == 403
    assert signed_in(user).get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post(address, {"said": "1985"}).status_code == 403
