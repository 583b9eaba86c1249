"""A disagreement's page: the question, its sides in full and in equal type, and what each side rests on."""

import pytest

from testimonies.models import Passage
from testimonies.workflow import Action, perform
from tests.factories import make_claim, make_source, make_testimony, make_user, make_witness, publish
from tests.testimonies.pages.conftest import make_circle, make_disagreement
from tests.testimonies.pages.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, db):
    """Publish a question with sides, and read its page: ask({"Yes": [claim]})."""

    def asked(sides, **fields):
        question = publish(make_disagreement(sides, **fields))
        return Page(client.get(f"/disagreements/{question.identifier}/").text)

    return asked


def having(page, name, value):
    return [one for one in page.elements if value in one.attributes.get(name, "").split()]


def rows_of_evidence(page):
    table = having(page, "class", "lines")[0]
    rows = [one for one in page.elements if one.tag == "tr" and table in one.parents]
    return [" ".join(row.text.split()) for row in rows[1:]]


def counts_of_lines(page):
    table = having(page, "class", "lines")[0]
    return [int(one.text) for one in having(page, "data-l", "lines") if table in one.parents]


def test_the_question_is_the_title_with_its_status_subjects_and_note(client, archive):
    page = Page(client.get(f"/disagreements/{archive.question.identifier}/").text)
    assert [one.text for one in page.elements if one.tag == "h1"] == ["Synthetic question: how many?"]
    assert any("Status: open" in one.text for one in having(page, "class", "badge"))
    assert any("Camp 18, Pukch’ang" in one.text for one in having(page, "class", "about"))
    assert page.holders("Counted in different years.")


def test_each_side_holds_its_claims_and_passages_in_full(client, archive):
    page = Page(client.get(f"/disagreements/{archive.question.identifier}/").text)
    one, two = having(page, "class", "answer")
    assert "As counted" in one.text
    assert "A synthetic statement." in one.text
    assert "23,800–23,900 people" in one.text
    assert "Author 2001" in one.text
    assert "It is denied." in two.text
    assert "Third words." in two.text
    assert "Author 2001, p. 3" in two.text
    assert f"/testimonies/{archive.testimony.identifier}/#p3" in [
        link.attributes.get("href") for link in page.elements if two in link.parents
    ]


def test_sides_are_set_with_the_same_elements(client, archive):
    page = Page(client.get(f"/disagreements/{archive.question.identifier}/").text)
    sides = having(page, "class", "answer")
    heads = [next(one for one in page.elements if side in one.parents) for side in sides]
    assert {(side.tag, side.attributes["class"]) for side in sides} == {("article", "answer")}
    assert {one.tag for one in heads} == {"h3"}


def test_a_claim_on_a_side_is_not_said_to_answer_another(client, archive):
    page = client.get(f"/disagreements/{archive.question.identifier}/").text
    assert "in answer" not in page


def test_two_reports_of_one_witness_are_counted_as_one_line(archive, ask):
    other = publish(make_source(author="Other, Olga"))
    said = {"kind": "testimony", "method": "testimony", "attributed_to": "Synthetic Witness, as reported"}
    archive.witness.names.create(text="Witness, Synthetic", system="press")
    publish(archive.witness)
    claim = publish(make_claim(archive.camp, other, **said))
    first = archive.testimony.passages.get(number=1)
    page = ask({"Yes": [claim, first], "No": [archive.denial]})
    assert counts_of_lines(page) == [1, 1]
    assert "words of Synthetic witness" in rows_of_evidence(page)[0]


def test_two_witnesses_in_two_sources_are_two_lines(archive, ask):
    other = make_testimony(publish(make_source()), ("Other words.",), witness=publish(make_witness()))
    publish(other)
    first = archive.testimony.passages.get(number=1)
    assert counts_of_lines(ask({"Yes": [first, other.passages.get()], "No": [archive.denial]})) == [2, 1]


def test_two_reports_on_one_imagery_are_counted_as_one_line(archive, ask):
    images = publish(make_source(kind="imagery"))
    reports = []
    for author in ("One, Ann", "Two, Ben"):
        report = make_source(author=author)
        report.derives_from.add(images)
        reports.append(publish(report))
    claims = [publish(make_claim(archive.camp, report, method="imagery")) for report in reports]
    page = ask({"Yes": claims, "No": [archive.denial]})
    assert counts_of_lines(page) == [1, 1]
    row = rows_of_evidence(page)[0]
    assert row.startswith("Yes 1 Imagery:")
    assert "Counted once" in row


def test_a_source_that_repeats_another_is_named_and_adds_no_line(archive, ask):
    article = make_source(author="Repeating, Rita")
    article.derives_from.add(archive.source)
    claim = publish(make_claim(archive.camp, publish(article)))
    page = ask({"Yes": [archive.claim, claim], "No": [archive.denial]})
    assert counts_of_lines(page) == [1, 1]
    assert "Repeated by Repeating" in rows_of_evidence(page)[0]


def test_circular_sourcing_is_said(archive, ask):
    """No source may derive from itself, but two that turn out to be one may close a circle."""
    one, two = make_circle()
    claims = [publish(make_claim(archive.camp, source)) for source in (one, two)]
    page = ask({"Yes": claims, "No": [archive.denial]})
    assert counts_of_lines(page) == [1, 1]
    assert "Circular sourcing" in rows_of_evidence(page)[0]


def test_a_denial_is_an_official_statement_in_the_count(client, archive):
    page = Page(client.get(f"/disagreements/{archive.question.identifier}/").text)
    assert "official statement" in rows_of_evidence(page)[1]


def test_a_passage_taken_back_stands_struck_and_is_no_evidence(archive, ask):
    second = archive.testimony.passages.get(number=2)
    page = ask({"Yes": [second], "No": [archive.denial]})
    assert [one.text for one in page.elements if one.tag == "del"] == ["Second words."]
    assert "Told wrongly" in having(page, "class", "answer")[0].text
    assert counts_of_lines(page) == [0, 1]


def test_a_painful_passage_folds_for_who_prefers(client, archive, ask):
    Passage.objects.filter(testimony=archive.testimony, number=1).update(content_note="Violence")
    publish(archive.testimony)
    page = ask({"Yes": [archive.testimony.passages.get(number=1)], "No": [archive.denial]})
    assert "?fold=1" in [one.attributes.get("href") for one in page.elements]
    folded = Page(client.get("/disagreements/D-002/?fold=1").text)
    for read, is_open in ((page, True), (folded, False)):
        fold = next(one for one in read.elements if one.tag == "details")
        assert ("open" in fold.attributes) is is_open
        assert "Violence" in fold.text
        assert "First words." in fold.text


def test_numbers_of_one_unit_are_drawn_on_one_scale(archive, ask):
    other = publish(make_claim(archive.camp, archive.source, low=5, high=5, unit="people", metric="stock"))
    page = ask({"Many": [archive.claim], "Few": [other]})
    assert "The figures on one scale" in page.source


def test_an_old_version_shows_claims_as_they_stood(client, archive):
    archive.claim.low = 20000
    archive.claim.save()
    publish(archive.claim)
    archive.question.note = "Corrected."
    archive.question.save()
    publish(archive.question)
    here = f"/disagreements/{archive.question.identifier}/"
    assert "23,800–23,900 people" in client.get(here + "v1/").text
    assert "20,000–23,900 people" not in client.get(here + "v1/").text
    assert "20,000–23,900 people" in client.get(here).text


def test_a_withdrawn_claim_is_named_by_its_number_alone(client, archive):
    perform(Action.WITHDRAW, archive.claim, make_user("moderator"), "wrong", reason="error")
    for end in ("", "v1/"):
        page = client.get(f"/disagreements/{archive.question.identifier}/{end}").text
        assert f"{archive.claim.identifier}, withdrawn" in page
        assert "23,800" not in page


def test_an_erased_passage_is_gone_from_every_version(client, archive):
    perform(Action.ERASE, archive.testimony, make_user("custodian", is_superuser=True), passage=3)
    publish(archive.testimony)
    for end in ("", "v1/"):
        page = client.get(f"/disagreements/{archive.question.identifier}/{end}").text
        assert "Third words" not in page
        assert "This passage was removed" in page


def test_a_passage_taken_back_since_stands_struck_on_the_current_page(client, archive):
    taken_back = {"retracted_by": "The witness", "retraction_source": archive.source}
    Passage.objects.filter(testimony=archive.testimony, number=3).update(standing="retracted", **taken_back)
    publish(archive.testimony)
    page = Page(client.get(f"/disagreements/{archive.question.identifier}/").text)
    assert "Third words." in [one.text for one in page.elements if one.tag == "del"]


def test_it_is_cited_and_has_a_history_like_every_record(client, archive):
    here = f"/disagreements/{archive.question.identifier}"
    assert "question D-001 on which sources differ" in client.get(here + "/cite/?style=chicago-notes").text
    assert client.get(here + ".ris").status_code == 200
    assert client.get(here + "/history/").status_code == 200


def test_records_link_to_the_disagreements_they_stand_in(client, archive):
    folders = {"claim": "claims", "denial": "claims", "testimony": "testimonies", "camp": "camps"}
    for name, folder in folders.items():
        page = Page(client.get(f"/{folder}/{getattr(archive, name).identifier}/").text)
        section = next(one for one in page.elements if one.attributes.get("aria-labelledby") == "h-dis")
        links = [one.attributes["href"] for one in page.elements if one.tag == "a" and section in one.parents]
        assert links == [f"/disagreements/{archive.question.identifier}/"], name


def test_a_passage_links_to_the_disagreement_it_stands_in_and_others_do_not(client, archive):
    page = Page(client.get(f"/testimonies/{archive.testimony.identifier}/").text)
    passages = {one.attributes["id"]: one for one in having(page, "class", "psg")}
    assert archive.question.identifier in passages["p3"].text
    assert archive.question.identifier not in passages["p1"].text
