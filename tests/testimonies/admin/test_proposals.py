"""The archive proposes what differs; a person opens a draft of it, and review decides."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger
from testimonies.admin.proposing import Differing, is_held, key_of, open_draft
from testimonies.differing import Proposal
from testimonies.models import Disagreement, Event, LedgerRow, Side
from testimonies.workflow import Action, Refused, perform
from tests.factories import CHECKED, make_camp, make_claim, make_source, make_user, publish
from tests.testimonies.admin.forms_on_pages import Page, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/curate/proposals/"
PEOPLE = {"unit": "people", "metric": "stock", "as_of": "1990"}


@pytest.fixture
def camp():
    return publish(make_camp(18))


def counted(camp, number: str, **fields):
    """A public claim of how many people were held."""
    return publish(make_claim(camp, low=number, high=number, **PEOPLE | fields))


def two_that_differ(camp):
    return counted(camp, "20000"), counted(camp, "50000")


def keys_on(page) -> list[str]:
    """What the buttons of the page send."""
    forms = (dict(pairs) for _action, pairs in Page(page.content.decode()).forms)
    return [form["proposal"] for form in forms if "proposal" in form]


def press(client, key: str):
    return client.post(ADDRESS, {"proposal": key}, follow=True)


def hold(*sides):
    """A draft disagreement with these claims on its sides."""
    found = Disagreement.objects.create(question="Held already?")
    for claims in sides:
        Side.objects.create(disagreement=found, answer="An answer").claims.set(claims)
    return found


def test_claims_that_differ_stand_side_by_side_with_date_method_and_source(camp):
    one, two = two_that_differ(camp)
    html = signed_in(make_user("contributor")).get(ADDRESS).content.decode()
    assert "1 difference that no disagreement holds" in html
    assert "Camp 18: which number of people (held at one time)?" in html
    for claim, number in ((one, "20,000 people"), (two, "50,000 people")):
        assert f'data-claim="{claim.identifier}"' in html and number in html
        source = claim.references.get().source
        assert f'href="/sources/{source.identifier}/"' in html
    assert html.count("<dt>As of</dt>") == html.count("<dt>Method</dt>") == 2


def test_pressing_the_button_opens_a_draft_of_mine_and_publishes_nothing(camp):
    one, two = two_that_differ(camp)
    author = make_user("contributor")
    client, rows = signed_in(author), LedgerRow.objects.count()
    (key,) = keys_on(client.get(ADDRESS))
    answer = press(client, key)
    draft = Disagreement.objects.get()
    assert answer.redirect_chain[-1][0] == f"/curate/testimonies/disagreement/{draft.pk}/change/"
    assert "Opened as a draft of yours" in answer.content.decode()
    assert (draft.stage, draft.status) == ("draft", "open")
    assert [entity.pk for entity in draft.subjects.all()] == [camp.pk]
    assert draft.question == "Camp 18: which number of people (held at one time)?"
    assert [(side.answer, side.claims.get().pk) for side in draft.sides.all()] == [
        ("20,000 people, as of 1990", one.pk),
        ("50,000 people, as of 1990", two.pk),
    ]
    assert list(draft.events.values_list("action", "actor__user")) == [("edit", author.pk)]
    assert (LedgerRow.objects.count(), draft.identifier) == (rows, None)
    assert draft.question in client.get("/curate/").content.decode()


def test_a_draft_takes_the_usual_way_to_the_public(camp):
    two_that_differ(camp)
    author = make_user("contributor")
    press(signed_in(author), key_of(Differing.found().open[0]))
    draft, reviewer = Disagreement.objects.get(), make_user("moderator")
    perform(Action.SUBMIT, draft, author)
    perform(Action.START, draft, reviewer)
    perform(Action.APPROVE, draft, reviewer, checked=CHECKED)
    assert len(ledger.current("D-001").document.sides) == 2


def test_what_a_draft_holds_on_two_sides_is_proposed_no_longer(camp):
    one, two = two_that_differ(camp)
    hold([two], [one])
    html = signed_in(make_user("contributor")).get(ADDRESS).content.decode()
    assert "No difference is proposed" in html and 'name="proposal"' not in html


@pytest.mark.parametrize("sides", [lambda a, b: ([a, b],), lambda a, b: ([a], []), lambda a, b: ([a, b], [])])
def test_what_one_side_holds_alone_is_proposed_still(camp, sides):
    hold(*sides(*two_that_differ(camp)))
    assert len(Differing.found().open) == 1


def test_two_disagreements_with_a_claim_each_do_not_hold_the_difference(camp):
    one, two = two_that_differ(camp)
    hold([one], [])
    hold([two], [])
    assert len(Differing.found().open) == 1


@pytest.mark.parametrize(
    ("sides", "held"),
    [
        ([{"C-1"}, {"C-2", "C-3"}], True),
        ([{"C-1"}, {"C-2"}, {"C-3"}], True),
        ([{"C-1", "C-2"}, {"C-3"}], False),
        ([{"C-1"}, {"C-2"}], False),
        ([{"C-1", "C-2", "C-3"}], False),
        ([{"C-1", "C-2"}, {"C-1"}, {"C-2", "C-3"}], True),
        ([], False),
    ],
)
def test_the_whole_and_its_parts_are_held_on_different_sides(sides, held):
    proposal = Proposal("parts and whole", "system", ("C-1", "C-2", "C-3"))
    assert is_held(proposal, [sides]) is held


def test_drafts_and_withdrawn_claims_are_not_compared(camp):
    counted(camp, "20000")
    make_claim(camp, low="50000", high="50000", **PEOPLE)
    withdrawn = counted(camp, "90000")
    perform(Action.WITHDRAW, withdrawn, make_user("moderator"), "In error.")
    assert Differing.found().open == []


def test_a_button_pressed_twice_opens_one_draft(camp):
    two_that_differ(camp)
    client = signed_in(make_user("contributor"))
    key = key_of(Differing.found().open[0])
    press(client, key)
    assert "no longer proposed" in press(client, key).content.decode()
    assert Disagreement.objects.count() == 1


@pytest.mark.parametrize("key", ["", "other-values,C-000001,C-000002", "nonsense,,"])
def test_what_is_not_proposed_cannot_be_opened(camp, key):
    counted(camp, "20000"), counted(camp, "20000")
    before = Event.objects.count()
    assert "no longer proposed" in press(signed_in(make_user("contributor")), key).content.decode()
    assert not Disagreement.objects.exists()
    assert Event.objects.count() == before


def test_who_may_not_contribute_sees_the_page_and_no_button(camp):
    two_that_differ(camp)
    client = signed_in(make_user("custodian"))
    page = client.get(ADDRESS)
    assert "1 difference" in page.content.decode() and keys_on(page) == []
    assert press(client, key_of(Differing.found().open[0])).status_code == 403
    assert not Disagreement.objects.exists()


def test_an_edit_that_is_refused_leaves_no_draft_behind(camp):
    two_that_differ(camp)
    with pytest.raises(Refused, match="needs the permission"):
        open_draft(key_of(Differing.found().open[0]), make_user("custodian"))
    assert not Disagreement.objects.exists() and not Side.objects.exists()


def test_strangers_see_nothing(camp):
    two_that_differ(camp)
    assert signed_in(make_user()).get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).headers["Location"].startswith("/curate/login/")
    assert Client().post(ADDRESS, {"proposal": "x"}).status_code == 302


def test_a_post_from_another_site_is_refused(camp):
    two_that_differ(camp)
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("contributor"))
    assert client.post(ADDRESS, {"proposal": key_of(Differing.found().open[0])}).status_code == 403


def test_it_refuses_other_methods(camp):
    assert signed_in(make_user("contributor")).put(ADDRESS).status_code == 405


def asked_of() -> tuple[str, list[str]]:
    """The question and the answers of the draft that the one open proposal leads to."""
    (proposal,) = Differing.found().open
    draft = open_draft(key_of(proposal), make_user("contributor"))
    return draft.question, [side.answer for side in draft.sides.all()]


def test_it_asks_when_a_camp_was_closed(camp):
    for year in ("1984", "1990"):
        publish(make_claim(camp, property="status", kind="inference", value="closed", as_of=year))
    assert asked_of() == (
        "Camp 18: when was it closed?",
        ["closed, as of 1984", "closed, as of 1990"],
    )


def test_it_asks_whether_a_camp_is_closed_or_operating(camp):
    for value, year in (("closed", "1990"), ("operating", "2006")):
        publish(make_claim(camp, property="status", kind="inference", value=value, as_of=year))
    assert asked_of()[0] == "Camp 18: closed or operating?"


def test_it_asks_in_which_place_a_camp_lies(camp):
    for number in (22, 25):
        publish(make_claim(camp, property="place", kind="finding", object=publish(make_camp(number))))
    assert asked_of()[0] == "Camp 18: in which place?"


def test_it_asks_what_one_number_counts(camp):
    counted(camp, "20000")
    counted(camp, "20000", metric="capacity")
    assert asked_of() == (
        "Camp 18: what does the number 20,000 people count?",
        ["20,000 people, held at one time", "20,000 people, capacity"],
    )


def test_it_asks_whether_the_parts_add_up(camp):
    other, whole = publish(make_camp(22)), publish(make_camp(99))
    total = make_claim(whole, low="100000", high="100000", **PEOPLE)
    total.covers.set([camp, other])
    publish(total)
    counted(camp, "20000"), counted(other, "30000")
    question, answers = asked_of()
    assert question == "Camp 99: do the parts add up to the whole?"
    assert answers == ["100,000 people, as of 1990", "The parts added up: 50,000 people"]
    assert [side.claims.count() for side in Side.objects.all()] == [1, 2]


def test_it_asks_whether_one_source_was_counted_twice(camp):
    first = publish(make_source())
    second = make_source()
    second.derives_from.add(first)
    publish(second)
    for source in (first, second):
        publish(make_claim(camp, source, low="20000", high="20000", **PEOPLE))
    assert asked_of()[0] == "Camp 18: one line of evidence, or two?"


def test_a_long_heading_still_makes_a_question_that_fits(camp):
    long = publish(make_camp(22, heading="Synthetic " * 19))
    two_that_differ(long)
    assert len(asked_of()[0]) <= 200


def test_many_are_shown_page_by_page(camp):
    for number in range(8):
        counted(camp, f"{number + 1}0000")
    client = signed_in(make_user("contributor"))
    first, second = client.get(ADDRESS), client.get(ADDRESS, {"page": "2"})
    assert "28 differences that no disagreement holds" in first.content.decode()
    assert (len(keys_on(first)), len(keys_on(second))) == (25, 3)
    assert "Page 1 of 2" in first.content.decode()
    assert client.get(ADDRESS, {"page": "nonsense"}).status_code == 200


def test_it_asks_as_many_questions_for_twenty_proposals_as_for_one(camp):
    client = signed_in(make_user("contributor"))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS)
        return len(asked)

    two_that_differ(camp)
    few = questions()
    for number in range(5):
        counted(camp, f"{number + 6}0000")
    assert questions() == few


def test_the_queue_leads_there_and_counts_nothing_itself(camp):
    two_that_differ(camp)
    html = signed_in(make_user("contributor")).get("/curate/").content.decode()
    assert f'href="{ADDRESS}"' in html and "difference that no" not in html
