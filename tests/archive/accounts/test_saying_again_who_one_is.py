"""Before what cannot be taken back one signs in again, unless one did within the last minutes."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django.urls import reverse

from archive.accounts.handing_out import enrol
from testimonies import ledger
from testimonies.models import LedgerRow
from testimonies.vocabulary import Standing
from tests.archive.accounts.steps import PASSWORD
from tests.factories import make_source, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

pytestmark = pytest.mark.django_db
AGAIN = "/curate/account/reauthenticate/"


def a_while_after(client: Client) -> Client:
    """Six minutes after the sign-in."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 6 * 60
    session.save()
    return client


def address(record, action: str) -> str:
    return reverse("admin:record_act", args=[record.pk, action])


@pytest.mark.parametrize(
    ("action", "role"), [("withdraw", "moderator"), ("merge", "moderator"), ("erase", "custodian")]
)
def test_it_asks_again_before_the_form_and_comes_back_to_it(action, role):
    source, client = publish(make_source()), a_while_after(signed_in(make_user(role)))
    asked = client.get(address(source, action), follow=True)
    assert asked.redirect_chain[0][0].startswith(AGAIN)
    back = client.post(AGAIN, {"password": PASSWORD, "next": address(source, action)})
    assert back.headers["Location"] == address(source, action)
    assert client.get(address(source, action)).status_code == 200


def test_a_wrong_password_does_not_count():
    source, client = publish(make_source()), a_while_after(signed_in(make_user("moderator")))
    client.post(AGAIN, {"password": "another", "next": "/curate/"})
    assert client.get(address(source, "withdraw")).status_code == 302


def test_a_form_that_comes_late_does_nothing_and_keeps_the_note():
    source, client = publish(make_source()), a_while_after(signed_in(make_user("moderator")))
    words = {"note": "Typed at length.", "reason": "consent"}
    answer = client.post(address(source, "withdraw"), words)
    assert answer.status_code == 409 and "Sign in again first" in answer.text
    assert values_of(answer, "note")["note"] == ["Typed at length."]
    assert ledger.standing(source) == Standing.PUBLIC
    assert "Typed at length." not in str(dict(client.session))
    client.post(AGAIN, {"password": PASSWORD, "next": "/curate/"})
    client.post(address(source, "withdraw"), words)
    assert ledger.standing(source) == Standing.WITHDRAWN


def test_a_code_does_as_well_as_the_password():
    user = make_user("moderator")
    factors, source = enrol(user), publish(make_source())
    client = a_while_after(signed_in(user))
    code = {"code": factors.recovery_codes[0], "next": "/curate/"}
    client.post("/curate/account/factors/reauthenticate/", code)
    assert client.get(address(source, "withdraw")).status_code == 200


def test_what_can_be_taken_back_asks_nothing():
    source, client = publish(make_source()), a_while_after(signed_in(make_user("moderator")))
    assert client.post(address(source, "comment"), {"note": "A synthetic remark."}).status_code == 302


def test_who_may_not_is_told_that_and_not_asked_for_a_password():
    source, client = publish(make_source()), a_while_after(signed_in(make_user("contributor")))
    answer = client.post(address(source, "withdraw"), {"note": "x", "reason": "consent"})
    assert answer.status_code == 409 and "needs the permission" in answer.text
    assert LedgerRow.objects.count() == 1
