"""Loading the sample: whole, once, by two people, leaving alone what others changed."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from testimonies import harm, ledger
from testimonies.dates import parse
from testimonies.models import Claim, LedgerRow, Name, Record, Testimony
from testimonies.sample import ORDER, USERNAMES, Counts, WrongFile, load, read, read_all, reading
from testimonies.vocabulary import LedgerKind, Noun, ReasonClass, Standing
from testimonies.workflow import Action, perform
from tests.factories import make_user, publish

pytestmark = pytest.mark.django_db

TOTAL = sum(len(rows) for rows in read_all().values())


def documents(noun: Noun) -> list[Any]:
    return [published.document for published in ledger.listing(noun)]


def test_it_loads_whole_and_says_so(loaded):
    lines = loaded.lines
    assert loaded.counts == Counts(published=TOTAL)
    assert lines[0] == f"sources: {len(read(Noun.SOURCE))} published"
    assert lines[-1] == f"sample archive: {TOTAL} published; the ledger ends at {TOTAL}"


@pytest.mark.parametrize("noun", ORDER)
def test_every_record_of_the_files_is_public(loaded, noun):
    assert len(documents(noun)) == len(read(noun))


def test_the_ledger_verifies(loaded):
    assert ledger.verify() == []


def test_nothing_in_it_is_an_open_finding_of_the_do_no_harm_check(loaded):
    told = {str(record): harm.open_findings(record) for record in Testimony.objects.all()}
    assert len(told) == len(read(Noun.TESTIMONY))
    assert {title: found for title, found in told.items() if found} == {}


def test_two_people_did_it(loaded):
    acts = set(LedgerRow.objects.values_list("actor__user__username", flat=True))
    assert acts == {"sample-moderator"}
    submitters = Record.objects.filter(events__action=Action.SUBMIT).values_list(
        "events__actor__user__username", "events__action"
    )
    assert {name for name, action in submitters if action == Action.SUBMIT} == {"sample-contributor"}


def test_a_second_load_publishes_and_adds_nothing(loaded):
    before = (ledger.head().number, Record.objects.count(), Name.objects.count())
    counts = load(lambda line: None)
    assert counts == Counts(already=TOTAL)
    assert (ledger.head().number, Record.objects.count(), Name.objects.count()) == before


def test_its_accounts_are_inactive_and_have_no_password(loaded):
    accounts = User.objects.filter(username__in=USERNAMES)
    assert [account.is_active for account in accounts] == [False, False]
    assert not any(account.has_usable_password() for account in accounts)


def test_its_accounts_are_active_when_asked(loaded, capsys):
    call_command("load_sample", "--active-accounts")
    assert User.objects.filter(username__in=USERNAMES, is_active=True).count() == 2
    assert f"{TOTAL} already there" in capsys.readouterr().out


def test_its_accounts_are_inactive_even_when_a_file_is_wrong(loaded, monkeypatch, tmp_path):
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    User.objects.filter(username__in=USERNAMES).update(is_active=True)
    with pytest.raises(WrongFile, match="no files"):
        load(lambda line: None)
    assert not User.objects.filter(username__in=USERNAMES, is_active=True).exists()


def test_what_someone_edited_is_left_alone_and_named(loaded):
    claim = Claim.objects.get(heading="Camp 18: capacity 23,800")
    claim.statement = "A synthetic statement."
    claim.save()
    publish(claim)
    lines: list[str] = []
    assert load(lines.append) == Counts(already=TOTAL - 1, changed=1)
    assert f"  left alone: {claim.identifier}: it was edited since" in lines
    assert ledger.current(claim.identifier).document.statement == "A synthetic statement."


def test_what_was_withdrawn_stays_withdrawn(loaded):
    claim = Claim.objects.get(heading="Camp 18: capacity 23,800")
    perform(Action.WITHDRAW, claim, make_user("moderator"), "Synthetic reason.", reason=ReasonClass.ERROR)
    lines: list[str] = []
    load(lines.append)
    assert f"  left alone: {claim.identifier}: it is withdrawn" in lines
    assert ledger.standing(claim) == Standing.WITHDRAWN


def test_every_number_shows_its_source_unit_metric_and_method(loaded):
    numbered = [claim for claim in documents(Noun.CLAIM) if claim.low or claim.high]
    assert len(numbered) > 20
    for claim in numbered:
        assert claim.references and claim.unit and claim.metric and claim.method, claim.heading
        assert claim.attributed_to, claim.heading


def test_every_passage_rests_on_a_reference(loaded):
    passages = [passage for record in documents(Noun.TESTIMONY) for passage in record.passages]
    assert len(passages) > 80
    assert all(passage.references for passage in passages)


def test_dates_are_kept_as_said_and_read(loaded):
    dated = [claim.as_of for claim in documents(Noun.CLAIM) if claim.as_of]
    dated += [stay.period for record in documents(Noun.TESTIMONY) for stay in record.stays if stay.period]
    assert len(dated) > 40
    for period in dated:
        reading_of_it = parse(period.text)
        assert (period.edtf, period.earliest) == (reading_of_it.edtf, reading_of_it.earliest)


def test_dates_that_contradict_each_other_are_both_kept(loaded):
    (account,) = [record for record in documents(Noun.TESTIMONY) if record.title.startswith("Kim Yong")]
    assert [stay.period.text for stay in account.stays] == ["1993 to 1996", "late 1970s"]


def test_what_a_witness_took_back_is_struck_with_who_when_and_why(loaded):
    (account,) = [record for record in documents(Noun.TESTIMONY) if record.title.startswith("Shin")]
    struck = [passage for passage in account.passages if passage.retraction]
    assert [passage.number for passage in struck] == [1, 3, 6]
    assert {passage.retraction.by for passage in struck} == {"Shin Dong-hyuk"}
    assert {passage.retraction.when.text for passage in struck} == {"2015"}
    assert all(passage.retraction.why for passage in struck)


def test_a_denial_answers_what_it_denies(loaded):
    finding = Claim.objects.get(heading="A United Nations inquiry finds that the camps exist")
    denials = [claim for claim in documents(Noun.CLAIM) if claim.kind == "denial"]
    assert [claim.answers for claim in denials].count(finding.identifier) == 3
    assert all(claim.answers for claim in denials)


def test_both_figures_are_redrawn_and_shown_on_their_records(loaded):
    figures = documents(Noun.FIGURE)
    assert all(re.fullmatch(r"[0-9a-f]{64}\.png", figure.media) and figure.alt for figure in figures)
    assert len(ledger.current("kwalliso-15").document.figures) == 2


def test_only_publications_stand_in_the_ledger(loaded):
    assert set(LedgerRow.objects.values_list("kind", "version")) == {(LedgerKind.PUBLISHED.value, 1)}


def test_the_articles_derive_from_what_they_cite_and_no_note_from_an_article(loaded):
    sources = {record.identifier: record.document for record in ledger.listing(Noun.SOURCE)}
    (article,) = [source for source in sources.values() if source.publisher == "Grokipedia"]
    assert len(article.derives_from) == 112
    cited = [sources[identifier] for identifier in article.derives_from]
    assert {(source.reach, source.derives_from) for source in cited} == {("unresolved", ())}


def test_the_fifty_disagreements_are_numbered_in_the_order_of_their_list(loaded):
    found = ledger.listing(Noun.DISAGREEMENT)
    assert [item.identifier for item in found] == [f"D-{number:03d}" for number in range(1, 51)]
    assert [item.document.question for item in found] == [row["question"] for row in read(Noun.DISAGREEMENT)]
    assert [row["key"] for row in read(Noun.DISAGREEMENT)] == [f"d-{number:02d}" for number in range(1, 51)]
