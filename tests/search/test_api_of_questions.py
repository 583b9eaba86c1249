"""The interface answers disagreements and collections as it answers every record."""

import pytest

from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_claim, make_user, publish
from tests.testimonies.pages.conftest import make_collection, make_disagreement


@pytest.fixture
def question(db):
    camp = publish(make_camp(18))
    sides = {"Yes": [publish(make_claim(camp))], "No": [publish(make_claim(camp))]}
    return publish(make_disagreement(sides, question="A synthetic question?"))


def test_a_disagreement_is_answered_with_its_sides_and_at_a_version(client, question):
    here = f"/api/v1/disagreements/{question.identifier}"
    answer = client.get(here).json()
    assert (answer["id"], answer["version"], answer["status"]) == (question.identifier, 1, "open")
    assert answer["url"] == f"/disagreements/{question.identifier}/"
    assert [side["answer"] for side in answer["sides"]] == ["Yes", "No"]
    assert [len(side["claims"]) for side in answer["sides"]] == [1, 1]
    assert client.get(f"{here}/v1").json() == answer
    assert client.get(f"{here}/v2").status_code == 404
    assert client.get("/api/v1/disagreements/D-999").status_code == 404


def test_an_old_version_of_a_disagreement_stays_what_it_was(client, question):
    question.status = "explained"
    question.save()
    publish(question)
    here = f"/api/v1/disagreements/{question.identifier}"
    assert client.get(here).json()["status"] == "explained"
    assert client.get(f"{here}/v1").json()["status"] == "open"


def test_a_withdrawn_disagreement_answers_410_with_nothing_of_it(client, question):
    perform(Action.WITHDRAW, question, make_user("moderator"), "wrong", reason="error")
    answer = client.get(f"/api/v1/disagreements/{question.identifier}")
    assert answer.status_code == 410
    assert "synthetic question" not in answer.text
    assert client.get("/api/v1/disagreements").json() == {"total": 0, "items": []}


def test_a_collection_is_answered_with_its_pinned_items(client, question):
    collection = publish(make_collection([question]))
    answer = client.get(f"/api/v1/collections/{collection.identifier}").json()
    assert answer["items"] == [
        {"record": question.identifier, "version": 1, "note": f"Why {question.identifier} is here."}
    ]
    assert [one["id"] for one in client.get("/api/v1/collections").json()["items"]] == [answer["id"]]


@pytest.mark.parametrize("asked", ["", "?size=100"])
def test_all_disagreements_are_answered_in_one_call(client, question, asked):
    claim = question.sides.first().claims.get()
    for number in range(60):
        publish(make_disagreement({"Yes": [claim]}, question=f"Synthetic question {number}?"))
    answer = client.get(f"/api/v1/disagreements{asked}").json()
    assert answer["total"] == len(answer["items"]) == 61
    assert answer["items"][0] == {
        "id": question.identifier,
        "version": 1,
        "ledger": answer["items"][0]["ledger"],
        "title": "A synthetic question?",
        "url": f"/disagreements/{question.identifier}/",
    }
