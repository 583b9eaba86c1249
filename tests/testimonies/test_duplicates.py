"""The same account entered before is noticed; what is erased or merged is not."""

import pytest

from testimonies import duplicates
from testimonies.models import Sketch, SketchBand, Stay, Testimony
from testimonies.vocabulary import ReasonClass
from testimonies.warnings import warnings_of
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_testimony, make_user, make_witness, publish
from tests.testimonies.importing.tables import unlike

pytestmark = pytest.mark.django_db
STORY = (
    "The witness of this synthetic account was held for nine years, carried coal from the pit to the railway,"
    " and was moved to the timber team in the last winter, where two of the team were hurt by a falling "
    "trunk."
)


def entered(text: str = STORY, **fields) -> Testimony:
    testimony = make_testimony(texts=(text,), **fields)
    perform(Action.EDIT, testimony, make_user("contributor"))
    return testimony


def found(testimony: Testimony) -> list[tuple[int, str]]:
    return [(one.record.pk, one.why) for one in duplicates.of_record(testimony)]


def jaccard(one: str, other: str) -> float:
    first, second = (
        {tuple(words[n : n + 3]) for n in range(len(words) - 2)}
        for words in map(duplicates.words_of, (one, other))
    )
    return len(first & second) / len(first | second)


def test_the_same_words_are_noticed_whatever_their_case_and_points():
    before, after = entered(), entered(STORY.upper().replace(",", " –"))
    assert found(after) == [(before.pk, "the same words")]
    assert found(before) == [(after.pk, "the same words")]


def test_a_summary_with_a_word_changed_is_noticed():
    before, after = entered(), entered(STORY.replace("nine", "ten"))
    assert [pk for pk, _why in found(after)] == [before.pk]
    assert "of the words" in found(after)[0][1]


def test_other_accounts_are_not():
    (
        entered(),
        entered(
            "A different account of a kitchen, a school and a guard post near the northern gate of a camp."
        ),
    )
    assert found(entered(unlike(1))) == []


def test_a_short_summary_says_nothing():
    entered("Held for nine years."), entered("Held for nine years.")
    assert not Sketch.objects.exists()


@pytest.mark.parametrize("kept", [1.0, 0.9, 0.8, 0.6, 0.3])
def test_the_estimate_is_near_the_share_of_words(kept):
    words = [f"word{n}" for n in range(300)]
    cut = int(len(words) * kept)
    one, other = " ".join(words), " ".join([*words[:cut], *(f"other{n}" for n in range(300 - cut))])
    estimate = duplicates.share(duplicates.signature(one), duplicates.signature(other))
    assert abs(estimate - jaccard(one, other)) < 0.2


def test_signatures_stay_what_they_are():
    assert duplicates.signature(STORY).hex()[:32] == "46240e007c31100950a79300785f630f"


def test_an_edit_changes_what_is_compared():
    before, after = entered(), entered()
    after.passages.update(text=unlike(2))
    perform(Action.EDIT, after, make_user("contributor"))
    assert found(before) == found(after) == []


def test_one_witness_at_one_camp_at_one_time_is_noticed():
    witness, camp = publish(make_witness()), publish(make_camp(18))
    before, after = (entered(unlike(n), witness=witness, camp=camp) for n in (3, 4))
    assert found(after) == [(before.pk, "the same witness, camp and overlapping period")]


@pytest.mark.parametrize(
    ("period", "overlaps"),
    [
        ("1987", True),
        ("since 1980", True),
        ("before 1978", True),
        ("1988 to 1990", False),
        ("1976", False),
        ("", False),
    ],
)
def test_periods_that_do_not_overlap_are_not(period, overlaps):
    witness, camp = publish(make_witness()), publish(make_camp(18))
    entered(unlike(5), witness=witness, camp=camp)
    other = entered(unlike(6), witness=witness)
    Stay.objects.create(testimony=other, camp=camp, role="prisoner", period=period)
    assert bool(found(other)) == overlaps


def test_accounts_of_an_unlinked_witness_are_never_joined():
    witness, camp = make_witness(unlinked=True), publish(make_camp(18))
    entered(unlike(7), witness=witness, camp=camp)
    assert found(entered(unlike(8), witness=witness, camp=camp)) == []


def test_it_is_a_warning_without_the_title_and_no_refusal():
    before, after = entered(title="Synthetic title that stays here"), entered()
    warning = warnings_of(after)
    assert warning == [
        f"#{before.pk} may be the same account (the same words). "
        "If it is, go on with one of the two; if not, leave both."
    ]
    perform(Action.SUBMIT, after, make_user("contributor"))
    assert after.stage == "submitted"


def test_an_erased_record_is_gone_from_the_table():
    before, after = entered(), entered()
    perform(Action.ERASE, before, make_user("custodian"), reason=ReasonClass.SAFETY)
    assert not Sketch.objects.filter(pk=before.pk).exists()
    assert not SketchBand.objects.filter(sketch=before.pk).exists()
    assert found(after) == []


def test_an_erased_passage_is_compared_no_more():
    before, after = entered(), entered()
    perform(Action.ERASE, before, make_user("custodian"), passage=1)
    assert not Sketch.objects.filter(pk=before.pk).exists()
    assert found(after) == []


def test_a_merged_record_is_settled():
    before, after = publish(entered()), publish(entered())
    assert found(after)
    perform(Action.MERGE, before, make_user("moderator"), "The same account.", into=after)
    assert found(after) == []
