"""The desk seals and cannot read: the page is write-only, and every page is served without a private key."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from archive.checks import vault_is_for_writing
from testimonies.admin.panel import change_address
from testimonies.models import Witness
from testimonies.protecting import Facts, protect
from testimonies.vault import custody, scanning
from testimonies.vault.envelope import Details
from testimonies.vault.models import Act, Sealing
from testimonies.vocabulary import Use
from testimonies.workflow import Action, perform
from tests.factories import CHECKED, make_user, make_witness
from tests.testimonies.admin.forms_on_pages import signed_in
from tests.testimonies.vault.scene import BOTH, DETAILS, in_review, protected

pytestmark = pytest.mark.django_db(databases=BOTH)
TYPED = {
    "legal_name": "Synthetic Typed Name",
    "contact": "typed@example.org",
    "consent": "typed details of consent",
    "needs": "typed needs",
}


def page_of(witness) -> str:
    return reverse("admin:witness_protection", args=[witness.pk])


@pytest.mark.parametrize("role", ["contributor", "custodian"])
def test_who_may_seal_seals_and_nothing_is_echoed(hold_the_key, role):
    witness, client = make_witness(), signed_in(make_user(role))
    answer = client.post(page_of(witness), TYPED | {"uses": ["publication", "teaching"]}, follow=True)
    witness = Witness.objects.get(pk=witness.pk)
    html = answer.content.decode()
    assert "Sealed and kept." in html and witness.protection in html
    assert "publication, teaching" in html and Sealing.objects.get().at[:10] in html
    for address in (page_of(witness), reverse("admin:testimonies_witness_change", args=[witness.pk])):
        assert not any(value in client.get(address).content.decode() for value in TYPED.values())
    assert not any(value in html for value in TYPED.values())
    hold_the_key()
    [(_at, details)] = custody.read(witness.protection, "custodian", "a test")
    assert vars(details) == TYPED


def test_a_mistake_does_not_show_what_was_typed_and_keeps_nothing(key_file):
    witness, client = make_witness(), signed_in(make_user("contributor"))
    answer = client.post(page_of(witness), TYPED | {"until": "the year 2030"})
    html = answer.content.decode()
    assert answer.status_code == 400 and "type them anew" in html
    assert not any(value in html for value in TYPED.values())
    assert not Sealing.objects.exists()


def test_the_facts_are_changed_without_sealing_anything(key_file):
    witness, client = protected(), signed_in(make_user("custodian"))
    client.post(page_of(witness), {"uses": ["research"], "until": "2031-12-31", "withdrawn": "on"})
    now = Witness.objects.get(pk=witness.pk)
    assert (now.consent, str(now.consent_until), now.consent_withdrawn) == ("research", "2031-12-31", True)
    assert Sealing.objects.count() == 1
    assert Act.objects.filter(deed="facts").last().reason == "research, until 2031-12-31, withdrawn"
    html = client.get(page_of(witness)).content.decode()
    assert "2031-12-31" in html and "withdrawn" in html


def test_without_the_permission_there_is_no_page(key_file):
    witness = protected()
    assert signed_in(make_user("moderator")).get(page_of(witness)).status_code == 403
    assert signed_in(make_user("moderator")).post(page_of(witness), TYPED).status_code == 403
    assert Client().get(page_of(witness)).status_code == 302


def test_without_a_public_key_the_page_says_what_to_set(settings):
    settings.VAULT_RECIPIENT = ""
    witness = make_witness()
    answer = signed_in(make_user("contributor")).post(page_of(witness), TYPED)
    assert answer.status_code == 400 and "VAULT_RECIPIENT" in answer.content.decode()
    assert Witness.objects.get().protection is None


def test_no_browser_is_asked_to_remember_or_to_check_the_spelling(key_file):
    html = signed_in(make_user("contributor")).get(page_of(make_witness())).content.decode()
    for name in TYPED:
        tag = re.search(rf'<textarea[^>]*name="{name}"[^>]*>', html).group()
        assert 'autocomplete="off"' in tag and 'spellcheck="false"' in tag
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_every_page_of_the_desk_is_served_without_the_private_key(key_file, settings):
    assert settings.VAULT_IDENTITY_FILE == ""
    witness = protected(unlinked=True)
    testimony, reviewer = in_review(witness)
    reviewer.is_superuser = True
    reviewer.save()
    client = signed_in(reviewer)
    addresses = ["/curate/", page_of(witness), "/curate/proposals/", "/curate/testimonies/witness/"]
    addresses += [change_address(record) for record in (witness, testimony)]
    for name in ("record_review", "record_history"):
        addresses += [reverse(f"admin:{name}", args=[record.pk]) for record in (witness, testimony)]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not any(value in answer.content.decode() for value in vars(DETAILS).values()), address


def test_the_review_says_what_is_missing_and_offers_no_approval(key_file):
    testimony, reviewer = in_review(protected(unlinked=True))
    html = signed_in(reviewer).get(reverse("admin:record_review", args=[testimony.pk])).content.decode()
    assert f"manage.py vault scan {testimony.pk}" in html
    assert "Approve and publish" not in html and "Return with the note" in html


def test_the_queue_lists_what_may_not_stay_public(hold_the_key):
    hold_the_key()
    witness, client = protected(unlinked=True), signed_in(make_user("moderator"))
    testimony, reviewer = in_review(witness)
    scanning.scan(testimony, "custodian")
    perform(Action.APPROVE, testimony, reviewer, checked=CHECKED)
    assert "Consent ended" not in client.get("/curate/").content.decode()
    protect(witness, Facts((Use.PUBLICATION,), None, withdrawn=True), Details(), reviewer)
    html = client.get("/curate/").content.decode()
    assert "Consent ended" in html and "has withdrawn consent" in html
    assert reverse("admin:record_act", args=[testimony.pk, "withdraw"]) in html


def test_the_check_warns_where_the_private_key_can_be_read(hold_the_key, settings):
    assert [item.id for item in vault_is_for_writing(app_configs=None)] == []
    hold_the_key()
    assert [item.id for item in vault_is_for_writing(app_configs=None)] == ["archive.W002"]
    settings.VAULT_IDENTITY_FILE = "/nowhere/at/all"
    assert [item.id for item in vault_is_for_writing(app_configs=None)] == []
    settings.VAULT_RECIPIENT = "age1mistyped"
    assert [item.id for item in vault_is_for_writing(app_configs=None)] == ["archive.E001"]
