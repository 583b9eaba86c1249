"""The Korean catalogue says everything that the public pages say, and nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from archive import catalogue, sentences

PO = Path(settings.LOCALE_PATHS[0]) / "ko" / "LC_MESSAGES" / "django.po"
ENTRIES = catalogue.read(PO.read_text(encoding="utf-8"))
PLACES = re.compile(r"%\(\w+\)s|(?<!%)\{\w+\}")
TAGS = re.compile(r"</?\w+")
# Names of formats, and signs, which are the same in every language.
SAME = {"RIS", "BibTeX", "CSL JSON", "Turtle", "JSON-LD", "Atom", "SHA-256", "sha256", "sha", "TM"}
SAME |= {"schema.org", "JSON-LD (schema.org"}
# What a template shows besides its own words: tags of both kinds, with what they enclose, and comments.
NOT_SAID = re.compile(
    r"\{% (?P<name>comment|blocktranslate)\b.*?\{% end(?P=name) %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
    r"|\{% block body_class %\}\w*",
    re.DOTALL,
)
EXAMPLES = {"Pukchang", "Bukchang", "Camp 18", "ieee"}


def test_every_sentence_of_the_public_pages_has_a_korean_one():
    told = {entry.sentence for entry in ENTRIES if all(entry.said)}
    assert [sentence.text for sentence in sentences.sentences() if sentence not in told] == []


def test_the_catalogue_holds_no_sentence_that_no_page_says():
    said = sentences.sentences()
    assert [entry.sentence.text for entry in ENTRIES[1:] if entry.sentence not in said] == []


def test_no_translation_is_in_doubt_and_none_is_left_in_english():
    assert [entry.sentence.text for entry in ENTRIES if entry.fuzzy] == []
    english = [entry for entry in ENTRIES[1:] if not re.search("[가-힣]", "".join(entry.said))]
    kept = {entry.sentence.text for entry in english}
    assert kept == {" and ", "%(first)s and %(second)s", "%(first)s to %(last)s", "nought"}


def test_a_translation_has_the_places_and_elements_of_its_sentence():
    for entry in ENTRIES[1:]:
        for text in entry.said:
            needed = set(PLACES.findall(entry.sentence.plural or entry.sentence.text))
            assert set(PLACES.findall(text)) == needed, entry.sentence.text
            wanted = set(TAGS.findall(entry.sentence.text)) - {"<span", "</span"}
            assert set(TAGS.findall(text)) - {"<span", "</span"} == wanted, entry.sentence.text


def test_the_compiled_catalogue_is_that_of_the_written_one():
    assert PO.with_suffix(".mo").read_bytes() == catalogue.compiled(ENTRIES), "run manage.py words"


def test_a_catalogue_that_is_read_and_written_is_the_same():
    text = PO.read_text(encoding="utf-8")
    assert catalogue.write(catalogue.read(text)) == text


def test_a_line_that_is_no_line_of_a_catalogue_is_refused():
    with pytest.raises(ValueError, match="not a line"):
        catalogue.read('msgid "One"\nmsgstr One')


@pytest.mark.parametrize("file", sentences.templates(), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_public_template_has_no_words_outside_its_translations(file):
    source = re.sub(r"\{% block body_class %\}\w*", "", file.read_text(encoding="utf-8"))
    said = NOT_SAID.sub("|", source)
    labels = re.findall(r'(?:aria-label|title|data-\w+|placeholder)="([^"]*)"', said)
    texts = re.sub(r"<!doctype.*?>|<[^<>]*>|&\w+;", "\n", said)
    words = {one.strip(" ,.;:()/·#") for text in [*labels, *texts.splitlines()] for one in text.split("|")}
    assert {one for one in words if re.search("[A-Za-z]{2}", one)} - SAME - EXAMPLES == set()


def test_the_sentences_of_code_and_of_templates_are_found():
    template = '{% load i18n %}{% translate "One" context "sense" %}{{ x|default:_("two") }}'
    template += "{% blocktranslate count n=x %}{{ n }} b{% plural %}{{ n }} bs{% endblocktranslate %}"
    assert list(sentences.of_template(template)) == [
        catalogue.Sentence("One", context="sense"),
        catalogue.Sentence("two"),
        catalogue.Sentence("%(n)s b", "%(n)s bs"),
    ]
    code = '_("One")\nQueryError("No %(a)s.", 3, a=1)\nParameterError(name, "Two")\npgettext("c", "d")\n_(x)'
    assert set(sentences.of_code(code)) == {
        catalogue.Sentence("One"),
        catalogue.Sentence("No %(a)s."),
        catalogue.Sentence("Two"),
        catalogue.Sentence("d", context="c"),
    }
