import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies import contested, ledger
from testimonies.models import Claim, Disagreement, Passage, Reference, Side, Stay
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_topic, publish

pytestmark = pytest.mark.django_db

KINDS = ("book", "news")
PERIODS = ("1977 to 1987", "late 1970s", "1984", "since 1990", "until 1980", "")
ROLES = ("prisoner", "guard", "child")


@pytest.fixture
def archive(index):
    """Twenty-four synthetic records with facets drawn by a seeded die."""
    die = random.Random(7)
    broad = publish(make_topic(slug="broad"))
    topics = [publish(make_topic(slug="narrow", broader=broad)), publish(make_topic(slug="other")), broad]
    camps = [publish(make_camp(number)) for number in (14, 15, 18)]
    sources = [publish(make_source(kind=kind)) for kind in KINDS]
    for at in range(20):
        words = " ".join(die.sample(["coal", "timber", "winter", "mine"], 2))
        record = make_testimony(die.choice(sources), (words,), language=die.choice(["en", "ko"]))
        for camp in die.sample(camps, die.randint(0, 2)):
            Stay.objects.create(
                testimony=record, camp=camp, role=die.choice(ROLES), period=die.choice(PERIODS)
            )
        record.topics.set(die.sample(topics, die.randint(0, 2)))
        publish(record)
        if at % 5 == 0:
            publish(
                make_claim(die.choice(camps), die.choice(sources), as_of="1984", statement="A mine of coal.")
            )
    dispute()
    index.catch_up()
    return [item for noun in ("testimony", "claim") for item in ledger.listing(noun)]


def dispute():
    """A published disagreement with two claims on one side and a passage on the other."""
    made = Disagreement.objects.create(question="Synthetic question?")
    sides = [Side.objects.create(disagreement=made, answer=answer) for answer in ("Yes", "No")]
    sides[0].claims.set(Claim.objects.filter(identifier__isnull=False)[:2])
    sides[1].passages.set([Passage.objects.filter(testimony__identifier__isnull=False).first()])
    publish(made)


def facts(item):
    """The facet values of a document, worked out without the search."""
    document = item.document
    sources = {key: ledger.current(key).document.kind.value for key in cited(document)}
    topics = set(getattr(document, "topics", ()))
    stays = getattr(document, "stays", ())
    return {
        "camp": {stay.camp for stay in stays} or ({document.subject} if item.noun == "claim" else set()),
        "topic": topics | ({"broad"} if "narrow" in topics else set()),
        "role": {stay.role.value for stay in stays},
        "source": set(sources.values()),
        "kind": {item.noun},
        "lang": {document.language} if item.noun == "testimony" else set(),
    }


def cited(document):
    passages = getattr(document, "passages", None)
    return {ref.source for holder in passages or [document] for ref in holder.references}


def periods(item):
    document = item.document
    found = [stay.period for stay in document.stays] if item.noun == "testimony" else [document.as_of]
    return [period for period in found if period]


def falls(item, first, last, certainly):
    for period in periods(item):
        begin = period.earliest.year if period.earliest else 0
        end = period.latest.year if period.latest else 9999
        if (first <= begin and end <= last) if certainly else (begin <= last and end >= first):
            return True
    return False


FILTERS = [
    {},
    {"camp": ("kwalliso-15",)},
    {"camp": ("kwalliso-15", "18"), "role": ("guard",)},
    {"topic": ("broad",), "source": ("book",)},
    {"topic": ("narrow",), "lang": ("ko",), "kind": ("testimony",)},
    {"first_year": 1975, "last_year": 1985},
    {"first_year": 1975, "last_year": 1985, "dates": "certain", "role": ("prisoner", "child")},
    {"contested": True},
    {"contested": True, "kind": ("claim",), "first_year": 1980, "last_year": 1990},
]


def test_facets_totals_and_years_agree_with_counting_by_hand(archive, ask):
    for filters in FILTERS:
        for word in ("coal", "timber OR winter", "NOT coal"):
            compare(archive, filters, word, ask(word, size=100, **filters))


def compare(archive, filters, word, page):
    matching = [(item, facts(item)) for item in archive if says(item, word)]
    known = {item.identifier for item in archive}
    expected = {item.identifier for item, values in matching if passes(item, values, filters)}
    assert {hit.identifier for hit in page.hits} & known == expected
    if word != "NOT coal":  # that finds camps, topics and sources too
        assert page.total == len(expected)
        compare_facets(matching, filters, page)
    compare_years([item for item, values in matching if passes(item, values, filters, "year")], page)


def passes(item, values, filters, without=""):
    for name in values:
        wanted = {"kwalliso-18" if one == "18" else one for one in filters.get(name, ())}
        if name != without and wanted and not wanted & values[name]:
            return False
    if filters.get("contested") and without != "contested" and item.identifier not in contested.current():
        return False
    if "first_year" in filters and without != "year":
        return falls(item, filters["first_year"], filters["last_year"], filters.get("dates") == "certain")
    return True


def compare_facets(matching, filters, page):
    apart = [item for item, values in matching if passes(item, values, filters, "contested")]
    assert page.contested == sum(item.identifier in contested.current() for item in apart)
    for name, choices in page.facets.items():
        expected = Counter(
            value
            for item, values in matching
            if passes(item, values, filters, name)
            for value in values[name]
        )
        assert {choice.value: choice.count for choice in choices if choice.count} == expected, (filters, name)


def compare_years(dated, page):
    for span in page.years:
        assert span.possible == sum(falls(item, span.first, span.first, False) for item in dated)
        assert span.certain == sum(falls(item, span.first, span.first, True) for item in dated)


some = st.sampled_from
requests = st.fixed_dictionaries(
    {},
    optional={
        "camp": st.lists(some(["kwalliso-14", "kwalliso-15", "18"]), min_size=1, max_size=2).map(tuple),
        "topic": some([("broad",), ("narrow",), ("other", "narrow")]),
        "role": some([("guard",), ("prisoner", "child")]),
        "source": some([("book",), ("news",), ("book", "news")]),
        "kind": some([("testimony",), ("claim",), ("testimony", "claim")]),
        "lang": some([("en",), ("ko",)]),
        "contested": st.just(True),
        "dates": some(["possible", "certain"]),
    },
)
years = st.none() | st.tuples(st.integers(1970, 1995), st.integers(0, 12))


def test_any_request_agrees_with_counting_by_hand(archive, ask):
    @given(requests, years, some(["coal", "timber OR winter", "mine"]))
    @settings(max_examples=150, deadline=None, database=None)
    def compared(filters, period, word):
        asked = dict(filters)
        if period:
            asked |= {"first_year": period[0], "last_year": period[0] + period[1]}
        compare(archive, asked, word, ask(word, size=100, **asked))

    compared()


def test_what_is_contested_is_marked_found_and_counted(archive, ask, client):
    page = ask(contested=True, size=100)
    standing = {identifier for identifier, passage in contested.current().places if passage is None}
    assert {hit.identifier for hit in page.hits} == standing
    assert len(standing) == 3
    assert all(hit.contested for hit in page.hits)
    assert ask("").contested == page.total == 3
    answer = client.get("/api/v1/search", {"contested": "1"}).json()
    assert [hit["contested"] for hit in answer["hits"]] == [True] * 3
    assert answer["facets"]["contested"] == [{"value": "1", "label": "Contested", "count": 3}]
    assert "?contested=1" in client.get("/search/").content.decode()


def says(item, word):
    pieces = getattr(item.document, "passages", None)
    text = " ".join(piece.text for piece in pieces) if pieces else item.document.statement
    if word == "NOT coal":
        return "coal" not in text
    return any(one in text for one in word.split(" OR "))


def test_pages_neither_repeat_nor_skip_in_any_order(archive, ask):
    for sort in ("relevance", "date", "-date", "published"):
        whole = [hit.identifier for hit in ask("", sort=sort, size=100).hits]
        paged = [
            hit.identifier for page in range(1, 12) for hit in ask("", sort=sort, size=3, page=page).hits
        ]
        assert paged == whole
        assert len(set(whole)) == ask("").total == len(whole)


def test_orders_are_by_what_they_say(archive, ask):
    days = [
        hit.period.earliest for hit in ask("", sort="date", kind=("claim", "testimony")).hits if hit.period
    ]
    known = [day for day in days if day]
    assert known == sorted(known)
    dated = [hit.period is not None for hit in ask("", sort="date", size=100).hits]
    assert dated == sorted(dated, reverse=True)
    newest = [ledger.current(hit.identifier).number for hit in ask("", sort="published", size=100).hits]
    assert newest == sorted(newest, reverse=True)


def test_a_corrected_kind_of_source_needs_no_new_entry_in_the_index(archive, ask):
    source = next(item for item in ledger.listing("source") if item.document.kind == "news")
    before = ask("", source=("map",), kind=("testimony",)).total
    row = Reference.objects.filter(source__identifier=source.identifier).first().source
    row.kind = "map"
    row.save()
    publish(row)
    assert before == 0
    cites = ask("", cites=(source.identifier,), kind=("testimony",)).total
    assert ask("", source=("map",), kind=("testimony",)).total == cites > 0


def test_two_queries_answer_a_request_and_three_while_the_index_is_behind(
    archive, ask, django_assert_num_queries
):
    ask("coal")
    with django_assert_num_queries(2):
        ask("coal", camp=("kwalliso-15",))
    publish(make_source())
    ask("coal")  # the names are read anew
    with django_assert_num_queries(3):
        ask("coal", camp=("kwalliso-15",))
