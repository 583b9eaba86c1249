"""A contributor pastes a whole summary: it stands in the form as passages, and nothing is saved by that."""

import pytest
from django.conf import settings
from django.urls import reverse

from testimonies.forms.pasting import LONGEST, MOST
from testimonies.models import Testimony
from tests.factories import make_source, make_testimony, make_user, publish
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/testimony/add/"
THREE = "1. The first, wrapped\r\nby a mail program.\r\n2. The second.\r\n\r\n3. The third."
PASSAGES = ["The first, wrapped by a mail program.", "The second.", "The third."]


@pytest.fixture
def desk():
    return signed_in(make_user("contributor"))


def page_of(record) -> str:
    return reverse("admin:testimonies_testimony_change", args=[record.pk])


def rows_of(answer, name: str = "text") -> list[str]:
    values = values_of(answer, "seen_revision")
    total = int(values["passages-TOTAL_FORMS"][0])
    return [values.get(f"passages-{row}-{name}", [""])[0] for row in range(total)]


def test_the_button_shows_the_passages_with_their_source_and_saves_nothing(desk):
    source = publish(make_source())
    typed = {"title": "Kept", "paste-text": THREE, "paste-source": source.title, "paste-locator": "p. 4"}
    answer = send(desk, ADD, typed, "_split")
    assert rows_of(answer) == PASSAGES
    assert rows_of(answer, "references-locator") == ["p. 4"] * 3
    assert set(rows_of(answer, "references-source")) == {f"{source.identifier} {source}"}
    html, values = answer.content.decode(), values_of(answer, "seen_revision")
    assert "3 passages stand below. Nothing is saved yet" in html and "errorlist" not in html
    assert (values["title"], values["paste-text"]) == (["Kept"], [""])
    assert not Testimony.objects.exists()
    desk.post(ADD, values | {"_continue": ""})
    assert list(Testimony.objects.get().passages.values_list("number", "text")) == list(
        enumerate(PASSAGES, 1)
    )


def test_what_is_pasted_comes_behind_what_is_typed(desk):
    typed = {"passages-1-text": "Typed before.", "paste-text": THREE}
    assert rows_of(send(desk, ADD, typed, "_split")) == ["", "Typed before.", *PASSAGES]


def test_passages_that_are_there_keep_their_numbers(desk):
    testimony = publish(make_testimony(texts=("One.", "Two.")))
    testimony.passages.filter(number=2).update(number=7)
    answer = send(desk, page_of(testimony), {"paste-text": THREE}, "_split")
    desk.post(page_of(testimony), values_of(answer, "seen_revision") | {"_continue": ""})
    assert list(testimony.passages.values_list("number", "text")) == [
        (1, "One."), (7, "Two."), *enumerate(PASSAGES, 8),
    ]  # fmt: skip


def test_a_summary_left_in_the_box_is_cut_up_and_shown_before_anything_is_saved(desk):
    for button in ("_continue", "_submit", "_addanother"):
        answer = send(desk, ADD, {"title": "T", "paste-text": THREE}, button)
        assert rows_of(answer) == PASSAGES
    assert not Testimony.objects.exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"paste-text": " \r\n"}, "Paste the summary here first."),
        ({"paste-text": "\n\n".join(f"Passage {n}" for n in range(MOST + 1))}, f"at most {MOST} at once"),
        ({"paste-text": "One.", "paste-source": "A book that is nowhere"}, "No source is known as"),
    ],
)
def test_what_cannot_be_cut_up_stays_in_the_box_with_the_reason(desk, typed, why):
    answer = send(desk, ADD, typed, "_split")
    assert why in answer.content.decode()
    assert values_of(answer, "seen_revision")["paste-text"] == [typed["paste-text"]]


@pytest.mark.assure
def test_the_most_passages_at_once_make_a_form_that_can_be_sent(desk):
    text = "\n\n".join(f"Synthetic passage {n}." for n in range(MOST))
    values = values_of(send(desk, ADD, {"title": "Many", "paste-text": text}, "_split"), "seen_revision")
    assert values["passages-TOTAL_FORMS"] == [str(MOST)]
    assert sum(map(len, values.values())) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_while_one_types_the_passages_are_told(desk):
    address = reverse("admin:typing_passages")
    assert desk.post(address, {"text": THREE}).json() == {"passages": PASSAGES}
    assert desk.post(address, {"text": "a" * (LONGEST + 1)}).status_code == 422
