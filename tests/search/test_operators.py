import pytest

from search.operators import OPERATORS
from search.syntax import QueryError
from tests.factories import make_source, make_testimony, make_topic, make_witness, publish
from tests.search.conftest import named_camp

pytestmark = pytest.mark.django_db

TEXTS = {
    "Coal": "Prisoners mined coal in winter. They laboured in solitary confinement.",
    "Timber": "People cut timber; confinement was not solitary.",
    "Mine": "A mine that yields gold.",
    "Yodok": "Held at Yodok for years.",
    "Korean": "그는 요덕군에서 강제로동을 하였다. 15호 관리소였다.",
    "Marks": "Held at Kaech’ŏn, then in Kwan-li-so camps.",
    "Markup": 'Written <b>bold</b> & "quoted" by prisoners.',
}


@pytest.fixture
def shelf(index):
    source = publish(make_source(title="Synthetic source"))
    for title, text in TEXTS.items():
        publish(make_testimony(source, (text,), title=title))
    index.catch_up()


FINDS = {
    "coal": {"Coal"},
    "COAL": {"Coal"},
    "mining": {"Coal", "Mine"},
    "prisoner": {"Coal", "Markup"},
    "the coal": {"Coal"},
    "coal timber": set(),
    "coal OR timber": {"Coal", "Timber"},
    "confinement NOT coal": {"Timber"},
    "(coal OR timber) AND winter": {"Coal"},
    "confinement AND NOT (coal OR gold)": {"Timber"},
    '"solitary confinement"': {"Coal"},
    '"confinement solitary"': set(),
    '"mining"': set(),
    '"mined"': {"Coal"},
    "=mined": {"Coal"},
    "=mine": {"Mine"},
    "prison*": {"Coal", "Markup"},
    "kaech*": {"Marks"},
    "timbre~": {"Timber"},
    "Yodock~": {"Yodok"},
    "Kaechon": {"Marks"},
    "Kaech'on": {"Marks"},
    "=Kaech’ŏn": {"Marks"},
    "=Kaechon": set(),
    "Kwanliso": {"Marks"},
    "Kwan-li-so": {"Marks"},
    "요덕": {"Korean"},
    "요덕군": {"Korean"},
    "덕군": {"Korean"},
    "로동": {"Korean"},
    "동을": {"Korean"},
    "강제로동": {"Korean"},
    "15호": {"Korean"},
    '"15호 관리소였다"': {"Korean"},
    "bold": {"Markup"},
    "kind:testimony AND gold": {"Mine"},
    "kind:topic": set(),
    "source:book gold": {"Mine"},
    "source:news": set(),
}


def test_an_operator_finds_what_it_says(shelf, ask):
    pages = {q: ask(q, kind=("testimony",), size=100) for q in FINDS}
    assert {q: {hit.title for hit in page.hits} for q, page in pages.items()} == FINDS
    assert {q: page.total for q, page in pages.items()} == {q: len(titles) for q, titles in FINDS.items()}


MISTAKES = {
    "camp:99": 5,
    "topic:none": 6,
    "role:king": 5,
    "kind:thing": 5,
    "source:rumour": 7,
    "cites:S-9999": 6,
}


def test_a_value_that_means_nothing_is_a_mistake_at_its_place(shelf, ask):
    for q, position in MISTAKES.items():
        with pytest.raises(QueryError) as caught:
            ask(q)
        assert caught.value.position == position, q


def test_every_operator_of_the_help_page_finds_something(index, ask):
    labour = publish(make_topic(slug="forced-labour", label_en="Forced labour"))
    camps = {number: named_camp(number) for number in (15, 18)}
    witness = publish(make_witness(public_name="Synthetic person"))
    text = (
        "A prisoner told of forced labour, coal and timber and a mine in winter, of solitary confinement, "
        "at Yodok, 요덕에서, Pukchang."
    )
    record = make_testimony(texts=(text,), camp=camps[15], witness=witness, title="All of it")
    record.topics.add(labour)
    publish(record)
    publish(make_testimony(texts=("A mine.",), camp=camps[18], title="Another"))
    index.catch_up()
    for operator in OPERATORS:
        assert ask(operator.example).total > 0, operator


def test_a_snippet_is_escaped_before_it_is_marked(shelf, ask):
    snippet = ask("bold").hits[0].snippets[0]
    assert snippet == "Written &lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; &quot;quoted&quot; by prisoners."


def test_a_query_that_finds_nothing_offers_any_of_its_words(shelf, ask):
    page = ask("coal timber", kind=("testimony",))
    assert (page.total, page.any_word.q, page.any_word.total) == (0, "coal OR timber", 2)


def test_a_misspelt_word_gets_a_suggestion_that_finds_something(shelf, ask):
    page = ask("timbre cut")
    assert page.suggestion == "timber cut"
    assert ask(page.suggestion).total == 1
