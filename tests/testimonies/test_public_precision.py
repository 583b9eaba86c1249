"""The public is told less precisely than the archive knows, and tightening it erases what was told before."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from testimonies import ledger
from testimonies.documents import NotPublishable, from_record
from testimonies.models import Entity, LedgerRow, Stay
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_camp, make_claim, make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in
from tests.testimonies.admin.test_desk_in_browser import sign_in, sound

EXACT = "March 1991 to 1993"


@pytest.fixture
def camp(db):
    return publish(make_camp())


@pytest.fixture
def province(camp):
    """A province, and a county between it and the camp, by way of two published claims."""
    source = publish(make_source())
    places = [
        publish(Entity.objects.create(kind="place", slug=slug, heading=slug.title()))
        for slug in ("synthetic-county", "synthetic-province")
    ]
    for inner, outer in zip((camp, *places), places, strict=False):
        publish(make_claim(inner, source, property="place", object=outer))
    return places[1]


def account(camp, **fields):
    record = make_testimony(given="12 March 2001", **fields)
    Stay.objects.create(testimony=record, camp=camp, role="prisoner", period=EXACT)
    return record


def tell(record, **fields):
    """Set what the public is told of the stay, and of the date given; saved as the desk saves it."""
    stay = record.stays.get()
    for name, value in fields.items():
        setattr(record if name == "public_given" else stay, name, value)
    stay.save()
    record.save()


def versions(record):
    rows = LedgerRow.objects.filter(record_id=record.pk, kind="published").order_by("number")
    return [row.body is not None for row in rows]


def test_the_document_holds_the_coarser_values_and_no_exact_one(camp, province):
    record = account(camp)
    Stay.objects.update(zone=Entity.objects.get(slug="synthetic-county"))
    tell(record, public_period="early 1990s", public_place=province, public_given="2001")
    document = from_record(record)
    (stay,) = document.stays
    assert (stay.camp, stay.zone, stay.period.text) == ("synthetic-province", None, "early 1990s")
    assert document.given.text == "2001"
    for exact in ("March", "kwalliso-18", "1991-03", "2001-03"):
        assert exact not in document.model_dump_json()


def test_without_them_the_document_holds_the_exact_ones(camp):
    document = from_record(account(camp))
    assert (document.stays[0].camp, document.stays[0].period.text) == ("kwalliso-18", EXACT)


@pytest.mark.parametrize("name", ["public_period", "public_given"])
@pytest.mark.parametrize("narrow", ["1992", "1980s", "2002"])
def test_a_date_that_does_not_contain_the_exact_one_does_not_pass_the_gate(camp, name, narrow):
    record = account(camp)
    tell(record, **{name: narrow})
    with pytest.raises(NotPublishable, match="does not contain"):
        from_record(record)


def test_a_date_without_an_exact_one_does_not_pass_either(camp):
    record = account(camp)
    tell(record, period="", public_period="1990s")
    with pytest.raises(NotPublishable, match="no exact date"):
        from_record(record)


def test_a_place_that_no_published_claim_puts_around_the_camp_does_not_pass(camp, province):
    record = account(camp)
    tell(record, public_place=publish(Entity.objects.create(kind="place", slug="elsewhere", heading="Else")))
    with pytest.raises(NotPublishable, match="No published claim says"):
        from_record(record)
    draft = Entity.objects.create(kind="place", slug="drafted", heading="Drafted")
    make_claim(camp, property="place", object=draft)
    tell(record, public_place=draft)
    with pytest.raises(NotPublishable, match="No published claim says"):
        from_record(record)


def test_tightening_erases_the_finer_version_in_the_same_approval(camp):
    record, author, approver = account(camp), make_user("contributor"), make_user("moderator")
    publish(record, author)
    tell(record, public_period="early 1990s")
    before = ledger.head().number
    publish(record, author, approver)
    assert versions(record) == [False, True]
    assert ledger.head().number == before + 2
    erased = LedgerRow.objects.get(number=before + 2)
    assert (erased.kind, erased.erases, erased.event.actor.user) == ("erased", f",{before},", approver)
    assert ledger.verify() == []
    assert record.stays.get().period == EXACT
    assert "March 1991" not in "".join(filter(None, LedgerRow.objects.values_list("body", flat=True)))


def test_the_old_address_shows_the_current_text_and_says_that_the_earlier_was_removed(client, camp):
    record, author = account(camp), make_user("contributor")
    publish(record, author)
    tell(record, public_period="early 1990s")
    publish(record, author)
    html = client.get(f"/testimonies/{record.identifier}/v1/").content.decode()
    assert "The text of this version was removed" in html
    assert "early 1990s" in html and "March 1991" not in html


@pytest.mark.parametrize(
    "steps",
    [
        [{"public_given": "2001"}],
        [{"public_period": "1990 to 1995"}, {"public_period": "1990s"}],
    ],
)
def test_each_step_erases_all_that_was_finer(camp, steps):
    record, author = account(camp), make_user("contributor")
    publish(record, author)
    for step in steps:
        tell(record, **step)
        publish(record, author)
    assert versions(record) == [False] * len(steps) + [True]
    assert ledger.verify() == []


def test_a_camp_told_as_a_county_and_then_as_a_province_is_erased_step_by_step(camp, province):
    record, author = account(camp), make_user("contributor")
    publish(record, author)
    tell(record, public_place=Entity.objects.get(slug="synthetic-county"))
    publish(record, author)
    assert versions(record) == [False, True]
    tell(record, public_place=province)
    publish(record, author)
    assert versions(record) == [False, False, True]


def test_a_version_that_changes_nothing_in_precision_erases_nothing(camp):
    record, author = account(camp), make_user("contributor")
    tell(record, public_period="early 1990s", public_given="2001")
    for title in ("Synthetic one", "Synthetic two"):
        record.title = title
        record.save()
        publish(record, author)
    assert versions(record) == [True, True]


def test_another_stay_that_is_told_as_before_erases_nothing(camp):
    record, author = account(camp), make_user("contributor")
    tell(record, public_period="early 1990s")
    Stay.objects.create(testimony=record, camp=camp, role="prisoner", period="1992 to 1993")
    for _n in range(2):
        publish(record, author)
    assert versions(record) == [True, True]


def test_a_date_rewritten_in_its_own_field_is_a_correction_and_erases_nothing(camp):
    record, author = account(camp), make_user("contributor")
    publish(record, author)
    tell(record, period="early 1990s")
    publish(record, author)
    assert versions(record) == [True, True]


def test_a_refused_approval_erases_nothing(camp):
    record, author, approver = account(camp), make_user("contributor"), make_user("moderator")
    publish(record, author)
    tell(record, public_period="early 1990s")
    for action, user in ((Action.EDIT, author), (Action.SUBMIT, author), (Action.START, approver)):
        perform(action, record, user)
    with pytest.raises(Refused):
        perform(Action.APPROVE, record, approver)
    assert versions(record) == [True]
    html = signed_in(approver).get(reverse("admin:record_review", args=[record.pk])).content.decode()
    assert "Version 1 tells more precisely" in html
    perform(Action.APPROVE, record, approver, checked=CHECKED)
    assert versions(record) == [False, True]


def test_the_next_version_is_edited_submitted_and_approved_as_ever(camp):
    record, author = account(camp), make_user("contributor")
    publish(record, author)
    tell(record, public_period="early 1990s")
    publish(record, author)
    record.title = "Synthetic third"
    record.save()
    publish(record, author)
    assert versions(record) == [False, True, True]
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("stays-0-public_period", "1992", "does not contain"),
        ("stays-0-public_place", "kwalliso-18", "No published claim says"),
        ("public_given", "2002", "does not contain"),
    ],
)
def test_the_form_says_so_beside_the_field_and_saves_nothing(camp, field, typed, said):
    record = account(camp)
    address = reverse("admin:testimonies_testimony_change", args=[record.pk])
    answer = send(signed_in(make_user("contributor")), address, {field: typed})
    assert said in answer.content.decode()
    assert Stay.objects.get().public_period == "" and Stay.objects.get().public_place is None


def test_the_form_keeps_both_values(camp, province):
    record = account(camp)
    address = reverse("admin:testimonies_testimony_change", args=[record.pk])
    changes = {
        "stays-0-public_period": "early 1990s",
        "stays-0-public_place": "synthetic-province",
        "public_given": "2001",
    }
    html = send(signed_in(make_user("contributor")), address, changes).content.decode()
    stay = record.stays.get()
    assert (stay.period, stay.public_period, stay.public_place.slug) == (
        EXACT,
        "early 1990s",
        "synthetic-province",
    )
    assert EXACT in html and "early 1990s" in html


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_precision_is_set_in_a_browser_without_a_complaint(browser, live_server):
    complaints: list[str] = []
    record = account(publish(make_camp()))
    publish(record)
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    page.goto(f"{live_server.url}{reverse('admin:testimonies_testimony_change', args=[record.pk])}")
    page.get_by_text("Public precision").first.click()
    page.locator("[name=stays-0-public_period]").fill("early 1990s")
    sound(page, complaints)
    page.get_by_role("button", name="Save and submit for review").click()
    reviewer = sign_in(browser, live_server, make_user("moderator"), complaints)
    reviewer.goto(f"{live_server.url}{reverse('admin:record_review', args=[record.pk])}")
    expect(reviewer.get_by_text("Version 1 tells more precisely")).to_be_visible()
    sound(reviewer, complaints)
    assert complaints == []
