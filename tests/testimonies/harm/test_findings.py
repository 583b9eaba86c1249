"""What the check finds in a working testimony, and what it leaves alone."""

import pytest

from testimonies import harm, ledger
from testimonies.models import Actor, Entity, NotPublicName, Stay
from testimonies.vocabulary import Harm
from tests.factories import make_camp, make_source, make_testimony, make_user, make_witness, publish

pytestmark = pytest.mark.django_db


def kinds(record) -> list[str]:
    return [finding.kind for finding in harm.findings_of(record)]


def list_name(name: str) -> NotPublicName:
    return NotPublicName.objects.create(name=name, actor=Actor.of(make_user("moderator")), at=ledger.now())


def hidden(**fields):
    return publish(make_witness(naming="pseudonym", **fields))


def account(witness, camp, text="A synthetic passage.", period="1985 to 1990", role="guard", **fields):
    record = make_testimony(texts=(text,), witness=witness, **fields)
    Stay.objects.create(testimony=record, camp=camp, role=role, period=period)
    return record


def test_an_account_without_anything_telling_has_no_finding():
    assert harm.findings_of(make_testimony(texts=("He worked in the mine for years.",))) == []
    assert harm.findings_of(make_source(title="Her brother Kim Chol-su escaped on 12 March 1998")) == []


def test_a_finding_says_what_and_where():
    record = make_testimony(texts=("It was cold.", "She escaped on 12 March 1998."))
    (finding,) = harm.findings_of(record)
    assert str(finding) == "exact date of an escape, passage 2: “12 March 1998”"


@pytest.mark.parametrize("field", ["title", "about", "content_note"])
def test_every_text_of_the_record_is_looked_through(field):
    assert kinds(make_testimony(**{field: "Escaped 12 March 1998"})) == [Harm.ESCAPE]


def test_the_period_and_the_note_of_a_stay_are_read_together():
    record = account(None, make_camp(), period="1985 to March 1990")
    Stay.objects.filter(testimony=record).update(note="Ended with an escape.")
    assert kinds(record) == [Harm.ESCAPE]


def test_the_key_is_the_same_for_the_same_text_and_another_for_another():
    record = make_testimony(texts=("She escaped on 12 March 1998.",))
    first = harm.findings_of(record)[0].key
    assert harm.findings_of(record)[0].key == first
    record.passages.update(text="She escaped on 12 March 1998!")
    assert harm.findings_of(record)[0].key != first


def test_a_named_relative_is_found_unless_public():
    record = make_testimony(texts=("Her uncle Kim Chol-su, and her uncle Jang Song-thaek.",))
    assert kinds(record) == [Harm.KIN, Harm.KIN]
    publish(Entity.objects.create(kind="person", slug="jang", heading="Jang Song-t'aek"))
    assert [finding.words for finding in harm.findings_of(record)] == ["Kim Chol-su"]
    publish(make_witness(public_name="김철수"))
    assert harm.findings_of(record) == []


def test_a_pseudonym_does_not_make_a_name_public():
    hidden(public_name="Kim Chol-su")
    assert kinds(make_testimony(texts=("Her uncle Kim Chol-su.",))) == [Harm.KIN]


@pytest.mark.parametrize("written", ["Pak Yong-hui", "Yong-hui Pak", "Pak Yŏng-hŭi", "박영희는"])
def test_a_listed_name_is_found_in_every_spelling_and_not_repeated(written):
    list_name("박영희")
    (finding,) = harm.findings_of(make_testimony(texts=(f"There was {written} too.",)))
    assert finding.kind == Harm.LISTED and finding.words == ""


def test_two_listed_names_in_a_text_are_two_findings():
    list_name("박영희"), list_name("Choe In-su")
    record = make_testimony(texts=("Pak Yong-hui and Choe In-su were there.",))
    assert kinds(record) == [Harm.LISTED] * 2
    assert len({finding.key for finding in harm.findings_of(record)}) == 2


def test_a_combination_that_fits_this_witness_only_is_found():
    (finding,) = harm.findings_of(account(hidden(), publish(make_camp()), "She had two brothers."))
    assert finding.kind == Harm.FEW
    assert finding.words == "kwalliso-18 as guard 1985–1990; female; brother"
    assert "this one included: 1; asked for: 3" in finding.note


def test_it_is_enough_that_three_published_witnesses_fit():
    camp = publish(make_camp())
    for text in ("Her brother was a guard.", "She had a brother and a mother."):
        publish(account(publish(make_witness()), camp, text))
    assert kinds(account(hidden(), camp, "She had two brothers.")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"text": "He had a brother. He did."},
        {"text": "She had a mother."},
        {"text": "She had a brother.", "period": "1995 to 1999"},
        {"text": "She had a brother.", "role": "prisoner"},
    ],
)
def test_who_differs_in_sex_kin_period_or_role_does_not_fit(other):
    camp = publish(make_camp())
    publish(account(publish(make_witness()), camp, "Her brother was a guard."))
    publish(account(publish(make_witness()), camp, **other))
    (finding,) = harm.findings_of(account(hidden(), camp, "She had two brothers."))
    assert "this one included: 2;" in finding.note


def test_two_accounts_of_one_other_witness_count_once(settings):
    camp, other = publish(make_camp()), publish(make_witness())
    for _n in range(2):
        publish(account(other, camp))
    assert kinds(account(hidden(), camp)) == [Harm.FEW]
    settings.K_ANONYMITY = 2
    assert kinds(account(hidden(), camp)) == []


def test_everything_published_of_the_witness_counts(settings):
    settings.K_ANONYMITY = 2
    camp, second, witness = publish(make_camp()), publish(make_camp(22)), hidden()
    publish(account(publish(make_witness()), camp))
    publish(account(publish(make_witness()), second))
    publish(account(witness, second))
    (finding,) = harm.findings_of(account(witness, camp))
    assert "kwalliso-18 as guard" in finding.words and "kwalliso-22 as guard" in finding.words


def test_who_speaks_under_their_own_public_name_is_exempt():
    camp = publish(make_camp())
    assert kinds(account(publish(make_witness(naming="public")), camp)) == []
    assert kinds(account(None, camp)) == []
